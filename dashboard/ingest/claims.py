"""One thing the prose says about the figures: what its row must hold to be held against them."""

import re

from dashboard.contract.codes import ASSERTIONS, VAGUE
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.ingest import observations
from dashboard.ingest.catalogue import Catalogue, Record
from dashboard.ingest.csv_row import Row

COLUMNS = (
    *("claim", "chapter", "text", "assertion", "indicator", "category", "major", "term"),
    *("first_year", "last_year", "value", "value_to", "source", "page", "note"),
)

# How a period ends that is not a whole year.
TERMS = ("春季", "秋季", "第一学期", "第二学期")

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
    said = ASSERTIONS[assertion]
    for column in ("value", "value_to"):
        if column in said.numbers and not row.cells[column]:
            row.report(column, f"断言 {assertion}（{said.label}）须有这个数；请按原文填写。")
        if column not in said.numbers and row.cells[column]:
            row.report(
                column,
                f"断言 {assertion}（{said.label}）用不到这个数；请清空，或改用别的断言。",
            )
    if assertion == VAGUE and row.cells["indicator"]:
        row.report("indicator", f"断言 vague（{said.label}）不与指标对照；请清空，或改用别的断言。")
