"""A published edition as the workbook it could have been filled in as, to be mended and handed in.

Every cell is as printed: a number is typed as one where it then looks the same, and is a text
wherever it would not. Reviewed again it changes nothing.
"""

import csv
import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import paths
from dashboard.contract.codes import BLANK, DASH, NORMAL, STATUS
from dashboard.contract.columns import FIGURES, labels
from dashboard.contract.faults import Refused
from dashboard.contract.printed_number import plain_number
from dashboard.intake.form_builder import layout
from dashboard.intake.form_columns import (
    CATEGORY,
    COLUMNS,
    EDITION,
    MAJOR,
    NAME,
    PERIOD,
    PRINTED,
    VALUE,
    YES,
)
from dashboard.intake.form_columns import STATUS as STATUS_COLUMN
from dashboard.intake.form_layout import Layout, ListSheet, Sheet
from dashboard.intake.template.pieces import put
from dashboard.intake.template.styles import NUMBER, TEXT_INPUT
from dashboard.intake.template.writer import TemplateWriter

_Row = dict[str, str]
_PLACE = {column: number for number, column in enumerate(COLUMNS, start=1)}
_KEY = (NAME, PERIOD, MAJOR, CATEGORY)
_FIRST = 2  # the row below the names of the columns
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?(%?)")


def workbook(data: Path, year: int) -> bytes:
    """Return the template of a year with what its edition holds. Raises Refused, DataProblems."""
    folder = data / paths.EDITIONS / str(year)
    if not (folder / "edition.csv").exists():
        raise Refused(f"还没有 {year} 年版的数据可填；要空白的模板，请去掉 --filled。")
    asked = layout(data, year)
    writer = TemplateWriter(asked)
    fill(writer.book, asked, folder)
    return writer.bytes()


def fill(book: Workbook, asked: Layout, folder: Path) -> None:
    """Fill a template in with the edition that lies in a folder."""
    [first] = _read(folder / "edition.csv")
    for row, item in enumerate(asked.edition.columns, start=_FIRST):
        _type(book[EDITION], row, 2, first[item])
    every = [line for sheet in asked.sheets for line in (*sheet.lines, *sheet.open)]
    known = {line.indicator: (line.name, line.unit) for line in every}
    aliases = {
        spelling: major["major"]
        for major in asked.majors.last
        for spelling in (major["major"], *filter(None, major["aliases"].split(";")))
    }
    for sheet in asked.sheets:
        figures = _read(folder / f"{sheet.file}.csv")
        for figure in figures:
            figure["major"] = aliases.get(figure["major"], figure["major"])
        _fill_figures(book[sheet.title], sheet, figures, known)
    for listed in asked.lists:
        _fill_list(book[listed.title], listed, _read(folder / f"{listed.file}.csv"))


def _read(path: Path) -> list[_Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _fill_figures(
    sheet: Worksheet, asked: Sheet, rows: list[_Row], known: Mapping[str, tuple[str, str]]
) -> None:
    lines = {line.key: row for row, line in enumerate(asked.lines, start=_FIRST)}
    spare = count(_FIRST + len(asked.lines))
    for row in rows:
        name, unit = known.get(row["indicator"], (row["indicator"], ""))
        key = (row["indicator"], row["period"], row["major"], row["category"])
        at = lines.get(key)
        cells = _cells(row, unit)
        if at is None:
            at = next(spare)
            told = (name, row["period"], row["major"], row["category"])
            cells |= dict(zip(_KEY, told, strict=True))
            _prepare(sheet, at)
        for column, text in cells.items():
            if text:
                _type(sheet, at, _PLACE[column], text)


def _prepare(sheet: Worksheet, row: int) -> None:
    """Make a row look like those to be filled in, where the template ends before it."""
    for column, number in _PLACE.items():
        if not sheet.cell(row, number).has_style:
            put(sheet, row, number, "", NUMBER if column in (PRINTED, VALUE) else TEXT_INPUT)


def _cells(row: _Row, unit: str) -> dict[str, str]:
    """Say what to type so that the row comes out again; what is worked out stays blank."""
    worked_out = {"": BLANK, "-": DASH}.get(row["printed"], NORMAL)
    is_plain = plain_number(row["printed"], unit) is not None
    shown = labels(FIGURES)
    cells = {shown[column]: row[column] for column in ("printed", "note", "source", "page")}
    cells[VALUE] = "" if is_plain else row["value"]
    if row["status"] != worked_out or not row["printed"]:
        cells[STATUS_COLUMN] = STATUS[row["status"]]
    return cells


def _type(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Type into a cell: a number where it looks as printed, else a text."""
    cell = sheet.cell(row, column)
    number = _NUMBER.fullmatch(text)
    if cell.number_format == "@" or not number:
        cell.value, cell.data_type = text, "s"  # never a formula
        return
    places = len(number[2] or "")
    form = f"0.{'0' * places}" if places else "0"
    if number[3]:
        cell.value = round(float(text[:-1]) / 100, places + 2)
        cell.number_format = f"{form}%"
    else:
        cell.value = float(text) if places else int(text)
        cell.number_format = form if places else "General"


def _fill_list(sheet: Worksheet, listed: ListSheet, records: list[_Row]) -> None:
    """Write the rows of a list in place of those of the edition before, all to be kept."""
    offset = 1 if listed.carries else 0
    for row in range(_FIRST, max(len(records), len(listed.last)) + _FIRST):
        place = row - _FIRST
        record = records[place] if place < len(records) else None
        if offset:
            sheet.cell(row, 1).value = YES if record else None
        for number, column in enumerate(listed.columns, start=1 + offset):
            sheet.cell(row, number).value = None
            text = listed.shown(column, record[column]) if record else ""
            put(sheet, row, number, text, TEXT_INPUT)
        sheet.row_dimensions[row].height = None
