"""Streams from where people come to where they go."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.wording import number, rows_of, series_name
from dashboard.render.charts.axes import base_layout, finished
from dashboard.render.charts.labels import hover, note, width, wrap
from dashboard.render.charts.parts import HEIGHT, SERIES, Colours, colour_of, values


def flow(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Streams from each period (a cohort) on the left to the members of ``by`` on the right.

    Names stand beside the streams, where Plotly would write them across.
    """
    frame = frame[frame["value"].fillna(0) > 0]
    records = rows_of(frame)
    names = pd.Series([series_name(row, by) for row in records], index=frame.index)
    left = frame.groupby("period", sort=False)["value"].sum()
    right = frame.groupby(names, sort=False)["value"].sum()
    cohorts, targets = list(left.index), list(right.index)
    shades = [colour_of(name, i, colours) for i, name in enumerate(targets)]
    unit = frame["unit"].iloc[0] if records else ""
    labels = [
        [f"{name}<br><b>{number(value, 0)}</b> {unit}" for name, value in sums.items()]
        for sums in (left, right.rename(lambda name: wrap(name, 6)))
    ]
    height, pad = max(HEIGHT, 60 * len(cohorts) + 40), 26
    room = height - 40
    scale = (room - pad * (max(len(left), len(right)) - 1)) / (left.sum() or 1)
    middles = [_middles([v * scale for v in sums], pad, room) for sums in (left, right)]
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [""] * (len(cohorts) + len(targets)),
            "x": [0.001] * len(cohorts) + [0.999] * len(targets),
            "y": [*middles[0], *middles[1]],
            "customdata": [*labels[0], *labels[1]],
            "color": [SERIES[9]] * len(cohorts) + shades,
            "pad": pad,
            "thickness": 16,
            "line": {"width": 0},
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [cohorts.index(period) for period in frame["period"]],
            "target": [len(cohorts) + targets.index(name) for name in names],
            "value": values(frame["value"]),
            "color": [shades[targets.index(name)] for name in names],
            "customdata": hover(frame, by)["hovertext"],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    layout = base_layout(legend=False)
    widths = [
        max((width(line) for t in side for line in t.split("<br>")), default=0) for side in labels
    ]
    layout["height"] = height
    layout["margin"] = {"l": widths[0] + 16, "r": widths[1] + 16, "t": 20, "b": 20}
    layout["annotations"] = [
        note(
            text,
            *(side, 1 - middle),
            xref="paper",
            yref="paper",
            xanchor="left" if side else "right",
            align="left" if side else "right",
            xshift=8 if side else -8,
        )
        for side in (0, 1)
        for text, middle in zip(labels[side], middles[side], strict=True)
    ]
    return finished([trace], layout)


def _middles(heights: list[float], pad: float, room: float) -> list[float]:
    """Stack nodes of these heights in the middle of the room; return their centres from the top."""
    top = (room - sum(heights) - pad * (len(heights) - 1)) / 2
    centres = []
    for height in heights:
        centres.append((top + height / 2) / room)
        top += height + pad
    return centres
