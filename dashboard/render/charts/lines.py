"""Lines over the years, several series in one chart."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import BREAK, DOUBTFUL
from dashboard.contract.period import period_axis
from dashboard.contract.wording import number, rows_of
from dashboard.render.charts.axes import base_layout, below, finished, over
from dashboard.render.charts.columns import columns
from dashboard.render.charts.labels import doubt_mark, hover, width
from dashboard.render.charts.parts import Colours, colour_of, series, values

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
    longest = 0
    for position, (name, rows) in enumerate(lines):
        points = rows.set_index("period")
        last = max(points.index, key=axis.index)  # a revision may stand behind the newest year
        places = clear_of_line(points["value"].reindex(axis))
        for part, periods in enumerate(unbroken(points, axis)):
            shown = points.reindex(periods)
            text = [doubt_mark(row) for row in rows_of(shown)]
            beside = [places[period] for period in periods]
            if last in periods and len(lines) <= 4:
                end = periods.index(last)
                text[end] = _end_label(name, rows_of(shown)[end], len(lines))
                beside[end] = "middle right"
                longest = max(longest, width(text[end]))
            traces.append(
                run(shown, by, name, colour_of(name, position, colours))
                | {
                    "mode": "lines+markers+text" if any(text) else "lines+markers",
                    "legendgroup": name,
                    "showlegend": part == 0,
                    "text": text if any(text) else None,
                    "textposition": beside,
                }
            )
    layout = base_layout(legend=len(lines) > 1)
    layout["xaxis"] |= over(axis) | below([], frame)
    layout["margin"]["r"] = 16 + longest
    return finished(traces, layout)


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


def _end_label(name: str, row: Mapping[str, Any], lines: int) -> str:
    value = point_label(row)
    if not value:
        return ""
    return f" {name} {value}" if 1 < lines and len(name) <= 4 else f" {value}"


def clear_of_line(values: pd.Series) -> dict[str, str]:
    """Put the label of a point below where the line comes down to it, above elsewhere."""
    places = {}
    for position, (period, value) in enumerate(values.items()):
        beside = [*values.iloc[max(0, position - 1) : position], *values.iloc[position + 1 :][:1]]
        known = [other for other in beside if pd.notna(other)]
        below = bool(known) and pd.notna(value) and value < sum(known) / len(known)
        places[str(period)] = "bottom center" if below else "top center"
    return places
