"""Fill in a template as the office would: by the words on its sheets, in the cells it asks for.

SYNTHETIC: a figure that stands in no report is made from what was printed the year before.
"""

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import paths
from dashboard.intake import filled_edition, form_builder, form_columns, template
from dashboard.intake.form_layout import Layout

Cells = dict[str, str]  # of one row, by header
Told = Callable[[Cells], str | None]


def opened(content: bytes | Path) -> Workbook:
    return load_workbook(io.BytesIO(content) if isinstance(content, bytes) else content)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def header(sheet: Worksheet, name: str = form_columns.PRINTED) -> tuple[int, dict[str, int]]:
    """Return the row of the header that has this name, and the columns by name."""
    for row in sheet.iter_rows(max_row=15):
        columns = {str(cell.value): cell.column for cell in row if cell.value and cell.column}
        if name in columns:
            return row[0].row or 0, columns
    raise LookupError(f"{sheet.title}: no header with {name}")


def rows(sheet: Worksheet, name: str = form_columns.PRINTED) -> list[tuple[int, Cells]]:
    """Return the rows below the header that hold anything, each by header."""
    top, columns = header(sheet, name)
    found = []
    for row in range(top + 1, sheet.max_row + 1):
        cells = {
            title: str(value)
            for title, column in columns.items()
            if (value := sheet.cell(row, column).value) is not None
        }
        if cells:
            found.append((row, cells))
    return found


def put(sheet: Worksheet, row: int, name: str, value: object) -> None:
    """Type into a cell: what looks like a number becomes one, as in a spreadsheet."""
    _, columns = header(sheet, name)
    cell = sheet.cell(row, columns[name])
    text = str(value)
    if cell.number_format == "@" or not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]
    elif re.fullmatch(r"-?[0-9]+(\.[0-9]+)?%", text):
        places = len(text.partition(".")[2].rstrip("%"))
        cell.value = round(float(text[:-1]) / 100, places + 2)
        cell.number_format = f"0.{'0' * places}%" if places else "0%"
    elif re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        places = len(text.partition(".")[2])
        cell.value = float(text) if places else int(text)
        cell.number_format = f"0.{'0' * places}" if places else "General"
    else:
        cell.value = text


def particulars(book: Workbook, said: Mapping[str, str]) -> None:
    """Fill in the sheet on the report itself: by item."""
    sheet = book[form_columns.EDITION]
    for row, cells in rows(sheet, form_columns.ITEM):
        if cells[form_columns.ITEM] in said:
            put(sheet, row, form_columns.CONTENT, said[cells[form_columns.ITEM]])


def figures(book: Workbook, told: Told) -> int:
    """Fill in each line of each sheet of figures with what ``told`` says; return how many."""
    filled = 0
    for sheet in book.worksheets:
        try:
            lines = rows(sheet)
        except LookupError:
            continue
        for row, cells in lines:
            if form_columns.CODE in cells and (value := told(cells)) is not None:
                put(sheet, row, form_columns.PRINTED, value)
                filled += 1
    return filled


def a_little_more(cells: Cells) -> str | None:
    """Say what the year before had, moved a little: what was blank or a dash stays so."""
    last = cells.get(form_columns.LAST, "")
    number = re.fullmatch(r"([0-9]+)(\.[0-9]+)?(%?)", last.replace(",", ""))
    if cells.get(form_columns.MAJOR) and not number:
        return None
    if not number:
        return last if last == "-" else None
    if cells[form_columns.PERIOD] == cells.get(form_columns.LAST_PERIOD) or cells["单位"] == "年":
        return last  # printed a year ago for the same period
    places = len(number[2] or ".") - 1
    value = float(last.replace(",", "").rstrip("%")) * (0.99 if cells["单位"] == "%" else 1.02)
    return f"{value:.{places}f}{number[3]}"


def template_filled(content: bytes, year: int, school: str = "虚构职业学校") -> Workbook:
    """Return a template filled in from end to end."""
    book = opened(content)
    particulars(
        book, {"报告全称": f"{school}教育质量年度报告（{year}）", "学校": school, "页数": "99"}
    )
    assert figures(book, a_little_more) > 100
    return book


def workbook(year: int) -> bytes:
    """Return a workbook as the office would hand it in for the real school."""
    asked = form_builder.layout(paths.DATA, year)
    return saved(template_filled(template.workbook(asked), year))


def edition_filled(asked: Layout, data: Path, year: int) -> Workbook:
    """Return a template filled in with an edition of a data folder, each cell as printed."""
    return opened(filled_edition.filled(asked, filled_edition.edition(data, year)).bytes())


def shown(sheet: Worksheet) -> list[list[str]]:
    """Return the rows of figures as a CSV saved by a spreadsheet has them: as they look."""
    _, columns = header(sheet)
    table = []
    for row, _ in rows(sheet):
        table.append([look(sheet.cell(row, columns[name])) for name in form_columns.COLUMNS])
    return table


def look(cell: Cell | MergedCell) -> str:
    value, form = cell.value, cell.number_format
    if value is None or not isinstance(value, int | float):
        return str(value or "")
    places = len(form.partition(".")[2].rstrip("%"))
    if form.endswith("%"):
        return f"{value * 100:.{places}f}%"
    return f"{value:.{places}f}" if places else str(value)


def text(sheet: Worksheet, row: int, name: str, value: str) -> None:
    """Type into a cell that keeps what is typed to the letter."""
    cell = sheet.cell(row, header(sheet)[1][name])
    cell.number_format = "@"
    cell.value = value


def letter(sheet: Worksheet, name: str) -> str:
    return get_column_letter(header(sheet)[1][name])
