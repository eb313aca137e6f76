"""Lines over the years: one chart of several series, or a small chart each."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import BREAK, DOUBTFUL, GAP
from dashboard.contract.period import period_axis
from dashboard.contract.wording import number, rows_of
from dashboard.render.charts.bars import columns
from dashboard.render.charts.parts import (
    HEIGHT,
    MUTED,
    SERIES,
    Colours,
    base_layout,
    doubt_mark,
    finished,
    hover,
    over,
    plain_axis,
    series,
    values,
    width,
    wrap,
)

# Two points are one step, which on a cut axis looks as steep as one likes: theirs begins at nought.
_STEP = 2


def trend(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Lines over the periods: a missing year is a gap, a break in series (B) cuts the line."""
    axis = period_axis(frame["period"])
    if len(axis) == 1:  # points without a line would stand on an axis that begins anywhere
        return columns(frame, by, colours)
    lines = series(frame, by)
    traces: list[dict[str, Any]] = []
    longest = 0
    for position, (name, rows) in enumerate(lines):
        points = rows.set_index("period")
        last = max(points.index, key=axis.index)  # a revision may stand behind the newest year
        places = _clear_of_line(points["value"].reindex(axis))
        for part, periods in enumerate(_unbroken(points, axis)):
            shown = points.reindex(periods)
            text = [doubt_mark(row) for row in rows_of(shown)]
            beside = [places[period] for period in periods]
            if last in periods and len(lines) <= 4:
                end = periods.index(last)
                text[end] = _end_label(name, rows_of(shown)[end], len(lines))
                beside[end] = "middle right"
                longest = max(longest, width(text[end]))
            traces.append(
                _trace(shown, by, name, colours.get(name, SERIES[position % len(SERIES)]))
                | {
                    "mode": "lines+markers+text" if any(text) else "lines+markers",
                    "legendgroup": name,
                    "showlegend": part == 0,
                    "text": text if any(text) else None,
                    "textposition": beside,
                }
            )
    layout = base_layout(frame, legend=len(lines) > 1)
    layout["xaxis"] |= over(axis)
    if len(axis) == _STEP:
        layout["yaxis"] |= {"rangemode": "tozero"}
    layout["margin"]["r"] = 16 + longest
    return finished(traces, layout)


def small_multiples(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """A small chart each, with an axis of its own: series whose units or sizes would tangle."""
    axis = period_axis(frame["period"])
    lines = series(frame, by)
    across = min(2, len(lines))  # not more, so that the titles find room on a phone
    down = -(-len(lines) // across)
    layout = base_layout(frame, legend=False)
    layout["height"] = max(HEIGHT, 60 + 170 * down)
    pixel = 1 / (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    layout["annotations"] = []
    del layout["xaxis"], layout["yaxis"]
    traces = []
    for position, (name, rows) in enumerate(lines):
        row, column = divmod(position, across)
        n = "" if position == 0 else str(position + 1)
        points = rows.set_index("period")
        shown = points.reindex(axis)
        places = _clear_of_line(shown["value"])
        for periods in _unbroken(points, axis):
            part = shown.reindex(periods)
            traces.append(
                _trace(part, by, name, colours.get(name, SERIES[position % len(SERIES)]))
                | {
                    "mode": "lines+markers+text",
                    "xaxis": f"x{n}",
                    "yaxis": f"y{n}",
                    "text": [_point_label(point) for point in rows_of(part)],
                    "textposition": [places[period] for period in periods],
                    "textfont": {"size": 11},
                }
            )
        left, top = column / across + 0.015, 1 - row / down
        layout[f"xaxis{n}"] = _small_axis(axis) | {
            "domain": [left, (column + 1) / across - 0.035],
            "anchor": f"y{n}",
        }
        layout[f"yaxis{n}"] = plain_axis() | {
            "domain": [top - 1 / down + 34 * pixel, top - 40 * pixel],
            "anchor": f"x{n}",
            "visible": False,
            "range": padded(shown["value"], 0.3),
        }
        if len(axis) == _STEP and (shown["value"] >= 0).any():
            layout[f"yaxis{n}"]["range"] = [0, 1.3 * (shown["value"].max() or 1)]
        if shown["value"].isna().all():
            layout["annotations"].append(_gap(rows, axis) | {"xref": f"x{n}", "yref": f"y{n}"})
        layout["annotations"].append(_title(f"{name}（{rows['unit'].iloc[0]}）", left, top))
    return finished(traces, layout)


def _trace(shown: pd.DataFrame, by: str, name: str, colour: str) -> dict[str, Any]:
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


def _small_axis(axis: Sequence[str]) -> dict[str, Any]:
    return plain_axis() | {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": axis,
        "range": [-0.4, len(axis) - 0.6],
        "showgrid": False,
    }


def _title(text: str, left: float, top: float) -> dict[str, Any]:
    return {
        "text": wrap(text),
        "align": "left",
        "x": left,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12},
    }


def _gap(rows: pd.DataFrame, axis: Sequence[str]) -> dict[str, Any]:
    """Say in the middle of a chart why there is nothing in it."""
    return {
        "text": GAP.get(rows["status"].iloc[-1], ""),
        "x": len(axis) // 2,
        "y": 0,
        "showarrow": False,
        "font": {"size": 12, "color": MUTED},
    }


def _unbroken(points: pd.DataFrame, axis: Sequence[str]) -> list[list[str]]:
    """Cut the periods of a series before each break in series (status B)."""
    parts: list[list[str]] = [[]]
    for period in axis:
        if period in points.index and points.loc[period, "status"] == BREAK and parts[-1]:
            parts.append([])
        parts[-1].append(period)
    return parts


def _point_label(row: Mapping[str, Any]) -> str:
    if pd.isna(row["value"]):
        return ""
    return number(row["value"], row["decimals"]) + doubt_mark(row)


def _end_label(name: str, row: Mapping[str, Any], lines: int) -> str:
    value = _point_label(row)
    if not value:
        return ""
    return f" {name} {value}" if 1 < lines and len(name) <= 4 else f" {value}"


def _clear_of_line(values: pd.Series) -> dict[str, str]:
    """Put the label of a point below where the line comes down to it, above elsewhere."""
    places = {}
    for position, (period, value) in enumerate(values.items()):
        beside = [*values.iloc[max(0, position - 1) : position], *values.iloc[position + 1 :][:1]]
        known = [other for other in beside if pd.notna(other)]
        below = bool(known) and pd.notna(value) and value < sum(known) / len(known)
        places[str(period)] = "bottom center" if below else "top center"
    return places


def padded(values: pd.Series, share: float) -> list[float] | None:
    """Return a range with room above the highest point and below the lowest, for labels too."""
    if values.isna().all():
        return None
    low, high = float(values.min()), float(values.max())
    room = (high - low) * share or abs(high) * share or 1.0
    return [low - room, high + room]
