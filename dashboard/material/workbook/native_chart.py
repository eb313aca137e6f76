"""Charts that Excel draws itself, and the sheet of numbers that they are drawn from.

A chart is not drawn from the table beside it: there a gap is a word, which Excel would draw as 0,
and a line that breaks is one column and not two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.contract.units import PERCENT
from dashboard.material import chart_look
from dashboard.material.chart_look import is_drawn_by_points
from dashboard.material.palette import FONT, colours
from dashboard.material.plots import Plot, Series
from dashboard.material.workbook.chart_labels import labels
from dashboard.material.workbook.sheets import DATA, LONG, Paper, Styles, clean

_WIDE, _HIGH = 560, 320  # pixels
_SMALL = 400, 240  # of one of several charts, which stand two abreast
_A_BAR, _TALLEST = 24, 760  # pixels that a lying bar takes, and all of them
_APART = 12  # pixels between charts
_WORDY = 1.6  # times the longest bar: the room of what is said behind it
_NEAR = 80  # per cent, above which a scale would go beyond 100
_SHAPES = {"line": "line", "dots": "line", "column": "column", "bar": "bar"}
_STACKING = {"stacked": "stacked", "whole": "percent_stacked"}


@dataclass(frozen=True)
class NativeChart:
    """A chart of XlsxWriter, its size, and its place among those of its figure, in pixels."""

    drawn: Any
    wide: int
    high: int
    left: int = 0
    top: int = 0


class ChartData:
    """The sheet that charts are drawn from, block below block."""

    def __init__(self, book: Any, styles: Styles, paper: Paper) -> None:
        self._book, self._styles = book, styles
        self._sheet, self._row = book.add_worksheet(DATA), 1
        self._sheet.set_column(0, 0, 34)
        self._sheet.set_column(1, 40, 14)
        said = "各图由这里的数画成；没有数的格空着，图上断开。"
        self._sheet.write_string(0, 0, said, styles.quiet(text_wrap=False))
        paper.set_up(self._sheet, 0, LONG)
        self._sheet.hide()  # and so is not printed; whoever wants to see it shows it

    def charts(self, title: str, plots: Sequence[Plot]) -> list[NativeChart]:
        """Write the numbers of a figure's charts, and return the charts."""
        made: list[NativeChart] = []
        left = top = 0
        for plot in plots:
            wide, high = _SMALL if len(plots) > 1 else (_WIDE, _height(plot))
            drawn = self._chart(plot, title, wide)
            drawn.set_size({"width": wide, "height": high})
            made.append(NativeChart(drawn, wide, high, left, top))
            if len(plots) > 1 and not left:
                left = wide
            else:
                left, top = 0, top + high + _APART
        return made

    def _chart(self, plot: Plot, title: str, wide: int) -> Any:
        first = self._write(plot)
        subtype = {"subtype": _STACKING[plot.stacking]} if plot.stacking else {}
        chart = self._book.add_chart({"type": _SHAPES[plot.shape], **subtype})
        last = first + len(plot.categories) - 1
        for column, one in enumerate(plot.series, start=1):
            chart.add_series(
                {
                    "name": [DATA, first - 1, column],
                    "categories": [DATA, first, 0, last, 0],
                    "values": [DATA, first, column, last, column],
                    "gap": 60,
                    **_look(plot, one),
                    **labels(plot, column - 1, wide),
                }
            )
        _finish(chart, plot, title)
        return chart

    def _write(self, plot: Plot) -> int:
        """Write a block; return the row of its first category."""
        named = " ".join(filter(None, (plot.caption, f"（{plot.unit}）" if plot.unit else "")))
        self._row += 1
        self._sheet.write_string(self._row, 0, clean(named), self._styles.head())
        for column, one in enumerate(plot.series, start=1):
            self._sheet.write_string(self._row, column, clean(one.name), self._styles.head())
        first = self._row + 1
        for row, category in enumerate(plot.categories, start=first):
            self._sheet.write_string(row, 0, clean(category), self._styles.cell())
            for column, one in enumerate(plot.series, start=1):
                if (value := one.values[row - first]) is not None:
                    self._sheet.write_number(row, column, value, self._styles.cell())
        self._row = first + len(plot.categories)
        return first


