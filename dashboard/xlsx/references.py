"""How a workbook names cells and ranges of them: B7, $B$7, A1:C3."""

import re
from functools import lru_cache

ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet

Cell = tuple[int, int]  # row and column, counted from 1
Range = tuple[int, int, int, int]  # first row, first column, last row, last column

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def cell_at(reference: str) -> Cell | None:
    """Return row and column of a reference such as B7, or nothing if there is no such cell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    row, column = int(found[2]), _column(found[1])
    return (row, column) if row <= ROWS and column <= COLUMNS else None


def range_at(reference: str) -> Range | None:
    """Return the corners of a reference such as A1:C3 or B7, or nothing if there is no such."""
    first, _, last = reference.partition(":")
    top, bottom = cell_at(first), cell_at(last or first)
    if top is None or bottom is None or bottom < top or bottom[1] < top[1]:
        return None
    return *top, *bottom


def is_within(cell: Cell, area: Range) -> bool:
    """Tell whether a cell lies in a range."""
    first, left, last, right = area
    return first <= cell[0] <= last and left <= cell[1] <= right


@lru_cache(maxsize=COLUMNS)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
