"""A plain list, for what no other layout fits."""

from typing import Any

import pandas as pd

from dashboard.contract.wording import PROPOSED, print_location
from dashboard.render.export import HEADINGS, WORDS, number
from dashboard.render.markup import render
from dashboard.render.tables.figures import Figure, Grid, Row, doubt_mark, figure, records

_NAMES = ("page", "year", "edition", "opened", "chapter")  # numbers that are names of something
_SHORT = 6  # letters: a column of such words is not broken into lines
_MIDDLING = 12  # letters: nor is such a column where the table has the width of the page
_FEW = 3  # columns that a phone has room for
_WIDE = 24  # letters: a column of longer texts is kept wide enough to read


def listing(frame: pd.DataFrame, by: str = "") -> str:
    """List rows with every column that says something, under its Chinese heading."""
    made = listed(frame)
    heads, letters = [*made.heads], [*made.columns]
    rows = [[*row] for row in made.rows]
    sources: list[Any] = [""] * len(rows)
    source = HEADINGS["source"]
    if source in heads and len(heads) > 3 and letters[0] != "n":  # no column of its own
        at = heads.index(source)
        sources = [row.pop(at) for row in rows]
        del letters[at], heads[at]
    lines = [{"cells": row, "source": source} for row, source in zip(rows, sources, strict=True)]
    variant = "prose" if "w" in letters or len(heads) > _FEW else ""
    return render("listing", heads=heads, columns="".join(letters), rows=lines, variant=variant)


def listed(frame: pd.DataFrame) -> Grid:
    """Lay out every column that says something."""
    hidden: set[str] = set()
    if "source" in frame:  # rows of the report; a list of another kind says all it has
        hidden = {"indicator", "period_type", "year", "edition", "direction", "decimals"}
        hidden |= {"definition", "chapter", "category_label", "page"}  # the page is with the source
        if len(frame) > 1 and len(frame.filter(["source", "page"]).drop_duplicates()) == 1:
            hidden |= {"source"}  # the line under the figure names it once for all
    if "doubt" in frame:
        hidden |= {"finding", "doubt"}  # the mark beside the value opens it
    known = frame[[c for c in frame.columns if c in HEADINGS and c not in hidden]]
    said = known.notna() & (known != "")
    columns = [c for c in known.columns if c == "value" or said[c].any()]
    rows = [[_listed(row, column) for column in columns] for row in records(frame)]
    letters = [
        _letter(frame[c], max(len(cell) if isinstance(cell, str) else 0 for cell in cells))
        for c, cells in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    for at, column in enumerate(columns):
        if letters[at] == "n" and column != "value":
            for row, value in zip(rows, frame[column], strict=True):
                row[at] = Figure(str(row[at]), value=value) if row[at] else ""
    return Grid([HEADINGS[column] for column in columns], "".join(letters), rows)


def _listed(row: Row, column: str) -> str | Figure:
    value = row[column]
    if value is None and column != "value":
        return ""
    if column == "value":
        if "status" in row:
            return figure(row)
        return Figure(f"{value:,.10g}", mark=doubt_mark(row), value=value)
    if column == "source" and "page" in row:
        return print_location(value, row["page"])
    if column == "status" and row.get("proposed"):
        return PROPOSED
    told = WORDS.get(column, {}).get(value, value)
    return number(column, told, row) if isinstance(told, float) else str(told)


def _letter(values: pd.Series, width: int) -> str:
    """Choose the class of a column from what is in it and the letters of its longest cell."""
    types = pd.api.types
    if types.is_numeric_dtype(values) and not types.is_bool_dtype(values):
        return "-" if values.name in _NAMES else "n"
    if width <= _SHORT or values.name == "source":
        return "s"
    return "m" if width <= _MIDDLING else "w" if width > _WIDE else "-"
