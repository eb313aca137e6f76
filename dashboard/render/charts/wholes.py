"""Bars of 100 %: how a whole divides."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import KEPT_BACK
from dashboard.contract.period import period_axis
from dashboard.contract.wording import rows_of
from dashboard.render.charts.axes import base_layout, below, finished, names_axis, over
from dashboard.render.charts.columns import upright
from dashboard.render.charts.kept_back import HATCHED, with_kept_back
from dashboard.render.charts.labels import hover, label, note, upright_label, wrap
from dashboard.render.charts.parts import (
    FEW,
    FEW_GAP,
    GREY,
    INSIDE,
    MUTED,
    RAMP,
    SERIES,
    WARN,
    Colours,
    colour_of,
    graded,
    series,
    upon,
)

WITHIN = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}


def share_bars(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Bars of 100 %: how a whole divides in each period. Values are percentages as printed."""
    # Shares as printed may add up to more than 100, and nothing of them is cut off.
    frame = with_kept_back(frame, by)
    top = max(100.5, _tallest(frame))
    return _stacked(frame, by, colours, top, {"range": [0, top], "ticksuffix": "%"})


def stacks(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Bars of counts, one a period and no two added up: how many, and how they divide."""
    return _stacked(frame, by, colours, _tallest(frame), {"rangemode": "tozero"})


def _tallest(frame: pd.DataFrame) -> float:
    return float(frame.groupby("period")["value"].sum().max())


def _stacked(
    frame: pd.DataFrame, by: str, colours: Colours, top: float, upwards: dict[str, Any]
) -> go.Figure:
    axis = period_axis(frame["period"])
    lines = series(frame, by)
    own = graded(frame, [name for name, _ in lines if name != KEPT_BACK]) | colours
    traces = []
    for position, (name, rows) in enumerate(lines):
        shown = rows.set_index("period").reindex(axis)
        colour = colour_of(name, position, own)
        traces.append(
            upright(shown, by, name, colour)
            | WITHIN
            | {"text": [_inside(row, 100 * row["value"] / (top or 1)) for row in rows_of(shown)]}
            | {"insidetextfont": {"color": upon(colour)}}
        )
        if name == KEPT_BACK:  # hatched; the ground of letters on it would be the page's
            traces[-1] |= {"marker": {"color": colour} | HATCHED, "text": [""] * len(axis)}
    layout = base_layout(legend=True)
    layout |= {"barmode": "stack", "bargap": FEW_GAP if len(axis) < FEW else 0.2}
    layout["xaxis"] |= over(axis)
    layout["yaxis"] |= upwards
    return finished(traces, layout)


def _inside(row: dict[str, Any], room: float) -> str:
    """Write in a part what it is, as its ``room`` (% of the height) allows: on one line, on two."""
    if pd.isna(row["value"]) or room < 5:
        return ""
    return (upright_label if room >= 15 else label)(row, INSIDE)


def shares(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Lying bars of 100 %, one for each indicator and period: how counts divide by ``by``.

    Labels are the counts themselves. A whole without any count says that it has none.
    """
    axis = period_axis(frame["period"])
    when = "<br>" + frame["period"] if len(axis) > 1 else ""  # never two years in one bar
    frame = frame.assign(whole=frame["indicator_name"].map(lambda name: wrap(name, 14)) + when)
    wholes = series(frame, "whole")
    names = [name for name, _ in wholes]
    totals = {name: rows["value"].sum() for name, rows in wholes}
    lines = series(frame, by)
    # What is filled in and what is not has one colour wherever it is shown.
    fixed = {"已填": SERIES[0], "已填但存疑": RAMP[3], "未填": WARN, "不适用": GREY}
    traces = []
    for position, (name, rows) in enumerate(lines):
        colour = colour_of(name, position, fixed | colours)
        records = [row for row in rows_of(rows) if totals[row["whole"]]]
        parts = [row["value"] / totals[row["whole"]] * 100 for row in records]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": [row["whole"] for row in records],
                "x": parts,
                "marker": {"color": colour},
                "insidetextfont": {"color": upon(colour)},
                "text": [
                    label(row, INSIDE) if part >= 3 else ""
                    for row, part in zip(records, parts, strict=True)
                ],
                **WITHIN,
                **hover(pd.DataFrame(records, columns=frame.columns), by),
            }
        )
    layout = base_layout(legend=len(lines) > 1)
    # On a phone the legend takes a line a member, and no more than half of the height.
    layout["height"] = max(100 + 30 * len(names), 100 + 28 * len(lines))
    layout |= {"barmode": "stack", "bargap": 0.28}
    layout["yaxis"] |= names_axis() | {"categoryorder": "array", "categoryarray": names}
    layout["xaxis"] |= {"range": [0, 100], "ticksuffix": "%", "nticks": 6} | below(axis)
    layout["annotations"] = [
        note("没有数字", 0, name, xanchor="left", font={"color": MUTED})
        for name, total in totals.items()
        if not total
    ]
    return finished(traces, layout)
