"""Ways to lay figures out in lines and columns, before they are marked up or written to a file."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from dashboard.contract.codes import MOVES
from dashboard.contract.period import period_axis, told_apart
from dashboard.contract.wording import (
    decimals,
    number,
    print_location,
    series_name,
    showing_address,
)
from dashboard.render.tables import audited_grids
from dashboard.render.tables.figures import (
    ABSENT,
    Figure,
    Grid,
    Link,
    Row,
    change,
    doubt_mark,
    figure,
    records,
    table_of,
)
from dashboard.render.tables.listing import listed
from dashboard.render.tables.official import official

_OF_DOUBT = ("finding", "doubt", "corrected")


def pivoted(frame: pd.DataFrame, by: str) -> Grid | None:
    """Lay figures out as read on paper: periods down, series across; None where that loses any."""
    if not {"period", "value", "status"} <= set(frame.columns):
        return None
    rows = records(frame)
    series = list(dict.fromkeys(series_name(row, by) for row in rows))
    periods = _periods(frame)
    found = {(row["period"], series_name(row, by)): figure(row) for row in rows}
    if len(found) < len(rows):  # the split does not tell the rows apart
        return None if by == "indicator_name" else indicators(frame, by)
    if len(periods) == 1:
        label = frame["category_label"].dropna().iloc[0] if by == "category" else "项目"
        lines = [[name, found.get((periods[0], name), ABSENT)] for name in series]
        return _grid([label], periods, lines)
    told = told_apart(periods)
    lines = [[told[p], *(found.get((p, name), ABSENT) for name in series)] for p in periods]
    return _grid(["时期"], series, lines)


def indicators(frame: pd.DataFrame, by: str, *, is_linked: bool = False) -> Grid | None:
    """Lay out indicators, a line each, with ``by`` across; None where that loses a row."""
    lines: dict[tuple[str | Link, str, str], dict[str, Figure]] = {}
    for row in records(frame):
        of = f" · {row['category']}" if by != "category" and row["category"] else ""
        name = f"{row['indicator_name']}{of}"
        line = (Link(name, showing_address(row)) if is_linked else name, row["unit"], row["period"])
        lines.setdefault(line, {})[series_name(row, by)] = figure(row)
    if sum(map(len, lines.values())) < len(frame):
        return None
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


def periods_across(frame: pd.DataFrame, by: str) -> Grid:
    """Many things printed for few periods: a line each with its own unit, periods across."""
    units: dict[str, str] = {}
    lines: dict[str, dict[str, Figure]] = {}
    for row in records(frame):
        name = full_name(row, by)
        units.setdefault(name, row["unit"])
        lines.setdefault(name, {})[row["period"]] = figure(row)
    periods = _periods(frame)
    rows = [
        [name, units[name], *(line.get(period, ABSENT) for period in periods)]
        for name, line in lines.items()
    ]
    return _grid(["指标", "单位"], [*told_apart(periods).values()], rows)


def side_by_side(frame: pd.DataFrame) -> Grid:
    """One line a figure: what it was in an earlier year, what it is, and what became of it."""
    lines = paired(frame)
    rows = [
        [
            *(Link(row["name"], row["address"]), row["unit"], row["was"], row["figure"]),
            *(row["change"].text if row["change"] else "", row["when"], row["location"]),
        ]
        for row in lines
    ]
    heads = ["指标", "单位", "头一年", "末一年", "变化", "时期", "来源"]
    return Grid(heads, "-snnmsm", rows, moved=sum(row["has_moved"] for row in lines))


def paired(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of two years side by side, each with what it was and what became of it."""
    return [
        row
        | {
            "was": Figure(
                number(row["before"], decimals(row), row["unit"]),
                mark=doubt_mark(row | {name: row.get(f"{name}_before") for name in _OF_DOUBT}),
                value=row["before"],
            ),
            "change": change(row),
            "has_moved": MOVES[row["move"]].tone != "gap",
            "address": showing_address(row),
            "when": f"{row['period_before']} → {row['period']}",
        }
        for row in named(frame, "indicator_name")
    ]


def _newest(frame: pd.DataFrame, by: str) -> Grid:
    rows = []
    for row in named(frame, by):
        moved = change(row, since=True)
        became = f"{moved.text}（{moved.since}）" if moved and moved.since else moved and moved.text
        rows.append(
            [row["name"], row["figure"], row["unit"], became or "", row["period"], row["location"]]
        )
    return Grid(["指标", "数值", "单位", "变化", "时期", "来源"], "-nsmss", rows)


def _said(frame: pd.DataFrame, by: str) -> Grid:
    rows = [
        [
            *(row["name"], row["figure"], row["unit"], row["printed"] or ""),
            *(row["period"], row["location"]),
        ]
        for row in named(of_newest_edition(frame), by)
    ]
    return Grid(["指标", "数值", "单位", "原文", "时期", "来源"], "-ns-ss", rows)


def named(frame: pd.DataFrame, by: str) -> list[Row]:
    """Return the rows, each with its name, its place in the report and its figure."""
    return [
        row
        | {
            "name": full_name(row, by),
            "location": print_location(table_of(row["source"]), row["page"]),
            "figure": figure(row),
        }
        for row in records(frame)
    ]


def of_newest_edition(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep of each figure what the newest report that speaks of it says."""
    if "edition" not in frame:
        return frame
    of = ["indicator", "major", "category"]
    newest = frame.groupby(of, dropna=False)["edition"].transform("max")
    return frame[frame["edition"] == newest]


def full_name(row: Row, by: str) -> str:
    """Name a figure with the major and the member of the breakdown that it is of, where it is.

    Where the query names its rows in a column of their own, that is the name.
    """
    if by != "indicator_name":
        return series_name(row, by)
    of = "、".join(str(row[c]) for c in ("major", "category") if row[c])
    return f"{row['indicator_name']} · {of}" if of else str(row["indicator_name"])


def _periods(frame: pd.DataFrame) -> list[str]:
    return [period for period in period_axis(frame["period"]) if period in set(frame["period"])]


def _grid(words: list[str], series: list[str], rows: Iterable[list[Any]]) -> Grid:
    columns = "-" + "s" * (len(words) - 1) + "n" * len(series)  # units and periods are short
    return Grid([*words, *series], columns, [*rows])


_GRIDS: dict[str, Callable[[pd.DataFrame, str], Grid | None]] = {
    "pivot": pivoted,
    "matrix": indicators,
    "across": periods_across,
    "latest": _newest,
    "card": _newest,
    "side_by_side": lambda frame, by: side_by_side(frame),
    "stated": _said,
    "form": lambda frame, by: official(frame),
    "near": lambda frame, by: audited_grids.near(frame),
    "standards": lambda frame, by: audited_grids.standards(frame),
    "held": lambda frame, by: audited_grids.held(frame),
    "brief": lambda frame, by: audited_grids.brief(frame),
    "findings": lambda frame, by: audited_grids.findings(frame),
}


def grid(layout: str, frame: pd.DataFrame, by: str) -> Grid:
    """Lay a figure out as its query asks; as a list where it asks for more than a grid can be."""
    laid_out = _GRIDS[layout](frame, by) if layout in _GRIDS else None
    return laid_out or listed(frame)
