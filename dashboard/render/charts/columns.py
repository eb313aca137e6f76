"""Upright bars: amounts of each period."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.period import period_axis
from dashboard.contract.wording import marked, rows_of
from dashboard.render.charts.axes import base_layout, below, finished, over
from dashboard.render.charts.labels import doubt_mark, hover, label, upright_label, width
from dashboard.render.charts.parts import FEW, FEW_GAP, Colours, colour_of, graded, series, values

_ROOM = 250  # pixels, in a chart abreast of another on a small screen, and on a phone
_SMALLEST = 0.7  # what Plotly makes of a label at the least; what is smaller it leaves out
_THINNEST = 6.5  # pixels of a bar that a label on end still finds room over
OVER_IT = {"textposition": "outside", "cliponaxis": False}
_ON_END = {"textangle": -90, "constraintext": "none", "textfont": {"size": 10}}


def columns(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Upright bars over the periods: amounts that start again every year (funds, people).

    Where numbers would not fit over their bars they stand on end.
    """
    axis = period_axis(frame["period"])
    lines = series(frame, by)
    alone = not frame["period"].duplicated().any()  # one bar a period stands in the middle
    abreast = len(axis) * (1 if alone else len(lines))
    longest = max(width(marked(row)) for row in rows_of(frame))
    on_end = longest * _SMALLEST > 0.6 * _ROOM / abreast
    gap = 0.2 if on_end else FEW_GAP if abreast < FEW else 0.4
    written = label if on_end else upright_label
    if (1 - gap) * _ROOM / abreast < _THINNEST:
        written = doubt_mark
    own = graded(frame, [name for name, _ in lines]) | colours
    traces = []
    for position, (name, rows) in enumerate(lines):
        shown = rows.set_index("period").reindex(axis)
        traces.append(
            upright(shown, by, name, colour_of(name, position, own))
            | {"text": [written(row) for row in rows_of(shown)]}
            | OVER_IT
            | (_ON_END if on_end else {})
        )
    layout = base_layout(legend=len(lines) > 1)
    layout |= {"bargap": gap, "bargroupgap": 0.08}
    if alone:
        layout["barmode"] = "overlay"
    layout["xaxis"] |= over(axis) | below([], frame)
    layout["yaxis"] |= {"rangemode": "tozero"}
    if on_end and (frame["value"] > 0).any():  # as high as the labels over the bars
        layout["yaxis"] |= {"range": [min(0, frame["value"].min()), 1.25 * frame["value"].max()]}
    return finished(traces, layout)


def upright(shown: pd.DataFrame, by: str, name: str, colour: str) -> dict[str, Any]:
    """Return a series of upright bars, a row a period."""
    return {
        "type": "bar",
        "name": name,
        "x": list(shown.index),
        "y": values(shown["value"]),
        "marker": {"color": colour},
        "textangle": 0,
        **hover(shown.reset_index(), by),
    }
