"""From the parts of a workbook to its sheets as they look on screen.

Read in one pass and without a library of spreadsheets, for two reasons: what stands in the file
reaches `number_format` to the letter, neither turned into a date nor into a float on the way; and
a sheet is let go the moment it holds more than a person would type, however it is packed.
"""

from pathlib import Path

from dashboard.xlsx import FAULTS_SHEET, Grid
from dashboard.xlsx.bounds import Bounds
from dashboard.xlsx.cell_text import display
from dashboard.xlsx.package import Package
from dashboard.xlsx.references import Cell, Range, is_within
from dashboard.xlsx.shared_parts import SharedParts, SheetPart, read_shared
from dashboard.xlsx.stored_sheet import Merged, Redrawn, StoredCell, View, items

_COVERED = (
    "这一格被合并单元格盖住，里面却有内容（{text}），屏幕上看不到。请取消合并，删去多余的内容。"
)
_REDRAWN = (
    "这一格有改变数字显示方式的条件格式，说不准屏幕上显示的是什么。"
    "请在“开始→条件格式→清除规则”里去掉，看清后再上传。"
)


def read(path: Path) -> list[Grid]:
    """Read the sheets of a workbook within this process. Raises Refused."""
    package = Package(path)
    shared = read_shared(package)
    bounds = Bounds()
    return [
        _read_sheet(package, sheet, shared, bounds)
        for sheet in shared.sheets
        if sheet.name != FAULTS_SHEET
    ]


def _read_sheet(package: Package, sheet: SheetPart, shared: SharedParts, bounds: Bounds) -> Grid:
    grid = Grid(sheet.name)
    view = View()
    redrawn: set[Range] = set()
    last_row = 0  # that holds anything
    for item in items(package, sheet.part, sheet.name, shared.redrawing):
        match item:
            case StoredCell(row=row):
                if row != last_row:
                    last_row = row
                    bounds.count_row(sheet.name)
                bounds.count_cell(sheet.name)
                _put(grid, item, view, shared, bounds)
            case View():
                view = item
            case Merged(area):
                grid.merged.append(area)
                bounds.count_merged(sheet.name)
            case Redrawn(area):
                redrawn.add(area)
                bounds.count_ranges(sheet.name)
    _withdraw_covered(grid, bounds)
    for area in sorted(redrawn):
        for cell in _within(grid, area, bounds):
            _withdraw(grid, cell, _REDRAWN)
    return grid


def _put(grid: Grid, cell: StoredCell, view: View, shared: SharedParts, bounds: Bounds) -> None:
    shown = display(cell, view, shared, grid.name)
    bounds.count_text(shown.text)
    if shown.fault:
        grid.unreadable[cell.row, cell.column] = shown.fault
    elif shown.text.strip():
        grid.cells[cell.row, cell.column] = shown.text


def _withdraw(grid: Grid, cell: Cell, fault: str) -> None:
    del grid.cells[cell]
    grid.unreadable[cell] = fault


def _withdraw_covered(grid: Grid, bounds: Bounds) -> None:
    """Of a merged range only the first cell is seen; what the others hold must not be read."""
    for area in grid.merged:
        corner = area[:2]
        for cell in _within(grid, area, bounds):
            if cell != corner:
                _withdraw(grid, cell, _COVERED.format(text=grid.cells[cell][:20]))


def _within(grid: Grid, area: Range, bounds: Bounds) -> list[Cell]:
    """Return the cells of an area that hold anything, in order; raises Refused."""
    first, left, last, right = area
    size = (last - first + 1) * (right - left + 1)
    bounds.count_compared(min(size, len(grid.cells)), grid.name)
    if size > len(grid.cells):
        return sorted(cell for cell in grid.cells if is_within(cell, area))
    return [
        (row, column)
        for row in range(first, last + 1)
        for column in range(left, right + 1)
        if (row, column) in grid.cells
    ]
