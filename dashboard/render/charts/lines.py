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
        colour = colours.get(name, SERIES[position % len(SERIES)])
        last = max(points.index, key=axis.index)  # a revision may stand behind the newest year
        label_ends = len(lines) <= 4
        known = list(points["value"].reindex(axis))
        places = dict(zip(axis, _clear_of_line(known), strict=True))
        for part, periods in enumerate(_unbroken(points, axis)):
            shown = points.reindex(periods)
            ends = last in periods and label_ends
            text = [
                _end_label(name, row, len(lines)) if ends and p == last else doubt_mark(row)
                for p, row in zip(periods, rows_of(shown), strict=True)
            ]
            if ends:
                longest = max(longest, width(text[periods.index(last)]))
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers+text" if any(text) else "lines+markers",
                    "name": name,
                    "legendgroup": name,
                    "showlegend": part == 0,
                    "x": periods,
                    "y": values(shown["value"]),
                    "text": text if any(text) else None,
                    "textposition": [
                        "middle right" if ends and p == last else places[p] for p in periods
                    ],
                    "cliponaxis": False,
                    "connectgaps": False,
                    "line": {"color": colour, "width": 2.5},
                    "marker": _points(shown, colour),
                    **hover(shown.reset_index(), by),
                }
            )
    layout = base_layout(frame, legend=len(lines) > 1)
    layout["xaxis"] |= over(axis)
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
        left, right = column / across + 0.015, (column + 1) / across - 0.035
        top = 1 - row / down
        bottom = top - 1 / down
        n = "" if position == 0 else str(position + 1)
        shown = rows.set_index("period").reindex(axis)
        unit = rows["unit"].iloc[0]
        colour = colours.get(name, SERIES[position % len(SERIES)])
        places = dict(zip(axis, _clear_of_line(list(shown["value"])), strict=True))
        for periods in _unbroken(rows.set_index("period"), axis):
            part = shown.reindex(periods)
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers+text",
                    "name": name,
                    "x": periods,
                    "y": values(part["value"]),
                    "xaxis": f"x{n}",
                    "yaxis": f"y{n}",
                    "text": [
                        number(row["value"], row["decimals"]) + doubt_mark(row)
                        if pd.notna(row["value"])
                        else ""
                        for row in rows_of(part)
                    ],
                    "textposition": [places[period] for period in periods],
                    "textfont": {"size": 11},
                    "cliponaxis": False,
                    "connectgaps": False,
                    "line": {"color": colour, "width": 2.5},
                    "marker": _points(part, colour),
                    **hover(part.reset_index(), by),
                }
            )
        layout[f"xaxis{n}"] = plain_axis() | {
            "domain": [left, right],
            "anchor": f"y{n}",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": axis,
            "range": [-0.4, len(axis) - 0.6],
            "showgrid": False,
        }
        layout[f"yaxis{n}"] = plain_axis() | {
            "domain": [bottom + 34 * pixel, top - 40 * pixel],
            "anchor": f"x{n}",
            "visible": False,
            "range": padded(shown["value"], 0.3),
        }
        if shown["value"].isna().all():
            layout["annotations"].append(
                {
                    "text": GAP.get(rows["status"].iloc[-1], ""),
                    "x": len(axis) // 2,
                    "y": 0,
                    "xref": f"x{n}",
                    "yref": f"y{n}",
                    "showarrow": False,
                    "font": {"size": 12, "color": MUTED},
                }
            )
        layout["annotations"].append(
            {
                "text": wrap(f"{name}（{unit}）"),
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
        )
    return finished(traces, layout)


def _unbroken(points: pd.DataFrame, axis: Sequence[str]) -> list[list[str]]:
    """Cut the periods of a series before each break in series (status B)."""
    parts: list[list[str]] = [[]]
    for period in axis:
        if period in points.index and points.loc[period, "status"] == BREAK and parts[-1]:
            parts.append([])
        parts[-1].append(period)
    return parts


def _end_label(name: str, row: Mapping[str, Any], lines: int) -> str:
    if pd.isna(row["value"]):
        return ""
    value = number(row["value"], row["decimals"]) + doubt_mark(row)
    return f" {name} {value}" if 1 < lines and len(name) <= 4 else f" {value}"


def _points(shown: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Draw a doubtful value as a hollow point: visible in grey print as well."""
    symbols = ["circle-open" if status in DOUBTFUL else "circle" for status in shown["status"]]
    return {"size": 8, "color": colour, "symbol": symbols}


def _clear_of_line(values: list[float]) -> list[str]:
    """Put the label of a point below where the line comes down to it, above elsewhere."""
    places = []
    for position, value in enumerate(values):
        beside = values[max(0, position - 1) : position] + values[position + 1 : position + 2]
        known = [other for other in beside if pd.notna(other)]
        below = bool(known) and pd.notna(value) and value < sum(known) / len(known)
        places.append("bottom center" if below else "top center")
    return places


def padded(values: pd.Series, share: float) -> list[float] | None:
    """Return a range with room above the highest point and below the lowest, for labels too."""
    if values.isna().all():
        return None
    low, high = float(values.min()), float(values.max())
    room = (high - low) * share or abs(high) * share or 1.0
    return [low - room, high + room]
