"""The table of a figure in lines of words, as large as pages of some size have room for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dashboard.contract.wording import doubt_symbol, rows_of
from dashboard.material import cells, fitting
from dashboard.material.content import Content
from dashboard.render.charts import RAMP
from dashboard.render.export import HEADINGS
from dashboard.render.panes import Pane
from dashboard.render.tables import Grid

SIZES, PAD = (14, 13, 12, 11), 9.0  # points of the letters in a table, and between its lines
_NARROWEST, _WIDEST = 4.5, 26.0  # a column, in letters
_LONGEST = 160  # letters of a cell; the figure itself says the rest


@dataclass(frozen=True)
class Lines:
    """A table in words: headings, which columns are numbers, lines, notes, and places in colour.

    ``unmoved`` lines more, of figures that have not moved, are left to the table of the figure.
    """

    heads: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    size: int = SIZES[-1]
    tints: dict[tuple[int, int], str] = field(default_factory=dict)
    unmoved: int = 0


def tables(content: Content) -> Iterator[Lines]:
    if content.kind[:1] == ("heatmap",):
        yield from map(_field, content.panes)
        return
    for table in content.tables:
        yield lines(table.grid)


def lines(grid: Grid) -> Lines:
    """Write a table in words."""
    taken = grid.rows[: grid.moved or None]
    rows = [[_short(cells.text(cell)) for cell in row] for row in taken]
    numeric = [letter == "n" for letter in grid.columns]
    return Lines(grid.heads, numeric, rows, grid.notes, unmoved=len(grid.rows) - len(rows))


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 2]}……"


def _field(pane: Pane) -> Lines:
    """Count how much of each kind falls on each month: the more, the deeper the colour."""
    across, down = ([*dict.fromkeys(pane.frame[column])] for column in ("grouping", pane.by))
    rows = [[name, *("" for _ in across)] for name in down]
    most = max(2, int(pane.frame["value"].max()))
    tints = {}
    for row in rows_of(pane.frame):
        at = down.index(row[pane.by]), across.index(row["grouping"]) + 1
        rows[at[0]][at[1]] = f"{row['value']:g}{doubt_symbol(row)}"
        tints[at] = RAMP[1 + round(4 * (row["value"] - 1) / (most - 1))]
    return Lines([HEADINGS[pane.by], *across], [False, *(True for _ in across)], rows, tints=tints)


def widths(table: Lines, width: float) -> list[float]:
    """Share the width of a page between columns, by the longest line in each."""
    wanted = []
    for column, head in enumerate(table.heads):
        words = [head, *(row[column] for row in table.rows)]
        longest = max(fitting.em(line) for cell in words for line in cell.split("\n"))
        wanted.append(min(max(longest + 1.5, _NARROWEST), _WIDEST))
    return [one * width / sum(wanted) for one in wanted]


def row_height(row: Sequence[str], columns: Sequence[float], size: int) -> float:
    """Return how high a line of a table is."""
    return PAD + max(
        fitting.height(cell, wide - 14, size) for cell, wide in zip(row, columns, strict=True)
    )


def fitted(table: Lines, columns: Sequence[float], height: float) -> list[Lines]:
    """Write a table as large as one page has room for; else part it into pages of like height."""
    for size in SIZES:
        heights = [row_height(row, columns, size) for row in (table.heads, *table.rows)]
        ends = _ends(heights, height)
        if len(ends) == 1:
            break
    room, pages = max(sum(heights[1:]) / len(ends), *heights) + heights[0], len(ends)
    while len(ends := _ends(heights, min(room, height))) > pages:
        room *= 1.02
    starts = [0, *ends]
    sized = replace(table, size=size)
    return [_rows(sized, start, end) for start, end in zip(starts, ends, strict=False)]


def _ends(heights: Sequence[float], height: float) -> list[int]:
    """Return the lines before which a page ends; the heading, the first height, is on each."""
    head, *lines = heights
    ends, taken = [], head
    for at, high in enumerate(lines):
        if taken + high > height and taken > head:
            ends.append(at)
            taken = head
        taken += high
    return [*ends, len(lines)]


def _rows(table: Lines, start: int, end: int) -> Lines:
    tints = {(at - start, n): tint for (at, n), tint in table.tints.items() if start <= at < end}
    rows = table.rows[start:end]
    notes = [one for one in table.notes if _is_meant(one.partition("：")[0], rows)]
    return replace(table, rows=rows, notes=notes, tints=tints)


def _is_meant(mark: str, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the number of a note stands in any of these lines."""
    number = re.compile(rf"{re.escape(mark)}(?!\d)")
    return any(number.search(cell) for row in rows for cell in row)
