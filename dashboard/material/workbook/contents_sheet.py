"""The first sheet: what the workbook is, and each figure with what it shows and a link to it."""

from collections.abc import Sequence
from typing import Any

from dashboard.material.content import Content
from dashboard.material.workbook.sheets import (
    CONTENTS,
    LINE,
    LONG,
    Paper,
    Styles,
    clean,
    count_lines,
    put,
    said,
)

_HEADS = {"序号": 6, "图表": 34, "说的是": 60, "单位": 12, "范围": 24, "备注": 24}
_TABLE = 3  # the row of the headings


def write(
    book: Any, styles: Styles, paper: Paper, contents: Sequence[Content], names: Sequence[str]
) -> None:
    """Write the sheet."""
    sheet, cover = book.add_worksheet(CONTENTS), paper.cover
    sheet.write_string(0, 0, clean(cover.title), styles.of(bold=True, font_size=18))
    sheet.set_row(0, 2 * LINE)
    of = " · ".join(filter(None, (cover.school, cover.subtitle, cover.date)))
    sheet.write_string(1, 0, clean(of), styles.of())
    for column, (head, wide) in enumerate(_HEADS.items()):
        sheet.set_column(column, column, wide)
        sheet.write_string(_TABLE, column, head, styles.head())
    for number, (shown, name) in enumerate(zip(contents, names, strict=True), start=1):
        row = _TABLE + number
        sheet.write_number(row, 0, number, styles.cell(align="center"))
        sheet.write_url(row, 1, f"internal:'{name}'!A1", styles.link(), clean(shown.called))
        told = (said(shown), shown.unit, shown.scope, shown.note)
        for column, words in enumerate(told, start=2):
            put(sheet, row, column, words, styles.cell())
        rooms = [*_HEADS.values()][1:]
        sheet.set_row(row, LINE * max(map(count_lines, (shown.called, *told), rooms)))
    paper.set_up(sheet, _TABLE, LONG)
