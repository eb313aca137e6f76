"""What an edition being prepared would change, as a workbook to hand round before publishing."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.contract.codes import CHAPTERS, NO_CHAPTER, SEVERITIES
from dashboard.contract.wording import decimals, rows_of
from dashboard.intake.drafts import Draft
from dashboard.intake.review import ADDED, CHANGED, GONE, SAME, Review

_OPINION = "处理意见"  # left empty, for whoever reads it
_WIDE, _NARROW = 60, 16


def workbook(draft: Draft, found: Review) -> bytes:
    """Return all that is to be looked at: jumps, findings, each figure beside the one before."""
    book = Workbook()
    _sheet(book, "概况", ("项目", "内容"), _particulars(draft, found))
    _sheet(
        book,
        "相差很大的数",
        ("指标", "上期", "上期所印", "本期", "本期所印", "单位", "来源", "已确认", _OPINION),
        (
            (
                *(jump.name, jump.period_before, jump.printed_before, jump.period, jump.printed),
                *(jump.unit, jump.source, "是" if jump.key in draft.confirmed else "", ""),
            )
            for jump in found.jumps
        ),
    )
    _sheet(
        book,
        "核查发现",
        ("编号", "同因", "新旧", "轻重", "章", "发现", "算式", "来源", "页码", _OPINION),
        (
            (
                *(row["finding"], row["cause"], "新出现" if row["is_new"] else "原有"),
                row["severity"],
                *(CHAPTERS.get(row["chapter"], NO_CHAPTER), row["message"], row["arithmetic"]),
                *(row["source"], row["page"], ""),
            )
            for row in rows_of(found.findings)
        ),
    )
    _sheet(
        book,
        "逐格对照",
        (
            "与上版比",
            "指标",
            "单位",
            "上版时期",
            "上版",
            "本版时期",
            "本版",
            "相差",
            "来源",
            "页码",
        ),
        (
            (
                *(row["change"], row["indicator_name"], row["unit"], row["period_before"]),
                *(row["printed_before"], row["period"], row["printed"]),
                *(_apart(row), row["source"], row["page"]),
            )
            for row in rows_of(found.changes)
        ),
    )
    out = io.BytesIO()
    book.remove(book.worksheets[0])  # the library begins with an empty one
    book.save(out)
    return out.getvalue()


def _particulars(draft: Draft, found: Review) -> list[tuple[str, Any]]:
    against = f"{found.compared} 年版" if found.compared else "没有（第一版）"
    return [
        ("报告", f"{draft.year} 年版（草稿，尚未发布）"),
        ("文件", draft.file),
        ("上传", draft.made[:16].replace("T", " ")),
        ("对照", against),
        ("填了的格", draft.filled),
        *((kind, found.counted(kind)) for kind in (CHANGED, ADDED, GONE, SAME)),
        *((f"新的{word}", found.found(word, new=True)) for word in SEVERITIES),
        ("原有的核查发现", found.found(new=False)),
        ("相差很大的数", len(found.jumps)),
        *(("读表时注意到", remark) for remark in draft.remarks),
    ]


def _apart(row: dict[str, Any]) -> float | None:
    return None if pd.isna(row["difference"]) else round(row["difference"], decimals(row))


def _content(cell: Any) -> Any:
    if isinstance(cell, str):
        return ILLEGAL_CHARACTERS_RE.sub("", cell)
    return None if pd.isna(cell) else cell


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    sheet.append([*heads])
    for row in rows:
        sheet.append([_content(cell) for cell in row])
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that looks like a formula is none
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=cell.row == 1)
    for number, head in enumerate(heads, start=1):
        wide = head in ("发现", "内容", "算式", _OPINION)
        width = _WIDE if wide else 36 if head == "指标" else _NARROW
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
