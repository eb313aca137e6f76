"""What falls on which month."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.wording import rows_of
from dashboard.render.charts.axes import base_layout, finished, names_axis
from dashboard.render.charts.labels import doubt_mark
from dashboard.render.charts.parts import INSIDE, RAMP, Colours, upon


def heatmap(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """How many of ``by`` fall on each ``grouping`` (the school calendar: month by mode)."""
    across = list(dict.fromkeys(frame["grouping"]))
    down = list(dict.fromkeys(frame[by]))
    cells = {(r["grouping"], r[by]): r for r in rows_of(frame)}
    grid = [[cells.get((x, y)) for x in across] for y in down]
    most = int(frame["value"].max())
    trace = {
        "type": "heatmap",
        "x": across,
        "y": down,
        "z": [[cell["value"] if cell else None for cell in row] for row in grid],
        "text": [
            [f"{int(cell['value'])}{doubt_mark(cell, INSIDE)}" if cell else "" for cell in row]
            for row in grid
        ],
        "texttemplate": "%{text}",
        "hovertext": [
            [
                f"<b>{cell['grouping']} · {cell[by]}</b><br>{cell['items'].replace('；', '<br>')}"
                if cell
                else ""
                for cell in row
            ]
            for row in grid
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
        "textfont": {"color": upon(RAMP[5])},  # what can be read on the deepest can on all
        "colorscale": [[0, RAMP[1]], [1, RAMP[5]]],
        "zmin": 1,
        "zmax": max(most, 2),
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
    }
    layout = base_layout(legend=False)
    layout["height"] = 80 + 42 * len(down)
    layout["xaxis"] |= {"type": "category", "showgrid": False, "side": "top"}
    layout["yaxis"] |= names_axis()
    layout["margin"]["t"] = 34
    return finished([trace], layout)
