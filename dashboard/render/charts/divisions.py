"""Lying bars of 100 %: how each of several groups divides, beside each other."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import KEPT_BACK
from dashboard.contract.period import period_axis
from dashboard.contract.wording import rows_of
from dashboard.render.charts.axes import base_layout, below, finished, names_axis
from dashboard.render.charts.kept_back import HATCHED, with_kept_back
from dashboard.render.charts.labels import hover, label, wrap
from dashboard.render.charts.parts import (
    INSIDE,
    Colours,
    colour_of,
    graded,
    series,
    upon,
    values,
)
from dashboard.render.charts.wholes import WITHIN

_ROOM, _WIDE = 6, 10  # % of the width that a label takes; letters of a name before it is broken


def divided(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Lying bars of 100 %, one for each major: shares of the newest period, as they are given."""
    axis = period_axis(frame["period"])[-1:]
    frame = with_kept_back(frame[frame["period"].isin(axis)], by)
    names = list(dict.fromkeys(frame["whose"]))
    lines = series(frame, by)
    own = graded(frame, [name for name, _ in lines if name != KEPT_BACK]) | colours
    traces = []
    for position, (name, rows) in enumerate(lines):
        colour = colour_of(name, position, own)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": [wrap(one, _WIDE) for one in rows["whose"]],
                "x": values(rows["value"]),
                "marker": {"color": colour} | (HATCHED if name == KEPT_BACK else {}),
                "insidetextfont": {"color": upon(colour)},
                "text": [
                    label(row, INSIDE) if (row["value"] or 0) >= _ROOM and name != KEPT_BACK else ""
                    for row in rows_of(rows)
                ],
                **WITHIN,
                **hover(rows, by),
            }
        )
    layout = base_layout(legend=True)
    layout["height"] = max(100 + 32 * len(names), 100 + 28 * len(lines))
    layout |= {"barmode": "stack", "bargap": 0.28}
    layout["yaxis"] |= names_axis() | {
        "categoryorder": "array",
        "categoryarray": [wrap(one, _WIDE) for one in names],
    }
    layout["xaxis"] |= {"range": [0, 100.5], "ticksuffix": "%", "nticks": 6} | below(axis)
    return finished(traces, layout)
