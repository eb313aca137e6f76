"""Lines over the years, several series in one chart."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import BREAK, DOUBTFUL
from dashboard.contract.period import period_axis
from dashboard.contract.wording import number, rows_of
from dashboard.render.charts.axes import base_layout, below, finished, over
from dashboard.render.charts.columns import columns
from dashboard.render.charts.labels import doubt_mark, hover, note, width
from dashboard.render.charts.parts import Colours, colour_of, padded, series, values

_MOST, _SHORT = 4, 4  # lines whose ends have room for their values; letters of a name there
_LINE, _TICKS = 15, 30  # pixels that a line of text takes, and the years under the axis
STEP = 2  # two points are one step, and a line between them as steep as one likes


def trend(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Lines over the periods: a missing year is a gap, a break in series (B) cuts the line.

    Of no more than two periods, bars from nought.
    """
    axis = period_axis(frame["period"])
    if len(axis) <= STEP:
        return columns(frame, by, colours)
    lines = series(frame, by)
    traces: list[dict[str, Any]] = []
    ends = []
    for position, (name, rows) in enumerate(lines):
        points = rows.set_index("period")
        last = max(points.index, key=axis.index)  # a revision may stand behind the newest year
        places = clear_of_line(points["value"].reindex(axis))
        for part, periods in enumerate(unbroken(points, axis)):
            shown = points.reindex(periods)
            text = [doubt_mark(row) for row in rows_of(shown)]
            colour = colour_of(name, position, colours)
            if last in periods and len(lines) <= _MOST:
                text[periods.index(last)] = ""
                ends += _end_label(name, last, shown.loc[last], colour if lines[1:] else "")
            traces.append(
                run(shown, by, name, colour)
                | {
                    "mode": "lines+markers+text" if any(text) else "lines+markers",
                    "legendgroup": name,
                    "showlegend": part == 0,
                    "text": text if any(text) else None,
                    "textposition": [places[period] for period in periods],
                }
            )
    layout = base_layout(legend=len(lines) > 1)
    beside = max((width(end["text"]) for end in ends), default=0)
    layout["xaxis"] |= over(axis, beside) | below([], frame)
    layout["yaxis"] |= {"range": padded(frame["value"], 0.08)}
    layout["annotations"] = ends
    layout["margin"]["r"] = 16 + beside
    return told_apart(finished(traces, layout))


def told_apart(drawn: go.Figure) -> go.Figure:
    """Move the values at the ends of lines apart, as far as the range of the axis asks for."""
    layout = drawn.layout
    if not layout.annotations:
        return drawn
    low, high = layout.yaxis.range
    pixels = (layout.height - layout.margin.t - layout.margin.b - _TICKS) / (high - low)
    for _, of_period in itertools.groupby(
        sorted(layout.annotations, key=lambda end: (end.x, end.y)), key=lambda end: end.x
    ):
        ends = list(of_period)
        heights = spread([end.y * pixels for end in ends], _LINE)
        for end, height in zip(ends, heights, strict=True):
            end.yshift = height - end.y * pixels
    return drawn


def spread(heights: Sequence[float], least: float) -> list[float]:
    """Move heights, which rise, apart to a distance, those that touch round their middle."""
    groups: list[list[float]] = []  # each: the sum of its heights, and how many they are

    def bottom(total: float, count: float) -> float:
        return total / count - least * (count - 1) / 2

    for height in heights:
        groups.append([height, 1])
        while groups[1:] and bottom(*groups[-1]) < bottom(*groups[-2]) + least * groups[-2][1]:
            total, count = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + count]
    return [bottom(total, count) + least * n for total, count in groups for n in range(int(count))]


def run(shown: pd.DataFrame, by: str, name: str, colour: str) -> dict[str, Any]:
    """Return an unbroken run of a series, a row a period; a doubtful value is a hollow point.

    So it can be told from the others in grey print as well.
    """
    symbols = ["circle-open" if status in DOUBTFUL else "circle" for status in shown["status"]]
    return {
        "type": "scatter",
        "name": name,
        "x": list(shown.index),
        "y": values(shown["value"]),
        "cliponaxis": False,
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {"size": 8, "color": colour, "symbol": symbols},
        **hover(shown.reset_index(), by),
    }


def unbroken(points: pd.DataFrame, axis: Sequence[str]) -> list[list[str]]:
    """Cut the periods of a series before each break in series (status B)."""
    parts: list[list[str]] = [[]]
    for period in axis:
        if period in points.index and points.loc[period, "status"] == BREAK and parts[-1]:
            parts.append([])
        parts[-1].append(period)
    return parts


def point_label(row: Mapping[str, Any]) -> str:
    if pd.isna(row["value"]):
        return ""
    return number(row["value"], row["decimals"]) + doubt_mark(row)


def _end_label(name: str, period: str, row: Mapping[str, Any], colour: str) -> list[dict[str, Any]]:
    """Write the value at the end of a line, and which line it is, where there are several."""
    if not (text := point_label(row)):
        return []
    if colour:
        which = name if len(name) <= _SHORT else f"<span style='color:{colour}'>●</span>"
        text = f"{which} {text}"
    return [note(text, period, row["value"], xanchor="left", xshift=8)]


def clear_of_line(values: pd.Series) -> dict[str, str]:
    """Put the label of a point below where the line comes down to it, above elsewhere."""
    places = {}
    for position, (period, value) in enumerate(values.items()):
        beside = [*values.iloc[max(0, position - 1) : position], *values.iloc[position + 1 :][:1]]
        known = [other for other in beside if pd.notna(other)]
        below = bool(known) and pd.notna(value) and value < sum(known) / len(known)
        places[str(period)] = "bottom center" if below else "top center"
    return places