def _look(plot: Plot, one: Series) -> dict[str, Any]:
    """Colour a series; of a line the points that are doubtful are hollow."""
    if is_drawn_by_points(plot):
        ground = colours()["backgroundColor"]
        points = [
            {
                "fill": {"color": ground if is_hollow else own},
                "border": {"color": own, "width": 1.5},
            }
            if is_hollow or own != one.colour
            else None
            for is_hollow, own in zip(one.hollow, one.colours, strict=True)
        ]
        return {
            "line": {"color": one.colour, "width": 2.25}
            if plot.shape == "line"
            else {"none": True},
            **_reach(one),
            "marker": {
                "type": "circle",
                "size": 7,
                "fill": {"color": one.colour},
                "border": {"color": one.colour},
            },
            **({"points": points} if any(points) else {}),
        }
    own = [{"fill": {"color": colour}} for colour in one.colours]
    apart = {"points": own} if len({*one.colours}) > 1 else {}
    return {"fill": {"color": one.colour}, "overlap": 100 if plot.stacking else 0, **apart}


def _reach(one: Series) -> dict[str, Any]:
    """Draw the interval of each dot through it."""
    if not any(one.reach):
        return {}
    below, above = zip(*(ends or (0.0, 0.0) for ends in one.reach), strict=True)
    line = {"color": colours()["grayTextColor"], "width": 1.25}
    ends = {"type": "custom", "plus_values": [*above], "minus_values": [*below], "line": line}
    return {"y_error_bars": ends}


def _height(plot: Plot) -> int:
    bars = len(plot.categories) * (1 if plot.stacking else len(plot.series))
    return max(_HIGH, min(_TALLEST, 100 + _A_BAR * bars)) if plot.shape == "bar" else _HIGH


def _finish(chart: Any, plot: Plot, title: str) -> None:
    """Set titles, axes and legend."""
    font = {"name": FONT, "size": 9}
    unit = f"（{plot.unit}）" if plot.unit else ""
    chart.set_title(
        {"name": clean(f"{plot.caption or title}{unit}"), "name_font": {"name": FONT, "size": 11}}
    )
    across: dict[str, Any] = {"num_font": font, "reverse": plot.shape == "bar"}
    if plot.beneath:
        across |= {"name": plot.beneath, "name_font": font | {"bold": False}}
    line = {"visible": True, "line": {"color": colours()["borderColor"], "width": 0.75}}
    upwards: dict[str, Any] = {"num_font": font, "major_gridlines": line, "line": {"none": True}}
    upwards |= {key: value for key, value in _range(plot) if value is not None}
    if plot.shape == "bar":  # each bar says its number
        upwards |= {"visible": False} if not plot.line_at else {"label_position": "high"}
    if plot.line_at:  # the only line across the bars is where the standard lies
        upwards |= {"major_unit": plot.line_at}
    # XlsxWriter calls the axis that stands y, whatever is on it.
    of_names, of_values = ("y", "x") if plot.shape == "bar" else ("x", "y")
    getattr(chart, f"set_{of_names}_axis")(across)
    getattr(chart, f"set_{of_values}_axis")(upwards)
    named = [one for one in plot.series if one.name]
    again = [number for number, one in enumerate(plot.series) if one.goes_on]
    legend = {"position": "bottom", "font": font, "delete_series": again}
    chart.set_legend(legend if len(named) - len(again) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    chart.show_hidden_data()


def _range(plot: Plot) -> Iterator[tuple[str, float | None]]:
    """Return the ends of the axis of values; bars begin at nought, where none goes below."""
    if plot.shape == "dots":
        yield from zip(("min", "max", "major_unit"), chart_look.axis(plot), strict=True)
        return
    known = [value for one in plot.series for value in one.values if value is not None]
    from_nought = plot.shape != "line" and min(known, default=0) >= 0
    yield "min", 0.0 if plot.lowest is None and from_nought else plot.lowest
    if plot.highest:  # beside a standard a bar says more than its number
        yield "max", plot.highest * (_WORDY if plot.line_at else 1)
    elif plot.shape == "line" and plot.unit == PERCENT and _NEAR < max(known, default=0) <= 100:
        yield "max", 100.0  # where Excel's own would end at 120
