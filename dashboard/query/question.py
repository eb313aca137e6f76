"""Questions: a query, what is bound to it, and what the reader has narrowed everything to.

A query is a file: one SELECT in ``queries/``, its title, unit and source in its header. A header
is the run of ``-- key: value`` comments at the top of the file. What a page writes above a chart,
what stands in the CSV and what the definition says all come from there, so they cannot disagree.
"""

import functools
import re
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dashboard import paths, sql_header
from dashboard.query import connection

REQUIRED = ("title", "unit", "description", "key", "source")
OPTIONAL = ("chart", "table", "empty", "inner")
_PARAMETER = re.compile(r"\$([a-z_]+)")
HEADING = (
    "title",
    "unit",
    "description",
    "chart",
)  # said of one figure in place of what its file says
# What has no value for what is missing, by numpy's letter for it.
_OF_PANDAS = {"b": pd.arrays.BooleanArray, "i": pd.arrays.IntegerArray}

Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Query:
    """One file: its SQL and everything that is said about the answer.

    ``key`` names the columns that tell the rows of the answer apart; ``chart`` is the kind of
    chart (a name in render.charts.KINDS) and the column that splits it into series, if any;
    ``table`` is the layout of the table (a name in render.tables.LAYOUTS) and its column likewise.
    ``empty`` is what to say of an empty answer that no gap in the report explains. ``is_inner``
    is what the program asks for itself: no page shows it as a figure.
    """

    name: str
    title: str
    unit: str
    description: str
    key: tuple[str, ...]
    source: str
    chart: tuple[str, ...]
    table: tuple[str, ...]
    sql: str
    parameters: frozenset[str]
    empty: str = ""
    is_inner: bool = False


@dataclass(frozen=True)
class Scope:
    """What the reader has narrowed everything to: years (inclusive) and majors (empty: all)."""

    year_from: int
    year_to: int
    majors: tuple[str, ...] = ()

    def parameters(self) -> dict[str, Any]:
        return {
            "year_from": self.year_from,
            "year_to": self.year_to,
            "majors": list(self.majors),
        }


@functools.lru_cache(maxsize=256)
def load(name: str) -> Query:
    """Read ``queries/<name>.sql``. Raises QueryHeaderError, or OSError for an unknown name."""
    # A question whose answer is not a number has an empty unit, but it says so.
    header, body = sql_header.read(paths.QUERIES / f"{name}.sql", REQUIRED, OPTIONAL, empty="unit")
    return Query(
        name=name,
        title=header["title"],
        unit=header["unit"],
        description=header["description"],
        key=tuple(part.strip() for part in header["key"].split(",")),
        source=header["source"],
        chart=tuple(header.get("chart", "").split()),
        table=tuple(header.get("table", "pivot").split()),
        sql=body,
        parameters=frozenset(_PARAMETER.findall(body)),
        empty=header.get("empty", ""),
        is_inner="inner" in header,
    )


def exists(name: str) -> bool:
    """Tell whether there is a query of a name."""
    return (paths.QUERIES / f"{name}.sql").is_file()


@dataclass(frozen=True)
class Question:
    """A query in a scope, with what is bound to its other parameters; a key for every cache.

    ``values`` are sorted by name, and the lists among them are tuples.
    """

    name: str
    scope: Scope
    values: Values

    @classmethod
    def of(cls, name: str, scope: Scope, **values: Any) -> "Question":
        """Ask ``queries/<name>.sql``.

        Besides parameters, ``values`` may hold ``title``, ``unit``, ``description`` and ``chart``:
        where the reader's choice decides what is shown, the page knows better than the file.
        ``majors`` and ``years`` among them are those of a figure which is about them, whatever the
        reader has chosen.
        """
        if "years" in values:
            first, last = values["years"]
            scope = replace(scope, year_from=first, year_to=last)
        if "majors" in values:
            scope = replace(scope, majors=tuple(values["majors"]))
        return cls(name, scope, _hashable(values))

    @property
    def query(self) -> Query:
        """Return the file, under the heading that this question has."""
        heading = {key: value for key, value in self.values if key in HEADING}
        return replace(load(self.name), **heading)

    @property
    def words(self) -> list[str]:
        """Name the query and what its parameters are bound to, for file names."""
        values = dict(self.values)
        if "title" in values:
            return [values["title"]]
        return [self.query.title, *(value for value in values.values() if isinstance(value, str))]

    def answer(self) -> pd.DataFrame:
        """Answer from the data file that is in place now."""
        return run(self.name, self.scope, **dict(self.values))

    def is_answered(self) -> bool:
        """Tell whether what is bound is of the kinds that the query asks for."""
        try:
            return bool(self.answer().shape)
        except duckdb.Error:
            return False


def run(name: str, scope: Scope | None = None, **values: Any) -> pd.DataFrame:
    """Answer ``queries/<name>.sql``: the parameters it names are bound from scope and values.

    The answer is kept for each version of the data file and shared between sessions; what is
    returned is a copy of it, so that no caller can change another's figures.
    """
    available = (scope.parameters() if scope else {}) | values
    bound = {key: available[key] for key in load(name).parameters}
    # Not a view, which takes as long: what is kept would note each of hundreds in each column.
    return _answer(connection.current(), name, _hashable(bound)).copy()


# What is drawn of an answer is kept for longer; each takes some 75 kB, in a few hundred pieces.
@functools.lru_cache(maxsize=256)
def _answer(source: connection.Warehouse, name: str, bound: Values) -> pd.DataFrame:
    lists = {key: list(value) if isinstance(value, tuple) else value for key, value in bound}
    answered = source.cursor().execute(load(name).sql, lists).fetchnumpy()
    return pd.DataFrame({column: _column(cells) for column, cells in answered.items()})


def _column(cells: Any) -> Any:
    """Return a column as DuckDB's ``df`` does, but for texts: None among them is what is missing.

    Texts stay objects: pandas' own kind of text doubles what each step after this takes.
    """
    if isinstance(cells, np.ma.MaskedArray):
        missing, cells = np.ma.getmaskarray(cells), np.ma.getdata(cells)
        if cells.dtype.kind in _OF_PANDAS:
            return _OF_PANDAS[cells.dtype.kind](cells, missing)
        cells = cells.copy()
        cells[missing] = None  # among numbers NaN
    return pd.Series(cells, dtype=object) if cells.dtype == object else cells


def _hashable(values: dict[str, Any]) -> Values:
    return tuple(
        (key, tuple(value) if isinstance(value, list) else value)
        for key, value in sorted(values.items())
    )
