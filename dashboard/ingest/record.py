"""From a row of text to a row of the database, by what the contract says of each column."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dashboard.contract.columns import Column, Columns
from dashboard.contract.period import canonical
from dashboard.contract.printed_date import year_of
from dashboard.ingest.csv_row import Row
from dashboard.text import day, fold

Record = dict[str, Any]  # one row of a table of the database, by column

OPEN = "*"  # a category that each school has its own of
_CODE = re.compile("[a-z][a-z0-9_]*")
_SEVERAL = ";"
# A blank in print is itself what is printed.
_EMPTY: dict[str, Any] = {"printed": "", "flag": False}


@dataclass
class Catalogue:
    """The tables of the catalogue, and what the figures are checked against.

    ``units`` (by indicator) and ``majors`` (canonical name by every spelling) are None where
    the file could not be read, so that not every figure is then called unknown. ``categories`` are
    those laid down by indicator, empty for none; where OPEN is among them a school has its own.
    ``spelt`` has a name as it is to be written by its column (of a category: by the indicator) and
    by what it is recognised by. ``sheets`` and ``lines`` say what the next edition is asked for;
    they do not go into the database.
    """

    tables: dict[str, list[Record]] = field(default_factory=dict)
    units: dict[str, str] | None = None
    majors: dict[str, str] | None = None
    major_categories: set[str] = field(default_factory=set)
    categories: dict[str, set[str]] = field(default_factory=dict)
    spelt: dict[tuple[str, str], str] = field(default_factory=dict)
    sheets: list[dict[str, str]] = field(default_factory=list)
    lines: list[dict[str, str]] = field(default_factory=list)


def spell(row: Row, catalogue: Catalogue) -> None:
    """Write indicator, period, major and category as the catalogue does, in the row itself.

    What differs in width, spaces or brackets is the same; of a category that the catalogue has not,
    whoever wrote it first says how it is written.
    """
    cells, spelt = row.cells, catalogue.spelt
    for column in ("indicator", "major"):
        if word := cells.get(column):
            cells[column] = spelt.get((column, fold(word)), word)
    if period := cells.get("period"):
        cells["period"] = canonical(period)
    if category := cells.get("category"):
        cells["category"] = spelt.setdefault((cells["indicator"], fold(category)), category)


def read(row: Row, columns: Columns, catalogue: Catalogue, pages: int = 0) -> Record:
    """Read every cell of a row, of a report of so many pages; report what is wrong with it."""
    record: Record = {}
    for column in columns:
        if row.cells[column.name]:
            value = _READERS[column.reader](row, column, catalogue, pages)
        else:
            value = _EMPTY.get(column.reader, column.default)
            if column.required and column.reader == "choice":
                row.one_of(column.name, column.allowed)  # says what there is to choose from
            elif column.required:
                row.required(column.name)
        record[column.db_name] = value
    return record


def _text(row: Row, column: Column, *_: object) -> str | None:
    return row.text(column.name)


def _number(row: Row, column: Column, *_: object) -> float | None:
    return row.number_in(column.name)


def _whole(row: Row, column: Column, *_: object) -> int | None:
    return row.whole(column.name, column.low, column.high)


def _page(row: Row, column: Column, _: Catalogue, pages: int) -> int | None:
    return row.whole(column.name, 1, pages)


def _flag(row: Row, column: Column, *_: object) -> bool:
    return row.flag(column.name)


def _choice(row: Row, column: Column, *_: object) -> str | None:
    return row.one_of(column.name, column.allowed)


def _code(row: Row, column: Column, *_: object) -> str | None:
    code = row.cells[column.name]
    if not _CODE.fullmatch(code):
        row.report(column.name, "not_a_code", text=code)
    return code


def _day(row: Row, column: Column, *_: object) -> str | None:
    text = row.cells[column.name]
    found = day(text)
    if not found:
        row.report(column.name, "not_a_day", text=text)
    return found


def _date(row: Row, column: Column, *_: object) -> str | None:
    text = row.cells[column.name]
    if year_of(text) is None:
        row.report(column.name, "not_a_date", text=text)
    return text


def _indicator(row: Row, column: Column, catalogue: Catalogue, _: int) -> str | None:
    code = row.cells[column.name]
    if catalogue.units is not None:
        row.known(column.name, code, catalogue.units, column.advice)
    return code


def _indicators(row: Row, column: Column, catalogue: Catalogue, _: int) -> str | None:
    codes = [code.strip() for code in row.cells[column.name].split(_SEVERAL) if code.strip()]
    for code in codes:
        if catalogue.units is not None:
            row.known(column.name, code, catalogue.units, column.advice)
    return _SEVERAL.join(codes) or None


def _major(row: Row, column: Column, catalogue: Catalogue, _: int) -> str | None:
    """Return the canonical name of the major, whichever spelling is used."""
    name = row.cells[column.name]
    if catalogue.majors is None:
        return name
    if name not in catalogue.majors:
        if name in catalogue.major_categories:
            row.report(column.name, "major_is_category", word=name)
        else:
            meant = row.like(name, catalogue.majors)
            row.report(column.name, "unknown_major", word=name, like=meant)
    return catalogue.majors.get(name)


_READERS: dict[str, Callable[[Row, Column, Catalogue, int], Any]] = {
    "text": _text,
    "printed": _text,
    "number": _number,
    "whole": _whole,
    "page": _page,
    "day": _day,
    "date": _date,
    "flag": _flag,
    "code": _code,
    "choice": _choice,
    "indicator": _indicator,
    "indicators": _indicators,
    "major": _major,
}
