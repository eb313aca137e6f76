"""What the school says to a finding: accepted as printed, explained, or corrected."""

import re
from datetime import date

from dashboard import observations
from dashboard.catalogue import Catalogue, Record
from dashboard.cells import Row

COLUMNS = (
    *("finding", "answer", "indicator", "period", "major", "category", "value", "text"),
    *("answered_by", "answered_on"),
)
ANSWERS = ("accepted", "explained", "corrected")

_FINDING = re.compile("f[0-9a-f]{7}")


def answer(row: Row, catalogue: Catalogue, figures: set[tuple[str, ...]]) -> Record:
    """Check a row of answers; ``figures`` are the keys of the edition's figures.

    A row says which finding it answers (the eight characters that every list of findings shows)
    and, where it corrects, which figure to what value. That the finding is still there is not
    asked: mending the figure itself makes it go away, and the answer is history then.
    """
    finding = row.required("finding") or ""
    if finding and not _FINDING.fullmatch(finding):
        message = f"「{finding}」不是核查编号；编号是 f 开头的八位字母和数字，如 f3a291c0。"
        row.report("finding", message)
    kind = row.one_of("answer", ANSWERS)
    major = observations.major(row, catalogue)
    value = row.number_in("value")
    if kind == "corrected":
        if value is None:
            row.report("value", "answer 为 corrected 时须填更正后的数；请填写。")
        key = (*(row.cells[column] for column in ("indicator", "period", "category")), major or "")
        if key not in figures:
            row.report(
                "indicator",
                "本版报告没有这个数；请照核查清单填写 indicator、period、major、category。",
            )
    elif row.cells["value"]:
        row.report("value", "只有 answer 为 corrected 时才填数；请清空，或改 answer。")
    if kind != "accepted" and not row.cells["text"]:
        row.report("text", "说明和更正都要写明理由；请填写。")
    row.required("answered_by")
    return {
        "finding": row.text("finding"),
        "answer": kind,
        "indicator": row.text("indicator"),
        "period": row.text("period"),
        "major": major,
        "category": row.text("category"),
        "value": value,
        "text": row.text("text"),
        "answered_by": row.text("answered_by"),
        "answered_on": _day(row, "answered_on"),
    }


def _day(row: Row, column: str) -> str | None:
    text = row.required(column)
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        row.report(column, f"「{text}」不是日期；请写成 2026-01-31 的样子。")
        return None
