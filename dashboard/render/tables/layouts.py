"""Ways to lay figures and facts out as a table; a query's header names one."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.contract.codes import CHAPTERS
from dashboard.contract.period import period_axis, told_apart
from dashboard.contract.wording import (
    print_location,
    series_name,
    showing_address,
)
from dashboard.render.markup import render
from dashboard.render.tables.figures import (
    ABSENT,
    Figure,
    Link,
    Row,
    change,
    figure,
    records,
    table_of,
)
from dashboard.render.tables.listing import listing

_FEW = 30  # lines of the catalogue that are shown without being asked for


def pivot(frame: pd.DataFrame, by: str) -> str:
    """Lay figures out as read on paper: periods down, series across; a list where that is empty."""
    if not {"period", "value", "status"} <= set(frame.columns):
        return listing(frame)
    rows = records(frame)
    series = list(dict.fromkeys(series_name(row, by) for row in rows))
    periods = _periods(frame)
    found = {(row["period"], series_name(row, by)): figure(row) for row in rows}
    if len(found) < len(rows):  # the split does not tell the rows apart
        return listing(frame) if by == "indicator_name" else _matrix(frame, by)
    if len(periods) == 1:
        label = frame["category_label"].dropna().iloc[0] if by == "category" else "项目"
        lines = [[name, found.get((periods[0], name), ABSENT)] for name in series]
        return _grid([label], periods, lines)
    told = told_apart(periods)
    lines = [[told[p], *(found.get((p, name), ABSENT) for name in series)] for p in periods]
    return _grid(["时期"], series, lines)


def matrix(frame: pd.DataFrame, by: str) -> str:
    """Lay out indicators of several chapters, a line each, with ``by`` across."""
    return _matrix(frame, by, is_linked=True)


def _matrix(frame: pd.DataFrame, by: str, *, is_linked: bool = False) -> str:
    """Lay out indicators, a line each, with ``by`` across; a list where that loses a row."""
    lines: dict[tuple[str | Link, str, str], dict[str, Figure]] = {}
    for row in records(frame):
        of = f" · {row['category']}" if by != "category" and row["category"] else ""
        name = f"{row['indicator_name']}{of}"
        line = (Link(name, showing_address(row)) if is_linked else name, row["unit"], row["period"])
        lines.setdefault(line, {})[series_name(row, by)] = figure(row)
    if sum(map(len, lines.values())) < len(frame):
        return listing(frame)
    series = list(dict.fromkeys(name for line in lines.values() for name in line))
    named = told_apart(period for _, _, period in lines)
    # A unit that is the same throughout stands in the heading; the period stands nowhere else.
    told = [0, 1, 2] if len({unit for _, unit, _ in lines}) > 1 else [0, 2]
    cells = [((name, unit, named[period]), found) for (name, unit, period), found in lines.items()]
    rows = [
        [*(line[n] for n in told), *(found.get(name, ABSENT) for name in series)]
        for line, found in cells
    ]
    return _grid([("项目", "单位", "时期")[n] for n in told], series, rows)


def across(frame: pd.DataFrame, by: str) -> str:
    """Many things printed for few periods: a line each with its own unit, periods across."""
    units: dict[str, str] = {}
    lines: dict[str, dict[str, Figure]] = {}
    for row in records(frame):
        name = _full_name(row, by)
        units.setdefault(name, row["unit"])
        lines.setdefault(name, {})[row["period"]] = figure(row)
    periods = _periods(frame)
    rows = [
        [name, units[name], *(line.get(period, ABSENT) for period in periods)]
        for name, line in lines.items()
    ]
    return _grid(["指标", "单位"], [*told_apart(periods).values()], rows)


def _grid(words: list[str], series: list[str], rows: Iterable[list[Any]]) -> str:
    columns = "-" + "s" * (len(words) - 1) + "n" * len(series)  # units and periods are short
    return render("grid", heads=[*words, *series], columns=columns, rows=rows)


def latest(frame: pd.DataFrame, by: str) -> str:
    """One line a figure: its value, when, and the change since the figure before (SQL's lag)."""
    rows = [
        row | {"change": change(row, since=True), "address": showing_address(row)}
        for row in _lines(frame, by)
    ]
    return render("latest", rows=rows)


def stated(frame: pd.DataFrame, by: str) -> str:
    """Figures said in prose: a line each, with the words they were printed in, when and where.

    Each as the newest report that speaks of it does: what the ones before said is in their charts.
    """
    if "edition" in frame:
        of = ["indicator", "major", "category"]
        newest = frame.groupby(of, dropna=False)["edition"].transform("max")
        frame = frame[frame["edition"] == newest]
    return render("stated", rows=_lines(frame, by))


def catalogue(frame: pd.DataFrame, by: str) -> str:
    """One line an indicator: where it belongs, its newest figure, and a link to all of them.

    By chapter; many are folded.
    """
    chapters: dict[str, list[Row]] = {}
    for row in _lines(frame, by):
        line = {"link": ""} | row | {"page": showing_address(row)}
        chapters.setdefault(CHAPTERS[row["chapter"]], []).append(line)
    return render("catalogue", chapters=chapters, is_open=len(frame) <= _FEW)


def _lines(frame: pd.DataFrame, by: str) -> list[Row]:
    return [
        row
        | {
            "name": _full_name(row, by),
            "location": print_location(table_of(row["source"]), row["page"]),
            "figure": figure(row),
        }
        for row in records(frame)
    ]


def _periods(frame: pd.DataFrame) -> list[str]:
    return [period for period in period_axis(frame["period"]) if period in set(frame["period"])]


def _full_name(row: Row, by: str) -> str:
    """Name a figure with the major and the member of the breakdown that it is of, where it is.

    Where the query names its rows in a column of their own, that is the name.
    """
    if by != "indicator_name":
        return series_name(row, by)
    of = "、".join(str(row[c]) for c in ("major", "category") if row[c])
    return f"{row['indicator_name']} · {of}" if of else str(row["indicator_name"])
