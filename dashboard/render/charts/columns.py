"""Upright bars: amounts of each period."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.period import period_axis
from dashboard.contract.wording import rows_of
from dashboard.render.charts.axes import base_layout, finished, over
from dashboard.render.charts.labels import doubt_mark, hover, upright_label
from dashboard.render.charts.parts import FEW, FEW_GAP, Colours, colour_of, series, values

_NARROW = 10  # bars abreast, in a chart of half the width of a page


def columns(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Upright bars over the periods: amounts that start again every year (funds, people)."""
    axis = period_axis(frame["period"])
    lines = series(frame, by)
    # Numbers over bars this narrow would be left out here and there; the signs find room.
    alone = not frame["period"].duplicated().any()  # one bar a period stands in the middle
    abreast = len(axis) * (1 if alone else len(lines))
    written = doubt_mark if abreast > _NARROW else upright_label
    traces = []
    for position, (name, rows) in enumerate(lines):
        shown = rows.set_index("period").reindex(axis)
        traces.append(
            upright(shown, by, name, colour_of(name, position, colours))
            | {
                "text": [written(row) for row in rows_of(shown)],
                "textposition": "outside",
                "cliponaxis": False,
            }
        )
    layout = base_layout(legend=len(lines) > 1)
    layout |= {"bargap": FEW_GAP if abreast < FEW else 0.4, "bargroupgap": 0.08}
    # On a phone a label that will not fit is left to the hover text rather than made unreadable.
    layout["uniformtext"] = {"minsize": 8, "mode": "hide"}
    if alone:
        layout["barmode"] = "overlay"
    layout["xaxis"] |= over(axis)
    layout["yaxis"] |= {"rangemode": "tozero"}
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
