"""The axes of a chart, and what else its layout shares with those of all others."""

import re
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.render.charts.letters import written
from dashboard.render.charts.parts import HEIGHT, INK


def over(axis: Sequence[str]) -> dict[str, Any]:
    """Lay periods along an axis as categories; terms stand over their year, written once."""
    layout = {"type": "category", "categoryorder": "array", "categoryarray": list(axis)}
    parts = [re.fullmatch(r"(\d{4}学?年)(\D+)", period) for period in axis]
    terms = [(part[1], part[2]) for part in parts if part]
    if len(terms) < len(axis):
        return layout
    texts = [
        f"{term}<br>{year}" if i == 0 or terms[i - 1][0] != year else term
        for i, (year, term) in enumerate(terms)
    ]
    return layout | {"tickvals": list(axis), "ticktext": texts, "tickangle": 0}


def only(axis: Sequence[str]) -> dict[str, Any]:
    """Name under an axis of values the one period that all of them are of."""
    if len(axis) != 1:
        return {}
    return {"title": {"text": axis[0], "font": {"size": 12, "color": INK}}}


def plain_axis() -> dict[str, Any]:
    return {
        "title": None,
        "fixedrange": False,
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": INK},  # Streamlit's own grey is too pale for small text
    }


def names_axis() -> dict[str, Any]:
    """An axis of names, read from top to bottom, none left out."""
    return {
        "type": "category",
        "autorange": "reversed",
        "dtick": 1,  # else Plotly leaves out labels of two lines
        "showgrid": False,
        "automargin": True,
    }


def base_layout(*, legend: bool) -> dict[str, Any]:
    return {
        "height": HEIGHT,
        "margin": {"l": 8, "r": 16, "t": 40 if legend else 16, "b": 8},
        "font": {"color": INK},
        "showlegend": legend,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "xanchor": "left",
            "yanchor": "bottom",
            "title": {"text": ""},
            "traceorder": "normal",
        },
        "hoverlabel": {"align": "left"},
        "hovermode": "closest",
        "dragmode": "zoom",
        "xaxis": plain_axis() | {"showgrid": False},
        "yaxis": plain_axis() | {"tickformat": ",", "nticks": 6},
    }


def finished(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    return go.Figure({"data": written(traces), "layout": {**written(layout), "template": {}}})
