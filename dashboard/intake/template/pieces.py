"""The pieces that the sheets of a template are put together from."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.template.styles import (
    ACROSS,
    COUNT,
    HEADER,
    PLAIN,
    TEXT,
    WORD,
    Look,
    lines_in,
)
from dashboard.text import without_controls


def put(sheet: Worksheet, row: int, column: int, value: Any, look: Look) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str) and look is not COUNT:
        value = without_controls(value)
    if value != "":
        cell.value = value
        if isinstance(value, str) and look is not COUNT:
            cell.data_type = "s"  # a text that looks like a formula is none
    cell.style = look.name


def put_header(sheet: Worksheet, names: Sequence[str]) -> None:
    for number, name in enumerate(names, start=1):
        put(sheet, 1, number, name, HEADER)
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = "B2"


def finish(sheet: Worksheet, columns: int, last: int, printed: int | None = None) -> None:
    """Protect a sheet without a password, let it be filtered, and set up its print."""
    whole = f"A1:{get_column_letter(columns)}{last}"
    sheet.auto_filter.ref = whole
    protection = sheet.protection
    protection.sheet = True
    # What stands here is what stays allowed.
    protection.sort = protection.autoFilter = protection.insertRows = False
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    sheet.sheet_view.zoomScale = 100
    set_up_print(sheet, f"A1:{get_column_letter(printed or columns)}{last}", heading=True)


def set_up_print(sheet: Worksheet, area: str, *, heading: bool) -> None:
    sheet.page_setup.orientation = "landscape" if heading else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = area
    if heading:
        sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.8
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text="&P / &N")
    )


def note(cell: Cell | MergedCell, text: str) -> None:
    text = without_controls(text)
    lines = sum(lines_in(part, 36) for part in text.split("\n"))
    cell.comment = Comment(text, "填写说明", width=280, height=24 + 19 * lines)


def say(sheet: Worksheet, row: int, text: str, font: Font = TEXT, height: float = 0) -> int:
    """Write a line across the page that explains, and return the row after it."""
    cell = sheet.cell(row, 1, text)
    cell.font, cell.alignment = font, ACROSS
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
    sheet.row_dimensions[row].height = height or 4 + 16 * lines_in(text, 124)
    return row + 1


def say_pairs(sheet: Worksheet, row: int, pairs: Iterable[tuple[str, str]]) -> int:
    for word, meaning in pairs:
        put(sheet, row, 1, word, WORD)
        for column in range(2, 7):
            put(sheet, row, column, meaning if column == 2 else "", PLAIN)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=6)
        sheet.row_dimensions[row].height = 21
        row += 1
    return row
