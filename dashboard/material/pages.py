"""Figures put on pages of some size: a chart or several to each, a table on as many as it takes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.material import chart_look
from dashboard.material.content import Content
from dashboard.material.page_lines import Lines, fitted, tables, widths
from dashboard.material.plots import Plot, Series, plots

_ABREAST, _FULL, _OF_FULL = 6, 7, 2  # charts on one page; names of dots, with more of which: 2
_AXIS, _BAR, _BETWEEN = 40.0, 13.0, 5.0  # points: round the bars, of a lying bar, between groups
_MOST = 6  # pages of one figure: nobody reads on in a meeting


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
    charts = [piece for plot in plots(content) for piece in parted(plot, height)]
    if charts:
        is_full = any(one.shape == "dots" and len(one.categories) > _FULL for one in charts)
        most = _OF_FULL if is_full else _ABREAST
        each = -(-len(charts) // -(-len(charts) // most))
        groups = (charts[at : at + each] for at in range(0, len(charts), each))
        found = [Page(content, tuple(group)) for group in groups]
    else:
        found = [
            Page(content, table=part)
            for lines in tables(content)
            for part in fitted(lines, widths(lines, width), height)
        ]
    kept = found[:_MOST]
    left_out = sum(len(page.table.rows) for page in found[_MOST:] if page.table)
    return [
        replace(page, number=n, of=len(kept), left_out=left_out) for n, page in enumerate(kept, 1)
    ]


# --- charts -----------------------------------------------------------------------------------


def parted(plot: Plot, height: float) -> Iterator[Plot]:
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
