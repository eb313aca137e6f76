"""A figure as it stands in a table or on a card: number or gap, marks, place, change."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.contract.codes import (
    DOUBTFUL,
    GAP,
    KEPT_BACK,
    MOVES,
    RECORD_STATUS,
    STATUS,
    STATUSES,
    SUPPRESSED,
)
from dashboard.contract.units import difference_unit
from dashboard.contract.wording import (
    SAME,
    decimals,
    doubt,
    doubt_symbol,
    finding_address,
    number,
    rows_of,
    sample,
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
    """A figure in words: ``is_gap`` where there is no number, ``title`` on pointing at it.

    ``sample`` says of how many of all a rate was taken; ``value`` is the number itself, as exact
    as it is known, and ``note`` the number of a remark below the table.
    """

    text: str
    title: str = ""
    is_gap: bool = False
    is_doubtful: bool = False
    mark: DoubtMark | None = None
    sample: str = ""
    value: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Link:
    """The name of an indicator, which opens the part that shows it."""

    name: str
    address: str


@dataclass(frozen=True)
class Grid:
    """A table before it is marked up: headings, and lines of words and figures.

    ``columns`` has a letter for the kind of each column, as templates know them; ``notes`` stand
    below the table. ``moved``: of lines sorted by how much they have moved how many have at all.
    """

    heads: Sequence[str]
    columns: str
    rows: Sequence[Sequence[str | Link | Figure]]
    notes: Sequence[str] = ()
    moved: int = 0


# Of a list: there is a number, and it is kept back.
_KEPT_BACK = Figure(KEPT_BACK, title=RECORD_STATUS[SUPPRESSED], is_gap=True)
ABSENT = Figure("无", title="报告没有这一数值", is_gap=True)


@dataclass(frozen=True)
class Change:
    """A figure against the one before; ``tone`` is that of the move in the contract."""

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
    if status == SUPPRESSED:
        return _KEPT_BACK
    if status in GAP:
        return Figure(STATUSES[status].shown, is_gap=True, mark=mark)
    text = number(row["value"], decimals(row), row["unit"])
    if status not in DOUBTFUL:
        return Figure(text, mark=mark, sample=sample(row), value=row["value"])
    note = row["note"] or ""
    # The note on a break that the audit proposes says so itself.
    title = note if row.get("proposed") else f"{STATUS[status]}：{note}"
    return Figure(
        text, title=title, is_doubtful=True, mark=mark, sample=sample(row), value=row["value"]
    )


def as_printed(row: Mapping[str, Any] | None) -> Figure:
    """A cell of the form to the letter, where one was printed and the school stands by it."""
    if row is None or row["status"] in GAP or not row["printed"] or row.get("corrected"):
        return figure(row)
    return Figure(
        row["printed"],
        is_doubtful=row["status"] in DOUBTFUL,
        mark=doubt_mark(row),
        value=row["value"],
    )


def doubt_mark(row: Mapping[str, Any]) -> DoubtMark | None:
    if not doubt_symbol(row):
        return None
    return DoubtMark(doubt_symbol(row), f"核查发现：{doubt(row)}", finding_address(row["finding"]))


def table_of(source: str) -> str:
    """Name the table or section of the report without the line in it."""
    return re.sub(r"\s*(第\S*|合计)行$", "", source)


def amount(row: Mapping[str, Any], unit: str = "") -> str:
    """Write the ``difference`` of a row with an arrow; nothing where there is none."""
    size = number(abs(row["difference"]), decimals(row))
    if not size.strip("0."):
        return ""
    return f"{'▲' if row['difference'] > 0 else '▼'} {size}{difference_unit(unit)}"


def change(row: Mapping[str, Any], *, since: bool = False, labelled: bool = True) -> Change | None:
    """Write what became of a figure since the one ``before``, as the data file judges it.

    ``labelled``: with the verdict in words; else these stand in the title only.
    """
    if not isinstance(row.get("move"), str):
        return None
    move, before = MOVES[row["move"]], f"比{row['period_before']}"
    by = "" if row["difference"] is None else amount(row, row["unit"] if labelled else "")
    label = SAME if row["difference"] == 0 else move.label
    compared = f"{before}的 {number(row['before'], decimals(row), row['unit'])}；{row['grounds']}"
    if by and not labelled:
        label, compared = "", "；".join(filter(None, (label, compared)))
    text = " ".join(filter(None, (by, label)))
    return Change(move.tone, text, title=compared, since=before if since else "")
