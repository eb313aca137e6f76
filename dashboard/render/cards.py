"""Headline cards: the latest value, its change, a small trend, coloured by what is good."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.contract.codes import OF_GROUPS
from dashboard.contract.period import period_axis
from dashboard.contract.wording import print_location, showing_address
from dashboard.render.markup import render
from dashboard.render.tables.figures import (
    ABSENT,
    Change,
    Figure,
    Row,
    change,
    figure,
    records,
)

_WIDTH, _HEIGHT = 96, 28  # pixels of the small trend


@dataclass(frozen=True)
class Value:
    """A value on a card; ``whose`` names its major where several stand on it."""

    figure: Figure
    whose: str = ""
    note: str = ""
    period: str = ""
    location: str = ""
    change: Change | None = None
    trend: dict[str, Any] | None = None


@dataclass(frozen=True)
class Card:
    name: str
    address: str
    unit: str
    values: Sequence[Value]
    is_whole: bool = False
    line: str = ""  # by which it is taken into a meeting


def as_html(cards: Sequence[Card]) -> str:
    return render("cards", cards=cards) if cards else ""


def card(rows: pd.DataFrame, majors: tuple[str, ...] = ()) -> Card | None:
    """Make a card of the last of the rows, which stand in order of time; None where there is none.

    ``majors`` are those the reader has chosen: of several each has a value of its own; a figure of
    the whole school (``is_whole``) says that it is.
    """
    if rows.empty:
        return None
    every = records(rows)
    last = every[-1]
    values = [_value(every)]
    if is_split := last["major"] and len(majors) > 1:
        alike = [row for row in every if row["category"] == last["category"]]
        values = [
            _value([row for row in alike if row["major"] == major], major) for major in majors
        ]
    # A term beside a school year is said in the heading, not only in the small print below.
    term = re.search("第[一二]学期$", last["period"])
    of = [term and term[0], last["category"]]
    return Card(
        name=" · ".join([last["indicator_name"], *filter(None, of)])
        + (f"（{last['major']}）" if last["major"] and not is_split else ""),
        address=showing_address(last),
        unit=last["unit"],
        values=values,
        is_whole=bool(majors) and not last["major"] and last["category_label"] != OF_GROUPS,
    )


def _value(rows: list[Row], whose: str = "") -> Value:
    if not rows:
        return Value(ABSENT, whose)
    last = rows[-1]
    return Value(
        figure=figure(last),
        whose=whose,
        note=last["note"] or "",
        period=last["period"],
        location=print_location(last["source"], last["page"]),
        change=change(last),
        # A total goes with a total, a part with itself, autumn with autumn.
        trend=_trend([row for row in rows if _what(row) == _what(last)]),
    )


def _what(row: Row) -> tuple[str, ...]:
    return row["major"], row["category"], row["period_kind"]


def _trend(series: list[Row]) -> dict[str, Any] | None:
    """A small trend; a missing year leaves a gap, as in the large charts."""
    if len(series) < 3:
        return None
    values = {row["period"]: row["value"] for row in reversed(series)}
    axis = period_axis(values)
    low, high = min(values.values()), max(values.values())
    span, step = (high - low) or 1.0, _WIDTH / (len(axis) - 1)
    path, pen, end = "", "M", None
    for position, period in enumerate(axis):
        if period not in values:
            pen, end = "M", None
            continue
        height = 3 + (_HEIGHT - 6) * (1 - (values[period] - low) / span)
        end = f"{2 + position * step:.1f}", f"{height:.1f}"
        path += f"{pen}{','.join(end)}"
        pen = "L"
    return {
        "width": _WIDTH + 6,
        "height": _HEIGHT,
        "path": path,
        "end": end,
        "spoken": f"{series[0]['period']}到{series[-1]['period']}的走势",
    }
