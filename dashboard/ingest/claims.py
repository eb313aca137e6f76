"""One thing the prose says about the figures: what its row must hold to be held against them."""

import re

from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.ingest import observations
from dashboard.ingest.catalogue import Catalogue, Record
from dashboard.ingest.csv_row import Row

COLUMNS = (
    *("claim", "chapter", "text", "assertion", "indicator", "category", "major", "term"),
    *("first_year", "last_year", "value", "value_to", "source", "page", "note"),
)

# What a claim may say, and how a screen names it. data/claims.sql says when each of them is true.
# The prose says much of which no number could be right or wrong (雄厚, 较高): that is "vague".
ASSERTIONS = {
    "rises": "终点高于起点",
    "falls": "终点低于起点",
    "rises_each": "逐期上升",
    "falls_each": "逐期下降",
    "from_to": "从一数到另一数",
    "equals": "等于",
    "at_least": "不低于",
    "at_most": "不高于",
    "each_at_least": "各期均不低于",
    "each_at_most": "各期均不高于",
    "highest": "最后一期为最高",
    "lowest": "最后一期为最低",
    "vague": "只有形容，没有数",
}

# How a period ends that is not a whole year.
TERMS = ("春季", "秋季", "第一学期", "第二学期")

_WITH_VALUE = ("from_to", "equals", "at_least", "at_most", "each_at_least", "each_at_most")
_CODE = re.compile("[a-z][a-z0-9_]*")


def claim(row: Row, catalogue: Catalogue, pages: int) -> Record:
    """Check a row of claims and return it as the database holds it, less edition and ordinal."""
    code = row.required("claim")
    if code and not _CODE.fullmatch(code):
        row.report("claim", f"代码「{code}」只能用小写英文字母、数字和下划线，以字母开头。")
    indicator = row.text("indicator")
    if indicator and catalogue.units is not None:
        advice = "请填写目录中已有的指标代码；报告没有印出可对照的数时留空。"
        row.known("indicator", indicator, catalogue.units, advice)
    first, last = (row.whole(name, FIRST_YEAR, LAST_YEAR) for name in ("first_year", "last_year"))
    if first is not None and last is not None and first > last:
        row.report("last_year", f"{last} 早于 first_year 的 {first}；请改正其中之一。")
    assertion = row.one_of("assertion", ASSERTIONS)
    if assertion in ASSERTIONS:
        _check_needs(row, assertion)
    return {
        "claim": code,
        "chapter": row.required_whole("chapter", 1, 9),
        "text": row.required("text"),
        "assertion": assertion,
        "indicator": indicator,
        "category": row.text("category"),
        "major": observations.major(row, catalogue),
        "term": row.text("term") and row.one_of("term", TERMS),
        "first_year": first,
        "last_year": last,
        "value": row.number_in("value"),
        "value_to": row.number_in("value_to"),
        "source": row.required("source"),
        "page": row.whole("page", 1, pages),
        "note": row.text("note"),
    }


def _check_needs(row: Row, assertion: str) -> None:
    """Report a number that the assertion lacks, and one it has no use for."""
    label = ASSERTIONS[assertion]
    needed = {"value": assertion in _WITH_VALUE, "value_to": assertion == "from_to"}
    for column, wanted in needed.items():
        if wanted and not row.cells[column]:
            row.report(column, f"断言 {assertion}（{label}）须有这个数；请按原文填写。")
        if not wanted and row.cells[column]:
            row.report(column, f"断言 {assertion}（{label}）用不到这个数；请清空，或改用别的断言。")
    if assertion == "vague" and row.cells["indicator"]:
        row.report("indicator", f"断言 vague（{label}）不与指标对照；请清空，或改用别的断言。")
