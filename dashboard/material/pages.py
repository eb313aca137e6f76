"""Figures put on pages of some size: a chart or several to each, a table on as many as it takes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dashboard.contract.wording import doubt_symbol, rows_of
from dashboard.material import cells, chart_look, fitting
from dashboard.material.content import Content
from dashboard.material.plots import Plot, Series, plots
from dashboard.render.charts import RAMP
from dashboard.render.export import HEADINGS
from dashboard.render.panes import Pane
from dashboard.render.tables import Grid

_ABREAST = 6  # charts on one page
_AXIS, _BAR, _BETWEEN = 40.0, 13.0, 5.0  # points: round the bars, of a lying bar, between groups
SIZES, PAD = (14, 13, 12, 11), 9.0  # points of the letters in a table, and between its lines
_NARROWEST, _WIDEST = 4.5, 26.0  # a column, in letters
_MOST = 6  # pages of one figure: nobody reads on in a meeting
_LONGEST = 160  # letters of a cell; the figure itself says the rest


@dataclass(frozen=True)
class Lines:
    """A table in words: headings, which columns are numbers, lines, notes, and places in colour."""

    heads: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    size: int = SIZES[-1]
    tints: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page of a figure: charts, or a part of a table; ``number`` of so many pages."""

    content: Content
    charts: tuple[Plot, ...] = ()
    table: Lines | None = None
    number: int = 1
    of: int = 1
    left_out: int = 0  # lines of the table that stand on no page

    @property
    def gaps(self) -> list[str]:
        """Say what stands in place of each value that its charts lack."""
        return [
            " ".join(filter(None, (plot.caption, category, one.name, label)))
            for plot in self.charts
            for one in plot.series
            for category, value, label in zip(plot.categories, one.values, one.labels, strict=True)
            if value is None and label
        ]

    @property
    def unwritten(self) -> list[str]:
        """Name the values that its charts have no room for."""
        return [said for plot in self.charts for said in chart_look.unwritten(plot)]


def of(content: Content, width: float, height: float) -> list[Page]:
    """Put a figure on pages with so much room for it, in points."""
    charts = [piece for plot in plots(content) for piece in _parted(plot, height)]
    if charts:
        each = -(-len(charts) // -(-len(charts) // _ABREAST))
        groups = (charts[at : at + each] for at in range(0, len(charts), each))
        found = [Page(content, tuple(group)) for group in groups]
    else:
        found = [
            Page(content, table=part)
            for lines in _tables(content)
            for part in fitted(lines, widths(lines, width), height)
        ]
    kept = found[:_MOST]
    left_out = sum(len(page.table.rows) for page in found[_MOST:] if page.table)
    return [
        replace(page, number=n, of=len(kept), left_out=left_out) for n, page in enumerate(kept, 1)
    ]


# --- charts -----------------------------------------------------------------------------------


def _parted(plot: Plot, height: float) -> Iterator[Plot]:
    """Part lying bars that are too many for the height of a page."""
    many = len(plot.categories)
    abreast = 1 if plot.stacking else len(plot.series)
    most = max(4, int((height - _AXIS) / (_BAR * abreast + _BETWEEN)))
    if plot.shape != "bar" or plot.line_at is not None or many <= most:
        yield plot
        return
    known = [value for one in plot.series for value in one.values if value is not None]
    # The same range on each page: as far must mean as much.
    whole = plot if plot.highest else replace(plot, highest=1.15 * max(known, default=1.0) or 1.0)
    each = -(-many // -(-many // most))
    for at in range(0, many, each):
        place = slice(at, at + each)
        series = tuple(_cut(one, place) for one in plot.series)
        yield replace(whole, categories=plot.categories[place], series=series)


def _cut(one: Series, place: slice) -> Series:
    return replace(
        one,
        values=one.values[place],
        labels=one.labels[place],
        colours=one.colours[place],
        hollow=one.hollow[place],
    )


# --- tables -----------------------------------------------------------------------------------


def _tables(content: Content) -> Iterator[Lines]:
    if content.kind[:1] == ("heatmap",):
        yield from map(_field, content.panes)
        return
    for table in content.tables:
        yield lines(table.grid)


def lines(grid: Grid) -> Lines:
    """Write a table in words."""
    rows = [[_short(cells.text(cell)) for cell in row] for row in grid.rows]
    return Lines(grid.heads, [letter == "n" for letter in grid.columns], rows, grid.notes)


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
