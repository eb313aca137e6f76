"""The axes of a chart, and what else its layout shares with those of all others."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import DIRECTION
from dashboard.render.charts.letters import written
from dashboard.render.charts.parts import HEIGHT, INK

_MANY = 3  # periods that find room with all their names
_WIDE = 50  # pixels, beyond which what stands beside an axis leaves it little room
_MOST = 6  # years that find room with their numbers; of more, every other one


def over(axis: Sequence[str], beside: int = 0) -> dict[str, Any]:
    """Lay periods along an axis as categories; terms stand over their year, written once.

    ``beside``: pixels that what stands beside the axis takes of its room.
    """
    layout = {"type": "category", "categoryorder": "array", "categoryarray": list(axis)}
    if len(axis) > _MANY and len({period[4:] for period in axis}) == 1:
        # What all of them are is said once, so that they stand upright on a phone, too.
        step = 1 if len(axis) <= (_MANY if beside > _WIDE else _MOST) else 2
        named = list(axis)[::-step][::-1]
        texts = [*(period[:4] for period in named[:-1]), axis[-1]]
        return layout | {"tickvals": named, "ticktext": texts, "tickangle": 0}
    parts = [re.fullmatch(r"(\d{4}学?年)(\D+)", period) for period in axis]
    terms = [(part[1], part[2]) for part in parts if part]
    if len(terms) < len(axis):
        return layout
    short = len(axis) > _MOST  # what a phone has room for: 春, and no 第一学期
    named = [term.removesuffix("季") if short else term for _, term in terms]
    if max(map(len, named)) > 1 and short:
        named = [""] * len(named)
    texts = [
        f"{term}<br>{year}" if i == 0 or terms[i - 1][0] != year else term
        for i, ((year, _), term) in enumerate(zip(terms, named, strict=True))
    ]
    return layout | {"tickvals": list(axis), "ticktext": texts, "tickangle": 0}


def below(axis: Sequence[str], frame: pd.DataFrame | None = None, *more: str) -> dict[str, Any]:
    """Say under an axis the one period of all its values, that lower is better if all are, more."""
    words = [*axis] if len(axis) == 1 else []
    if frame is not None and is_lower_better(frame):
        words.append(DIRECTION["down"])
    words += more
    if not words:
        return {}
    return {"title": {"text": " · ".join(words), "font": {"size": 12, "color": INK}}}


def is_lower_better(rows: pd.DataFrame) -> bool:
    return "direction" in rows and bool((rows["direction"] == "down").all())


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
