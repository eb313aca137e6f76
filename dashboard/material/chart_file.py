"""A chart as Office keeps it: how it is drawn, and the workbook with its numbers behind it."""

import functools
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.material import chart_look
from dashboard.material.chart_look import known_of
from dashboard.material.palette import digits, plain
from dashboard.material.plots import Plot, Series
from dashboard.text import letters, without_controls

_AXES = (111111111, 222222222)  # any two numbers: each chart is a file of its own
_GROUPING = {"": "clustered", "stacked": "stacked", "whole": "percentStacked"}
_MANY = 30  # numbers in a chart, beyond which they are smaller
_ON_END = -5400000  # a quarter turn, in units of the format


class ChartFile:
    """A chart of some width in points, as ``add_chart`` of a slide takes it."""

    def __init__(self, plot: Plot, width: float, size: int = 12) -> None:
        self._plot, self._series = plot, chart_look.series_of(plot)
        self._size, self._is_turned = size, chart_look.is_turned(plot, width, size)

    def xml_bytes(self, _: Any = None) -> bytes:
        """Return how it is drawn."""
        return str(_template().render(self._drawn())).encode()

    @property
    def xlsx_blob(self) -> bytes:
        """Return the workbook that opens where somebody edits the numbers; no text is a formula."""
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Sheet1")
            sheet.set_column(0, 0, 24)
            for row, name in enumerate(self._plot.categories, 1):
                sheet.write_string(row, 0, without_controls(name))
            for column, one in enumerate(self._series, 1):
                sheet.write_string(0, column, without_controls(one.name))
                for n in known_of(one):
                    form = book.add_format({"num_format": chart_look.format_of(one, n)})
                    sheet.write_number(n + 1, column, one.values[n], form)
        return file.getvalue()

    def _drawn(self) -> dict[str, Any]:
        plot = self._plot
        series = [self._one(at, one) for at, one in enumerate(self._series)]
        bars = 0 if chart_look.is_drawn_by_points(plot) else len(plot.series)
        low, high, step = chart_look.axis(plot)
        is_lying, is_alone = chart_look.is_lying(plot), chart_look.is_alone(plot)
        # A legend names a series once: it goes on after a break.
        unnamed = [at for at, one in enumerate(self._series) if one.goes_on]
        return {
            "categories": [without_controls(name) for name in plot.categories],
            "bars": series[:bars],
            "lines": series[bars:],
            "is_lying": is_lying,
            "grouping": _GROUPING[plot.stacking],
            "overlap": 100 if plot.stacking or is_alone else 0,
            "gap": 60 if is_lying or len(plot.categories) > 2 else 160,
            "axes": _AXES,
            "least": low,
            "most": high,
            "step": step,
            "has_scale": chart_look.has_scale(plot),
            "has_legend": len(self._series) - len(unnamed) > 1,
            "unnamed": unnamed,
            "size": self._size,
            "ink": plain("textColor"),
            "quiet": plain("grayTextColor"),
            "line": plain("borderColor"),
            "back": plain("backgroundColor"),
        }

    def _one(self, at: int, one: Series) -> dict[str, Any]:
        is_standard = at >= len(self._plot.series)
        is_full = sum(len(known_of(each)) for each in self._series) > _MANY
        return {
            "at": at,
            "name": without_controls(one.name),
            "column": letters(at + 2),
            "colour": digits(one.colour),
            "width": 19050 if is_standard else 31750,
            "is_dashed": is_standard,
            "is_joined": self._plot.shape != "dots",
            "reach": [
                {"at": n, "below": repr(ends[0]), "above": repr(ends[1])}
                for n, ends in enumerate(one.reach)
                if ends
            ],
            "points": list(self._points(one)),
            "labels": [] if is_standard else list(chart_look.labels(self._plot, at)),
            "values": [{"at": n, "number": repr(one.values[n])} for n in known_of(one)],
            "turn": _ON_END if self._is_turned else 0,
            "size": self._size - 1 if is_full else self._size,
        }

    def _points(self, one: Series) -> Iterator[dict[str, Any]]:
        """Name the points that do not look like their series: doubtful, or of another colour."""
        # On bars beside a standard a doubt may turn what they say about it, and is drawn.
        is_drawn = chart_look.is_drawn_by_points(self._plot) or self._plot.line_at is not None
        for at, (colour, is_hollow) in enumerate(zip(one.colours, one.hollow, strict=True)):
            if colour != one.colour or (is_hollow and is_drawn):
                yield {"at": at, "colour": digits(colour), "is_hollow": is_hollow and is_drawn}


@functools.cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("chart.xml")
