"""The charts of a page of ours for the pages of others: the same queries, the same pictures."""

import json
import tomllib
from typing import Any

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from dashboard.paths import ROOT
from dashboard.query import connection, question
from dashboard.query.question import Scope
from dashboard.render import charts, panes
from dashboard.render.charts.parts import INK, MUTED

TITLE = "Charts"
_THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]["light"]
_PALETTE = [*_THEME["chartCategoricalColors"], *_THEME["chartSequentialColors"]]
_CODES = {f"#{n:06d}": colour for n, colour in enumerate(_PALETTE, 1)} | {
    MUTED: _THEME["grayTextColor"],
    INK: _THEME["textColor"],
}
_AXIS = {"gridcolor": _THEME["borderColor"], "automargin": True}
_EMPTY = 260  # pixels of a chart without figures
# What serve/browser/chart.js makes of Streamlit's theme.
LOOK = {
    "layout": {
        "font": {"family": "sans-serif", "size": 11, "color": _THEME["grayTextColor"]},
        "xaxis": {**_AXIS, "showgrid": False, "zeroline": False},
        "yaxis": _AXIS,
    }
}


def years() -> list[int]:
    return [int(year) for year in question.run("years")["year"]]


def title(name: str) -> str:
    return question.load(name).title


def draw(name: str, first: int, last: int) -> go.Figure:
    """Ask a query and make a chart of its answer; nothing is kept."""
    query, scope = question.load(name), Scope(first, last).parameters()
    bound = {key: value for key, value in scope.items() if key in query.parameters}
    frame = connection.current().cursor().execute(query.sql, bound).df()
    if frame.empty:
        return go.Figure(layout={"height": _EMPTY})
    return charts.KINDS[query.chart[0]](frame, panes.split(query), {})


def coloured(figure: go.Figure, template: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a figure as a browser takes it, in the colours that ours would have there."""
    text = to_json_plotly(figure)
    for code, colour in _CODES.items():
        text = text.replace(code, colour)
    drawn: dict[str, Any] = json.loads(text)
    if template is not None:
        drawn["layout"]["template"] = template
    return drawn
