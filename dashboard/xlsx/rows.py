"""A long list in a workbook, as it is stored: rows of texts, thousands of them in a second.

Other than a form, a list is not read as it looks: no format of a number changes what was measured.
What cannot be read for sure is a fault of its cell all the same.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from dashboard.contract.faults import Refused
from dashboard.xlsx import FAULTS_SHEET
from dashboard.xlsx.bounds import LONGEST_TEXT, damaged
from dashboard.xlsx.cell_text import reaches_out
from dashboard.xlsx.number_format import is_number
from dashboard.xlsx.package import Package
from dashboard.xlsx.references import Range
from dashboard.xlsx.shared_parts import SharedParts, SheetPart, read_shared
from dashboard.xlsx.stored_sheet import Merged, StoredCell, items

_ROWS, _CELLS, _COLUMNS = 60_000, 2_000_000, 300
_FILLED = 200_000  # cells that merged ranges cover
_NO_VALUE = "公式没有算出的结果"
_REACHES_OUT = "公式要去别的文件或网上取数"
_ERROR = "公式出错"
_TOO_LONG = f"文字超过 {LONGEST_TEXT} 字"


@dataclass
class Table:
    """One sheet: its rows by number, from 1; a row ends with its last cell, and "" is an empty one.

    ``faults`` say of a cell, by row and column from 0, why it cannot be read; it is then empty.
    """

    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def read_rows(content: bytes) -> list[Table]:
    """Read the sheets of an .xlsx file within this process. Raises Refused."""
    package = Package(content)
    shared = read_shared(package)
    sheets = [sheet for sheet in shared.sheets if sheet.name != FAULTS_SHEET]
    counted = _Counted()
    return [_read_sheet(package, sheet, shared, counted) for sheet in sheets]


@dataclass
class _Counted:
    rows: int = 0
    cells: int = 0
    filled: int = 0

    def check(self) -> None:
        check_size(self.rows, self.cells)
        if self.filled > _FILLED:
            raise Refused("合并单元格太多。请取消合并，保存后再上传。")


def check_size(rows: int, cells: int) -> None:
    """Refuse more than a school has pupils for."""
    if rows > _ROWS or cells > _CELLS:
        raise Refused(f"名单超过 {_ROWS:,} 行或 {_CELLS:,} 格，请分成几个文件再上传。")


def _read_sheet(
    package: Package, sheet: SheetPart, shared: SharedParts, counted: _Counted
) -> Table:
    table = Table(sheet.name)
    merged: list[Range] = []
    number, row = 0, []
    for item in items(package, sheet.part, sheet.name, set()):
        if isinstance(item, StoredCell):
            if item.row != number:
                number, row = item.row, table.rows.setdefault(item.row, [])
                counted.rows += 1
            counted.cells += 1
            counted.check()
            if item.column <= _COLUMNS:
                row.extend([""] * (item.column - len(row) - 1))
                row.append(_stored(item, shared, table))
        elif isinstance(item, Merged):
            merged.append(item.area)
    for area in merged:
        _fill(table, area, counted)
    return table


def _stored(cell: StoredCell, shared: SharedParts, table: Table) -> str:
    """Return the text or the number of a cell; where it is not to be read, note why."""
    stored, fault = cell.stored.strip(), cell.fault or _cell_fault(cell, shared)
    if cell.type == "s":
        if not (stored.isdecimal() and int(stored) < len(shared.texts)):
            raise damaged(table.name, f"第 {cell.row} 行第 {cell.column} 列的文字")
        fault = fault or shared.text_faults.get(int(stored), "")
        stored = shared.texts[int(stored)].strip()
    elif cell.type == "n" and not fault:
        if not is_number(stored):
            raise damaged(table.name, f"第 {cell.row} 行第 {cell.column} 列的值")
        stored = plain_number(float(stored))
    if len(stored) > LONGEST_TEXT:
        fault = _TOO_LONG
    if fault:
        table.faults[cell.row, cell.column - 1] = fault
    return "" if fault else stored


def _cell_fault(cell: StoredCell, shared: SharedParts) -> str:
    """Say why a cell cannot be read, whatever stands in it."""
    if cell.type == "e":
        return _ERROR
    if cell.formula is not None:
        if reaches_out(cell.formula):
            return _REACHES_OUT
        if cell.type == "n" and not cell.stored.strip():
            return _NO_VALUE
    looks = shared.font_faults
    known = cell.style.isdecimal() and int(cell.style) < len(looks)
    return looks[int(cell.style)] if known else ""


def plain_number(value: float) -> str:
    """Write a stored number with the fifteen digits that spreadsheets work with."""
    short = f"{value:.15g}"
    return f"{Decimal(short):f}" if "e" in short else short


def _fill(table: Table, area: Range, counted: _Counted) -> None:
    """Give the value of a merged range to every cell that it covers."""
    first, left, last, right = area
    corner = table.rows.get(first, [])
    text = corner[left - 1] if left <= len(corner) else ""
    if not text:
        return
    for number in range(first, last + 1):
        row = table.rows.get(number)
        if row is None:
            continue
        counted.filled += min(right, _COLUMNS) - left + 1
        counted.check()
        row.extend([""] * (min(right, _COLUMNS) - len(row)))
        for column in range(left - 1, min(right, _COLUMNS)):
            row[column] = row[column] or text
