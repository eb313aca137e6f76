"""A Dash page as somebody writes it who knows Dash well.

Figures are kept, and made without Plotly's template. A change sends only what is different in a
figure. The first figures come with the page's layout instead of a callback. Plotly is the part
that is published as cartesian, everything is packed, and waitress serves it.

``python -m benchmarks.peers.tuned_dash NAME ...`` serves the charts of these queries.
"""

import functools
import gzip
import sys
from typing import Any

import flask
import waitress
from dash import Dash, Input, Output, Patch, State, dcc, html, no_update

from benchmarks.peers import charts
from benchmarks.peers.ports import free_port
from dashboard.serve.browser_files import PLOTLY

NAMES, YEARS = sys.argv[1:], charts.years()
ALL = [0, len(YEARS) - 1]


@functools.cache
def figure(name: str, first: int, last: int) -> dict[str, Any]:
    return charts.coloured(charts.draw(name, YEARS[first], YEARS[last]), charts.LOOK)


app = Dash(__name__, assets_folder=str(PLOTLY.parent), update_title="")
app.config.assets_ignore = rf"^(?!{PLOTLY.name}$)"


@app.server.after_request
def pack(response: flask.Response) -> flask.Response:
    if response.status_code == 200:
        response.direct_passthrough = False
        response.set_data(packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


@functools.lru_cache(maxsize=64)
def packed(body: bytes) -> bytes:
    return gzip.compress(body, 6)


def page() -> html.Div:
    graphs = [
        html.Div(
            [
                html.H3(charts.title(name)),
                dcc.Graph(
                    id=name,
                    figure=(drawn := figure(name, *ALL)),
                    config={"displayModeBar": False},
                    style={"height": drawn["layout"]["height"]},
                ),
            ]
        )
        for name in NAMES
    ]
    return html.Div(
        [
            html.H1(charts.TITLE),
            dcc.RangeSlider(
                0,
                len(YEARS) - 1,
                step=1,
                value=ALL,
                marks=dict(enumerate(map(str, YEARS))),
                id="years",
            ),
            dcc.Store(id="drawn", data=ALL),
            html.Div(graphs, style={"display": "grid", "gridTemplateColumns": "1fr 1fr"}),
        ]
    )


app.layout = page


@app.callback(
    [Output(name, "figure") for name in NAMES],
    Output("drawn", "data"),
    Input("years", "value"),
    State("drawn", "data"),
    prevent_initial_call=True,
)
def update(ends: list[int], drawn: list[int]) -> list[Any]:
    return [*(change(figure(name, *drawn), figure(name, *ends)) for name in NAMES), ends]


def change(before: dict[str, Any], after: dict[str, Any]) -> Any:
    """Return what makes the one figure the other."""
    if before == after:
        return no_update
    patch = Patch()
    _put(patch, before, after)
    return patch


def _put(patch: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    for key in before.keys() - after.keys():
        del patch[key]
    for key, value in after.items():
        old = before.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            _put(patch[key], old, value)
        elif key == "data" and len(old or ()) == len(value):
            for place, (one, other) in enumerate(zip(old or (), value, strict=True)):
                _put(patch[key][place], one, other)
        elif value != old:
            patch[key] = value


if __name__ == "__main__":
    port = free_port()
    print(f"http://127.0.0.1:{port}", flush=True)
    waitress.serve(app.server, host="127.0.0.1", port=port, threads=8)
