"""Ways to lay figures and facts out as a table; a query's header names one."""

import pandas as pd

from dashboard.contract.codes import CHAPTERS
from dashboard.contract.wording import showing_address
from dashboard.render.markup import render
from dashboard.render.tables import grids
from dashboard.render.tables.figures import Grid, Row, change
from dashboard.render.tables.listing import listing

_FEW = 30  # lines of the catalogue that are shown without being asked for


def pivot(frame: pd.DataFrame, by: str) -> str:
    """Lay figures out as read on paper: periods down, series across; a list where that is empty."""
    return _marked_up(grids.pivoted(frame, by), frame)


def matrix(frame: pd.DataFrame, by: str) -> str:
    """Lay out indicators of several chapters, a line each, with ``by`` across."""
    return _marked_up(grids.indicators(frame, by, is_linked=True), frame)


def across(frame: pd.DataFrame, by: str) -> str:
    """Many things printed for few periods: a line each with its own unit, periods across."""
    return _marked_up(grids.periods_across(frame, by), frame)


def _marked_up(grid: Grid | None, frame: pd.DataFrame) -> str:
    if grid is None:
        return listing(frame)
    return render("grid", heads=grid.heads, columns=grid.columns, rows=grid.rows)


def side_by_side(frame: pd.DataFrame, by: str) -> str:
    """One line a figure: what it was in an earlier year, what it is, and what became of it."""
    return render("side_by_side", rows=grids.paired(frame))


def latest(frame: pd.DataFrame, by: str) -> str:
    """One line a figure: its value, when, and the change since the figure before (SQL's lag)."""
    rows = [
        row | {"change": change(row, since=True), "address": showing_address(row)}
        for row in grids.named(frame, by)
    ]
    return render("latest", rows=rows)


def card(frame: pd.DataFrame, by: str) -> str:
    """The figures of a headline card, as they stand in a table."""
    return latest(frame, by)


def stated(frame: pd.DataFrame, by: str) -> str:
    """Figures said in prose: a line each, with the words they were printed in, when and where.

    Each as the newest report that speaks of it does: what the ones before said is in their charts.
    """
    return render("stated", rows=grids.named(grids.of_newest_edition(frame), by))


def catalogue(frame: pd.DataFrame, by: str) -> str:
    """One line an indicator: where it belongs, its newest figure, and a link to all of them.

    By chapter; many are folded.
    """
    chapters: dict[str, list[Row]] = {}
    for row in grids.named(frame, by):
        line = {"link": ""} | row | {"page": showing_address(row)}
        chapters.setdefault(CHAPTERS[row["chapter"]], []).append(line)
    return render("catalogue", chapters=chapters, is_open=len(frame) <= _FEW)
