"""From the XML of a sheet to what is stored in it, item by item, as it comes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.xlsx.bounds import damaged
from dashboard.xlsx.package import Package
from dashboard.xlsx.references import COLUMNS, ROWS, Range, cell_at, range_at
from dashboard.xlsx.rich_text import RUN_ENDS, RUN_STARTS, RichText
from dashboard.xlsx.shared_parts import MAIN
from dashboard.xlsx.xml_events import End, Start

_OF_CELLS = ("c", "row", *RUN_STARTS)
_STARTS = (
    *(*_OF_CELLS, "sheetView", "mergeCell"),
    *("conditionalFormatting", "cfRule", "iconSet", "dataBar"),
)
_ENDS = ("c", "v", "f", *RUN_ENDS)
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_RANGES = 5_000  # of one conditional format
_EVERYWHERE = (1, 1, ROWS, COLUMNS)


@dataclass(slots=True)
class StoredCell:
    """A cell as it stands in the file; ``stored`` is its value, ``type`` says what that means."""

    row: int
    column: int
    type: str
    style: str
    stored: str = ""
    formula: str | None = None
    fault: str = ""  # why a text that stands in the cell cannot be read

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is there: a formula shows at least that it was never calculated."""
        is_text = self.type in {"str", "s", "inlineStr"}
        return not self.stored.strip() and (self.formula is None or is_text)


class View(NamedTuple):
    """How the sheet is looked at."""

    shows_zeros: bool = True
    shows_formulas: bool = False


class Merged(NamedTuple):
    """A merged range."""

    area: Range


class Redrawn(NamedTuple):
    """Where a condition shows something else than the value in its format."""

    area: Range


def items(
    package: Package, part: str, sheet: str, redrawing: set[str]
) -> Iterator[StoredCell | View | Merged | Redrawn]:
    """Yield what a sheet holds; ``redrawing`` are conditional formats. Raises Refused."""
    events = package.events(part, f"工作表“{sheet}”", MAIN, _STARTS, _ENDS)
    cells = _Cells(sheet)
    conditional = ""  # the ranges of the conditional format at hand
    for event in events:
        if isinstance(event, End):
            if cell := cells.end(event):
                yield cell
        elif event.name in _OF_CELLS:
            cells.start(event)
        elif event.name == "sheetView":
            yield _view(event.attributes)
        elif event.name == "mergeCell":
            yield _merged(event.attributes.get("ref", ""), sheet)
        elif event.name == "conditionalFormatting":
            conditional = event.attributes.get("sqref", "")
        elif _redraws(event, redrawing):
            yield from _redrawn(conditional)


class _Cells:
    """Puts each cell together from the tags within it."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._row = self._column = 0
        self._cell = StoredCell(0, 0, "n", "0")
        self._text = RichText()

    def start(self, event: Start) -> None:
        attributes = event.attributes
        if event.name == "c":
            self._column = self._next_column(attributes.get("r"))
            content, style = attributes.get("t", "n"), attributes.get("s", "0")
            self._cell = StoredCell(self._row, self._column, content, style)
            self._text = RichText()
        elif event.name == "row":
            self._row, self._column = self._next_row(attributes.get("r")), 0
        else:
            self._text.take(event)

    def end(self, event: End) -> StoredCell | None:
        """Return the cell that ends here, if anything is in it."""
        cell = self._cell
        match event.name:
            case "c":
                if cell.type == "inlineStr":
                    cell.stored, cell.fault = self._text.text(), self._text.fault
                return None if cell.is_empty else cell
            case "v" if cell.type != "inlineStr":
                cell.stored = event.text
            case "f":
                cell.formula = event.text
            case _:
                self._text.take(event)
        return None

    def _next_row(self, stated: str | None) -> int:
        stated = stated or str(self._row + 1)
        row = int(stated) if _ROW.fullmatch(stated) else 0
        if not self._row < row <= ROWS:
            raise damaged(self._sheet, f"行号 {stated}")
        return row

    def _next_column(self, stated: str | None) -> int:
        row, column = (self._row, self._column + 1) if stated is None else cell_at(stated) or (0, 0)
        # In order, hence none twice: Excel itself calls anything else damaged.
        if row != self._row or not self._column < column <= COLUMNS:
            raise damaged(self._sheet, f"单元格 {stated}")
        return column


def _view(attributes: dict[str, str]) -> View:
    return View(
        shows_zeros=attributes.get("showZeros", "1") not in {"0", "false"},
        shows_formulas=attributes.get("showFormulas", "0") in {"1", "true"},
    )


def _merged(reference: str, sheet: str) -> Merged:
    area = range_at(reference)
    if area is None:
        raise damaged(sheet, f"合并区域 {reference}")
    return Merged(area)


def _redraws(rule: Start, redrawing: set[str]) -> bool:
    if rule.name == "cfRule":
        return rule.attributes.get("dxfId") in redrawing
    return rule.attributes.get("showValue") in {"0", "false"}


def _redrawn(ranges: str) -> Iterator[Redrawn]:
    for reference in ranges.split()[:_RANGES]:
        # A range that is not understood might be anywhere.
        yield Redrawn(range_at(reference) or _EVERYWHERE)
