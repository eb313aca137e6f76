"""Ways to lay figures and facts out as a table; a query's header names one."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.contract.period import period_axis
from dashboard.contract.wording import (
    PROPOSED,
    print_location,
    series_name,
)
from dashboard.render.export import HEADINGS, WORDS
from dashboard.render.markup import render
from dashboard.render.tables.figures import (
    ABSENT,
    Figure,
    Row,
    change,
    doubt_mark,
    figure,
    records,
    table_of,
)

_NAMES = ("page", "year", "edition", "opened", "chapter")  # numbers that are names of something
_SHORT = 6  # letters: a column of such words is not broken into lines
_MIDDLING = 12  # letters: nor is such a column where the table has the width of the page
_WIDE = 24  # letters: a column of longer texts is kept wide enough to read


def pivot(frame: pd.DataFrame, by: str) -> str:
    """Lay figures out as read on paper: periods down, series across; a list where that is empty."""
    if not {"period", "value", "status"} <= set(frame.columns):
        return listing(frame)
    rows = records(frame)
    series = list(dict.fromkeys(series_name(row, by) for row in rows))
    periods = _periods(frame)
    found = {(row["period"], series_name(row, by)): figure(row) for row in rows}
    if len(found) < len(rows):  # the split does not tell the rows apart
        return listing(frame) if by == "indicator_name" else matrix(frame, by)
    if len(periods) == 1:
        label = frame["category_label"].dropna().iloc[0] if by == "category" else "项目"
        lines = [[name, found.get((periods[0], name), ABSENT)] for name in series]
        return _grid([label], periods, lines)
    lines = [[p, *(found.get((p, name), ABSENT) for name in series)] for p in periods]
    return _grid(["时期"], series, lines)


def matrix(frame: pd.DataFrame, by: str) -> str:
    """Lay out indicators, a line each, with ``by`` across; a list where that loses a row."""
    lines: dict[tuple[str, str, str], dict[str, Figure]] = {}
    for row in records(frame):
        of = f" · {row['category']}" if by != "category" and row["category"] else ""
        line = (f"{row['indicator_name']}{of}", row["unit"], row["period"])
        lines.setdefault(line, {})[series_name(row, by)] = figure(row)
    if sum(map(len, lines.values())) < len(frame):
        return listing(frame)
    series = list(dict.fromkeys(name for line in lines.values() for name in line))
    # Unit and period stand in the lines where they are not the same throughout.
    told = [0, *(n for n in (1, 2) if len({line[n] for line in lines}) > 1)]
    rows = [
        [*(line[n] for n in told), *(found.get(name, ABSENT) for name in series)]
        for line, found in lines.items()
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
    return _grid(["指标", "单位"], periods, rows)


def _grid(words: list[str], series: list[str], rows: Iterable[list[Any]]) -> str:
    columns = "-" * len(words) + "n" * len(series)
    return render("grid", heads=[*words, *series], columns=columns, rows=rows)


def listing(frame: pd.DataFrame, by: str = "") -> str:
    """List rows with every column that says something, under its Chinese heading."""
    hidden: set[str] = set()
    if "source" in frame:  # rows of the report; a list of another kind says all it has
        hidden = {"indicator", "period_type", "year", "edition", "direction", "decimals"}
        hidden |= {"definition", "chapter", "category_label", "page"}  # the page is with the source
        if len(frame) > 1 and len(frame.filter(["source", "page"]).drop_duplicates()) == 1:
            hidden |= {"source"}  # the line under the figure names it once for all
    if "doubt" in frame:
        hidden |= {"finding", "doubt"}  # the mark beside the value opens it
    said = frame.notna() & (frame != "")
    columns = [
        c
        for c in frame.columns
        if c in HEADINGS and c not in hidden and (c == "value" or said[c].any())
    ]
    rows = [[_listed(row, column) for column in columns] for row in records(frame)]
    letters = [
        _letter(frame[c], max(len(cell) if isinstance(cell, str) else 0 for cell in cells))
        for c, cells in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    heads = [HEADINGS[column] for column in columns]
    sources: list[Any] = [""] * len(rows)
    if "source" in columns and len(columns) > 3 and letters[0] != "n":  # no column of its own
        at = columns.index("source")
        sources = [row.pop(at) for row in rows]
        del letters[at], heads[at]
    lines = [{"cells": row, "source": source} for row, source in zip(rows, sources, strict=True)]
    return render("listing", heads=heads, columns="".join(letters), rows=lines)


def _listed(row: Row, column: str) -> str | Figure:
    value = row[column]
    if value is None and column != "value":
        return ""
    if column == "value":
        return figure(row) if "status" in row else Figure(f"{value:,.10g}", mark=doubt_mark(row))
    if column == "source" and "page" in row:
        return print_location(value, row["page"])
    if column == "status" and row.get("proposed"):
        return PROPOSED
    whole = isinstance(value, float) and value.is_integer()
    return str(WORDS.get(column, {}).get(value, int(value) if whole else value))


def _letter(values: pd.Series, width: int) -> str:
    """Choose the class of a column from what is in it and the letters of its longest cell."""
    types = pd.api.types
    if types.is_numeric_dtype(values) and not types.is_bool_dtype(values):
        return "-" if values.name in _NAMES else "n"
    if width <= _SHORT or values.name == "source":
        return "s"
    return "m" if width <= _MIDDLING else "w" if width > _WIDE else "-"


def latest(frame: pd.DataFrame, by: str) -> str:
    """One line a figure: its value, when, and the change since the figure before (SQL's lag)."""
    rows = [row | {"change": change(row, since=True)} for row in _lines(frame, by)]
    return render("latest", rows=rows)


def stated(frame: pd.DataFrame, by: str) -> str:
    """Figures said in prose: a line each, with the words they were printed in, when and where."""
    return render("stated", rows=_lines(frame, by))


def catalogue(frame: pd.DataFrame, by: str) -> str:
    """One line an indicator: where it belongs, its newest figure, and a link to all of them."""
    return render("catalogue", rows=[{"link": ""} | row for row in _lines(frame, by)])


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
