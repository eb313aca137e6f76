"""Dots with what chance leaves open: rates and means of groups of people, beside each other."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import NO_NUMBER
from dashboard.contract.period import period_axis
from dashboard.contract.wording import rows_of, series_name
from dashboard.render.charts.axes import base_layout, below, finished
from dashboard.render.charts.labels import hover, label, note, wrap
from dashboard.render.charts.parts import (
    GREY,
    MUTED,
    Colours,
    colour_of,
    padded,
    series,
    values,
)

WHOLE = "全校"
_WHOSE = "whose"  # the column that tells the dots of a line apart
_SLOT, _LINE, _DOT = 36, 15, 13  # pixels of a line with a label, of a line of text, of a dot
_WIDE = 12  # letters of a name before it is broken


def intervals(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """A line for each of ``by`` (majors, groups, classes, items), a dot in it for each major.

    A rate has its interval drawn through it (columns ``lowest``, ``highest``). The whole school is
    grey and, where each line has one dot, a dotted line through all of them. What is kept back is
    written where its dot would be, or where there are several in a line, below the chart.
    """
    frame = frame[frame["period"].isin(period_axis(frame["period"])[-1:])]
    names = list(dict.fromkeys(series_name(row, by) for row in rows_of(frame)))
    alone = len(names) == len(frame)
    lines = series(frame, _WHOSE)
    written = [wrap(name, _WIDE) for name in names]
    slot = max(
        _SLOT if alone else _DOT * (len(lines) + 1),
        *(_LINE * (1 + name.count("<br>")) for name in written),
    )
    traces = []
    for position, (name, rows) in enumerate(lines):
        colour = GREY if name == WHOLE else colour_of(name, position, colours)
        # Numbers, as dots that share a line stand a little above each other.
        off = 0 if alone else (position - (len(lines) - 1) / 2) * _DOT / slot
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text" if alone else "markers",
                "name": name,
                "x": values(rows["value"]),
                "y": [names.index(series_name(row, by)) + off for row in rows_of(rows)],
                "marker": {
                    "color": colour,
                    "size": 10,
                    "symbol": "diamond" if name == WHOLE else "circle",
                },
                "error_x": _reach(rows, colour),
                "text": [label(row) for row in rows_of(rows)] if alone else None,
                "textposition": "top center",
                "textfont": {"size": 11},
                "cliponaxis": False,
                **hover(rows, by),
            }
        )
    layout = base_layout(legend=len(lines) > 1 and by != _WHOSE)
    layout["height"] = 90 + slot * len(names)
    known = pd.concat([frame["value"], frame["lowest"], frame["highest"]])
    reach = padded(known.astype(float), 0.06) or [0.0, 1.0]
    begins = ["横轴不从 0 起"] if reach[0] > 0 else []
    layout["xaxis"] |= below(period_axis(frame["period"]), frame, *begins)
    layout["xaxis"] |= {"range": reach, "showgrid": True, "nticks": 5, "tickformat": ","}
    layout["yaxis"] |= {
        "range": [len(names) - 0.4, -0.7],
        "tickvals": [*range(len(names))],
        "ticktext": written,
        "showgrid": True,
    }
    if alone:
        layout["shapes"] = _through(frame)
        layout["annotations"] = [
            note(
                NO_NUMBER[row["status"]],
                reach[0],
                names.index(series_name(row, by)),
                xanchor="left",
                font={"color": MUTED},
            )
            for row in rows_of(frame)
            if row["status"] in NO_NUMBER
        ]
    return finished(traces, layout)


def _reach(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Return how far the interval of each dot reaches to both sides."""
    return {
        "type": "data",
        "symmetric": False,
        "array": values(rows["highest"] - rows["value"]),
        "arrayminus": values(rows["value"] - rows["lowest"]),
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def _through(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Draw the whole school's value through all lines, where it is one."""
    whole = frame.loc[frame[_WHOSE] == WHOLE, "value"].dropna()
    if len(whole) != 1:
        return []
    at = float(whole.iloc[0])
    stroke = {"color": GREY, "width": 1, "dash": "dot"}
    return [{"type": "line", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": stroke}]
