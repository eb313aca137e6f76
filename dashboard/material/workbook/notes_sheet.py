"""What is to be known of all figures: definitions, sources, remarks, and what the audit found."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.contract.codes import BLANK, DASH, RECORD_STATUS, STATUSES, SUPPRESSED
from dashboard.contract.wording import CORRECTED, DOUBTED
from dashboard.material.cells import DOUBTFUL
from dashboard.material.content import Content
from dashboard.material.workbook.sheets import (
    LINE,
    LONG,
    NOTES,
    Paper,
    Styles,
    clean,
    count_lines,
    put,
)

_HEADS = {"图表": 34, "类别": 12, "名称": 34, "内容": 90}
_MARKS = {
    STATUSES[DASH].shown: STATUSES[DASH].meaning,
    STATUSES[BLANK].shown: STATUSES[BLANK].meaning,
    "0": "报告印的就是 0",
    "未公布（人数少）": RECORD_STATUS[SUPPRESSED],
    DOUBTFUL: "存疑数值：约数、口径不同或序列中断",
    DOUBTED: "数据核查发现可能有误",
    CORRECTED: "学校已经更正",
}


def write(
    book: Any, styles: Styles, paper: Paper, contents: Sequence[Content], names: Sequence[str]
) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet(NOTES)
    for column, (head, wide) in enumerate(_HEADS.items()):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, head, styles.head())
    row = 1
    for mark, meaning in _MARKS.items():
        for column, words in enumerate(("各表", "记号", mark, meaning)):
            sheet.write_string(row, column, words, styles.cell())
        row += 1
    for shown, name in zip(contents, names, strict=True):
        for kind, of, words in _notes(shown):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link(), clean(shown.title))
            for column, text in enumerate((kind, of, words), start=1):
                put(sheet, row, column, text, styles.cell())
            sheet.set_row(
                row, LINE * max(map(count_lines, (shown.title, kind, of, words), _HEADS.values()))
            )
            row += 1
    sheet.autofilter(0, 0, row - 1, len(_HEADS) - 1)
    paper.set_up(sheet, 0, LONG)


def _notes(shown: Content) -> Iterator[tuple[str, str, str]]:
    yield "说明", "", shown.description
    yield from (("定义", name, words) for name, words in shown.definitions)
    yield "来源", "", "、".join(shown.sources)
    yield from (("提示", "", words) for words in shown.remarks)
    yield from (("核查发现", "", words) for words in shown.doubts)
