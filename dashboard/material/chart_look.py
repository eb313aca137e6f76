"""How a chart looks on paper: ends of its axis, which values it writes and where."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.material import cells, fitting
from dashboard.material.palette import plain, upon
from dashboard.material.plots import Plot, Series
from dashboard.render.charts.lines import clear_of_line
from dashboard.render.tables import Figure

STANDARD = "标准"
_SMALLEST = 0.045  # share of the axis below which a part of a bar has no room for its number
_FEW = 2  # lines with room for each of their values; of more, the last
_ROOM, _ROOM_AT_LINE = 1.15, 0.25  # above the highest value, and round a line, for labels
_STEPS = 5  # of a scale, at the most


@dataclass(frozen=True)
class Label:
    """A value beside its point: the format that writes it, its colour, its place."""

    at: int
    format: str
    colour: str
    place: str
    is_shown: bool


def is_lying(plot: Plot) -> bool:
    """Beside a standard bars stand: no program draws a line upright through lying ones."""
    return plot.shape == "bar" and plot.line_at is None


def is_drawn_by_points(plot: Plot) -> bool:
    """Tell what bars do not show: a line, or dots."""
    return plot.shape in ("line", "dots")


def series_of(plot: Plot) -> list[Series]:
    """Return the series, named for what they are, and the standard as one more."""
    found = [replace(one, name=_name(plot, one)) for one in plot.series]
    if plot.line_at is None:
        return found
    many = len(plot.categories)
    ink = (f"#{plain('textColor')}",) * many
    return [
        *found,
        Series(STANDARD, (plot.line_at,) * many, ("",) * many, ink, (False,) * many),
    ]


def _name(plot: Plot, one: Series) -> str:
    name = one.name or plot.beneath or "数值"
    known = known_of(one)
    return f"{name}（{plot.categories[known[0]]}起）" if one.goes_on and known else name


def known_of(one: Series) -> list[int]:
    """Return the places of the values that there are."""
    return [n for n, value in enumerate(one.values) if value is not None]


def is_alone(plot: Plot) -> bool:
    """Tell whether each category has one bar, whichever series it is of."""
    columns = zip(*(one.values for one in plot.series), strict=True)
    many = [sum(value is not None for value in column) for column in columns]
    return len(plot.series) > 1 and max(many, default=0) <= 1


def has_scale(plot: Plot) -> bool:
    """Tell whether numbers stand at the axis: where not each value, or no interval, is written."""
    return plot.shape == "dots" or (plot.shape == "line" and _lines(plot) > _FEW)


def _lines(plot: Plot) -> int:
    return sum(not one.goes_on for one in plot.series)


# --- the axis ---------------------------------------------------------------------------------


def axis(plot: Plot) -> tuple[float | None, float | None, float | None]:
    """Return the ends of the axis and its step, where there is one; bars begin at nought."""
    known = [value for one in plot.series for value in one.values if value is not None]
    known += [plot.line_at] if plot.line_at is not None else []
    if plot.stacking == "whole" or not known:
        return 0, None, None
    if is_drawn_by_points(plot):
        return _round_lines(plot, min(known), max(known))
    if plot.stacking:
        return 0, _highest(plot), None
    most = plot.highest if plot.line_at is None else None
    return min(0, *known), most or _ROOM * max(known) or 1, None


def _round_lines(plot: Plot, low: float, high: float) -> tuple[float, float, float | None]:
    room = (high - low) * _ROOM_AT_LINE or abs(high) * _ROOM_AT_LINE or 1.0
    least = low - room if plot.lowest is None else plot.lowest
    most = high + room if plot.highest is None else plot.highest
    if not has_scale(plot):
        return least, most, None
    raw = (high - low if plot.lowest is None else most - least) / _STEPS or 1.0
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one >= raw)
    return max(0.0, step * math.floor(least / step)), step * math.ceil(most / step), step


def _highest(plot: Plot) -> float:
    return plot.highest or max(total(plot, n) for n in range(len(plot.categories))) or 1


def total(plot: Plot, category: int) -> float:
    """Add up what a bar consists of."""
    return sum(one.values[category] or 0 for one in plot.series)


# --- labels -----------------------------------------------------------------------------------


def labels(plot: Plot, at: int) -> Iterator[Label]:
    """Say of each value of a series how it is written and where."""
    one = plot.series[at]
    for n in known_of(one):
        place, colour = "outEnd", plain("textColor")
        if plot.stacking:
            place, colour = "ctr", upon(one.colours[n])
        elif plot.shape == "line":
            place = place_at_line(plot, at, n)
        elif plot.shape == "dots":  # above and below it is its interval
            place = "r"
        is_shown = _is_written(plot, one, n)
        yield Label(n, format_of(one, n), colour, place, is_shown=is_shown)


def unwritten(plot: Plot) -> list[str]:
    """Name the values of a bar that its parts have no room for."""
    if not plot.stacking:
        return []
    return [
        f"{plot.categories[n]} {one.name} {one.labels[n]}"
        for one in plot.series
        for n in known_of(one)
        if not _is_written(plot, one, n)
    ]


def _is_written(plot: Plot, one: Series, n: int) -> bool:
    if plot.stacking:
        whole = total(plot, n) if plot.stacking == "whole" else _highest(plot)
        return (one.values[n] or 0) / (whole or 1) >= _SMALLEST
    return plot.shape != "line" or _lines(plot) <= _FEW or n == known_of(one)[-1] or one.hollow[n]


def place_at_line(plot: Plot, at: int, n: int) -> str:
    """Put a label away from the other lines, or else from its own."""
    one = plot.series[at]
    beside = [(of.values[n], -m) for m, of in enumerate(plot.series) if of.values[n] is not None]
    if beside[1:]:
        return "t" if max(beside) == (one.values[n], -at) else "b"
    own = clear_of_line(pd.Series(one.values, index=plot.categories, dtype=float))
    return "b" if own[plot.categories[n]].startswith("bottom") else "t"


def format_of(one: Series, n: int) -> str:
    """Return the format by which a value reads as its label; the label itself where it cannot."""
    label, value = one.labels[n], one.values[n]
    literal = label.replace('"', "")
    return cells.number_format(Figure(label, value=value)) or (f'"{literal}"' if label else "0")


def is_turned(plot: Plot, width: float, size: int) -> bool:
    """Tell whether numbers over bars stand on end, as they would not fit beside each other."""
    if is_lying(plot) or plot.stacking or is_drawn_by_points(plot) or plot.line_at is not None:
        return False
    abreast = len(plot.categories) * (1 if is_alone(plot) else len(plot.series))
    return abreast * (_widest([w for one in plot.series for w in one.labels]) + 0.5) * size > width


def _widest(words: Sequence[str]) -> float:
    return max(map(fitting.em, words), default=0)
