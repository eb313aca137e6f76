"""The first page of the template: how to fill it in, and what there is to fill in."""

from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.form_columns import (
    COLUMNS,
    HELP,
    PRINTED,
)
from dashboard.intake.form_layout import Layout
from dashboard.intake.template.instructions import LIST_NOTES, NOTHING, STATUS_MEANING, STEPS
from dashboard.intake.template.pieces import (
    put,
    say,
    say_pairs,
    set_up_print,
)
from dashboard.intake.template.styles import (
    COUNT,
    HEADER,
    HEADING,
    LINK,
    REMARK,
    TITLE,
    lines_in,
)


def write_help(book: Workbook, layout: Layout) -> None:
    """Write the page that explains, once the other sheets stand."""
    sheet = book[HELP]
    before = f"（{layout.previous} 年版）" if layout.previous else ""
    for column, width in zip("ABCDEF", (26, 10, 10, 12, 10, 62), strict=True):
        sheet.column_dimensions[column].width = width
    row = say(sheet, 1, f"{layout.year} 年版教育质量年度报告　数据填报", TITLE, 34)
    row = say(
        sheet,
        row,
        f"白色的格请填，灰色的格是上一版{before}所印，供对照。填完在看板的“数据填报”页上传，"
        "由那里检查、预览、发布；哪一格有问题，会指明表和格。",
    )
    row = say(sheet, row + 1, "怎样填", HEADING, 24)
    for number, text in enumerate(STEPS, start=1):
        row = say(sheet, row, f"{number}. {text}")
    row = say(sheet, row + 1, "三种“没有”", HEADING, 24)
    row = say_pairs(sheet, row, NOTHING)
    row = say(sheet, row + 1, "“状态”各词", HEADING, 24)
    row = say_pairs(sheet, row, STATUS_MEANING)
    row = say(sheet, row + 1, "各表", HEADING, 24)
    last = _index(book, layout, row)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    set_up_print(sheet, f"A1:F{last}", heading=False)


def _index(book: Workbook, layout: Layout, row: int) -> int:
    """List the sheets, from a row on, and return the last row."""
    sheet = book[HELP]
    heads = ("表（点击前往）", "要填", "其中必填", "可填", "已填", "提示")
    for number, head in enumerate(heads, start=1):
        put(sheet, row, number, head, HEADER)
    sheet.row_dimensions[row].height = 24
    for first in (layout.edition, layout.majors):
        row += 1
        _index_row(sheet, row, first.title, ("", "", "", ""), LIST_NOTES[first.file])
    for one in layout.sheets:
        row += 1
        asked = [line for line in one.lines if not line.optional]
        column = get_column_letter(COLUMNS.index(PRINTED) + 1)
        height = book[one.title].max_row
        filled = f"=COUNTA({quote_sheetname(one.title)}!{column}2:{column}{height})"
        required = sum(line.required for line in asked)
        counts = (len(asked), required, len(one.lines) - len(asked), filled)
        _index_row(sheet, row, one.title, counts, one.note)
    for other in layout.lists:
        row += 1
        _index_row(sheet, row, other.title, ("", "", "", ""), LIST_NOTES.get(other.file, ""))
    return row


def _index_row(sheet: Worksheet, row: int, title: str, counts: Iterable[Any], note: str) -> None:
    put(sheet, row, 1, title, LINK)
    sheet.cell(row, 1).hyperlink = Hyperlink(
        ref=sheet.cell(row, 1).coordinate, location=f"{quote_sheetname(title)}!A1"
    )
    for number, count in enumerate(counts, start=2):
        put(sheet, row, number, count, COUNT)
    put(sheet, row, 6, note, REMARK)
    sheet.row_dimensions[row].height = 6 + 15 * lines_in(note, 60)
