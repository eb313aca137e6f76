"""A figure as it stands in a table or on a card: number or gap, marks, place, change."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.contract.codes import DOUBTFUL, GAP, STATUS, STATUSES
from dashboard.contract.units import difference_unit
from dashboard.contract.wording import (
    DOUBTED,
    decimals,
    doubt,
    doubt_symbol,
    finding_address,
    number,
    rows_of,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class DoubtMark:
    """The mark of a figure that the audit doubts or the school has corrected."""

    symbol: str
    reason: str
    address: str


@dataclass(frozen=True)
class Figure:
    """A figure in words: ``is_gap`` where there is no number, ``title`` on pointing at it."""

    text: str
    title: str = ""
    is_gap: bool = False
    is_doubtful: bool = False
    mark: DoubtMark | None = None


ABSENT = Figure("无", title="报告没有这一数值", is_gap=True)


@dataclass(frozen=True)
class Change:
    """A figure against the one before; ``tone`` is good, bad, plain, or gap for no comparison."""

    tone: str
    text: str
    title: str = ""
    since: str = ""


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame, with None for whatever is missing."""
    return [
        {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in row.items()
        }
        for row in rows_of(frame)
    ]


def figure(row: Mapping[str, Any] | None) -> Figure:
    if row is None:
        return ABSENT
    status, mark = row["status"], doubt_mark(row)
    if status in GAP:
        return Figure(STATUSES[status].shown, is_gap=True, mark=mark)
    text = number(row["value"], decimals(row), row["unit"])
    if status not in DOUBTFUL:
        return Figure(text, mark=mark)
    note = row["note"] or ""
    # The note on a break that the audit proposes says so itself.
    title = note if row.get("proposed") else f"{STATUS[status]}：{note}"
    return Figure(text, title=title, is_doubtful=True, mark=mark)


def as_printed(row: Mapping[str, Any] | None) -> Figure:
    """A cell of the form to the letter, where one was printed and the school stands by it."""
    if row is None or row["status"] in GAP or not row["printed"] or row.get("corrected"):
        return figure(row)
    return Figure(row["printed"], is_doubtful=row["status"] in DOUBTFUL, mark=doubt_mark(row))


def doubt_mark(row: Mapping[str, Any]) -> DoubtMark | None:
    if not doubt_symbol(row):
        return None
    return DoubtMark(doubt_symbol(row), f"核查发现：{doubt(row)}", finding_address(row["finding"]))


def table_of(source: str) -> str:
    """Name the table or section of the report without the line in it."""
    return re.sub(r"\s*(第\S*|合计)行$", "", source)


def tone(difference: float, direction: str, *, is_doubtful: bool = False) -> str:
    """Tell good from bad; neither of what has no direction or cannot be relied on."""
    if is_doubtful or direction not in ("up", "down"):
        return "plain"
    return "good" if (difference > 0) == (direction == "up") else "bad"


def amount(row: Mapping[str, Any], unit: str = "") -> str:
    """Write the ``difference`` of a row with an arrow; nothing where there is none."""
    size = number(abs(row["difference"]), decimals(row))
    if not size.strip("0."):
        return ""
    return f"{'▲' if row['difference'] > 0 else '▼'} {size}{difference_unit(unit)}"


def is_unreliable(row: Mapping[str, Any]) -> bool:
    """Tell whether the report or the audit doubts a figure, or the one ``before`` it in its row."""
    return doubt_symbol(row) == DOUBTED or any(
        row.get(status) in DOUBTFUL for status in ("status", "status_before")
    )


def change(row: Mapping[str, Any], *earlier: Row, since: bool = False) -> Change | None:
    """Write ``difference`` in the colour of what is good; ``before`` alone cannot be compared.

    ``earlier`` is the row of the figure before, where there is one.
    """
    if row["before"] is None or row["value"] is None:
        return None
    if row["difference"] is None:
        return Change("gap", "不可比", title="两期口径不同")
    before = f"比{row['period_before']}" if since else ""
    text = amount(row)
    if not text:
        return Change("plain", "持平", since=before)
    is_doubtful = any(map(is_unreliable, (row, *earlier)))
    found = tone(row["difference"], row["direction"], is_doubtful=is_doubtful)
    return Change(found, text, since=before)
