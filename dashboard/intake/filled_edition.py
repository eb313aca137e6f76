"""A published edition as the workbook it could have been filled in as, to be mended and handed in.

Every cell is as printed: a number is typed as one where it then looks the same, and is a text
wherever it would not. Reviewed again it changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from dashboard import paths
from dashboard.contract.codes import BLANK, DASH, NORMAL, STATUS
from dashboard.contract.columns import FIGURES, labels
from dashboard.contract.fault_sentences import problem
from dashboard.contract.faults import DataProblems, Fault, Refused
from dashboard.contract.printed_number import plain_number
from dashboard.ingest.catalogue import read_catalogue
from dashboard.intake.form_builder import layout
from dashboard.intake.form_columns import ABSENT, COLUMNS, EDITION, VALUE, YES
from dashboard.intake.form_columns import STATUS as STATUS_COLUMN
from dashboard.intake.form_layout import Key, Layout, ListSheet, Sheet, key_of
from dashboard.intake.held_edition import HeldEdition
from dashboard.intake.template.pieces import put
from dashboard.intake.template.styles import TEXT_INPUT
from dashboard.intake.template.writer import TemplateWriter

_Row = dict[str, str]
_PLACE = {column: number for number, column in enumerate(COLUMNS, start=1)}
_FIRST = 2  # the row below the names of the columns
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?(%?)")


def workbook(data: Path, year: int) -> bytes:
    """Return the template of a year with what its edition holds. Raises Refused, DataProblems."""
    if not (data / paths.EDITIONS / str(year) / "edition.csv").exists():
        raise Refused(f"还没有 {year} 年版的数据可填；要空白的模板，请去掉 --filled。")
    asked = layout(data, year)
    return filled(asked, edition(data, year)).bytes()


def edition(data: Path, year: int) -> HeldEdition:
    """Return what an edition holds. Raises DataProblems."""
    found: list[Fault] = []
    held = HeldEdition(data, year, read_catalogue(data, found), found)
    if found:
        raise DataProblems(map(problem, found))
    return held


def filled(asked: Layout, held: HeldEdition) -> TemplateWriter:
    """Write a template filled in with what an edition holds."""
    writer = TemplateWriter(asked)
    [first] = held.rows["edition"]
    for row, item in enumerate(asked.edition.columns, start=_FIRST):
        _type(writer.book[EDITION], row, 2, first[item])
    for sheet in asked.sheets:
        figures = {key_of(row): row for row in held.rows.get(sheet.file, ())}
        _fill_figures(writer.book[sheet.title], sheet, figures)
    for listed in asked.lists:
        _fill_list(writer.book[listed.title], listed, held.rows.get(listed.file, ()))
    return writer


def _fill_figures(sheet: Worksheet, asked: Sheet, figures: Mapping[Key, _Row]) -> None:
    """Write the figures into their lines; of a line of the form that is not there, say so."""
    for row, line in enumerate(asked.lines, start=_FIRST):
        figure = figures.get(line.key)
        cells = _cells(figure, line.unit) if figure else {}
        if not figure and asked.is_form:
            cells = {STATUS_COLUMN: ABSENT}
        for column, text in cells.items():
            if text:
                _type(sheet, row, _PLACE[column], text)


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


def _fill_list(sheet: Worksheet, listed: ListSheet, records: Sequence[_Row]) -> None:
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
