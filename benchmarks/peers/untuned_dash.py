"""A Dash page as most people write one: one callback returns every figure whole.

``python -m benchmarks.peers.untuned_dash NAME ...`` serves the charts of these queries.
"""

import sys
from typing import Any

from dash import Dash, Input, Output, dcc, html

from benchmarks.peers import charts
from benchmarks.peers.ports import free_port

NAMES, YEARS = sys.argv[1:], charts.years()

app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1(charts.TITLE),
        dcc.RangeSlider(
            0,
            len(YEARS) - 1,
            step=1,
            value=[0, len(YEARS) - 1],
            marks=dict(enumerate(map(str, YEARS))),
            id="years",
        ),
        html.Div(
            [html.Div([html.H3(charts.title(name)), dcc.Graph(id=name)]) for name in NAMES],
            style={"display": "grid", "gridTemplateColumns": "1fr 1fr"},
        ),
    ]
)


@app.callback([Output(name, "figure") for name in NAMES], Input("years", "value"))
def update(ends: list[int]) -> list[dict[str, Any]]:
    first, last = (YEARS[end] for end in ends)
    return [charts.coloured(charts.draw(name, first, last)) for name in NAMES]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=free_port())
