"""A small chart for each series, whose units or sizes would tangle in one."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import DIRECTION, NO_NUMBER
from dashboard.contract.period import period_axis
from dashboard.contract.wording import rows_of
from dashboard.render.charts.axes import base_layout, finished, is_lower_better, plain_axis
from dashboard.render.charts.columns import OVER_IT, upright
from dashboard.render.charts.labels import doubt_mark, label, note, width, wrap
from dashboard.render.charts.lines import STEP, clear_of_line, point_label, run, unbroken
from dashboard.render.charts.parts import (
    FEW,
    FEW_GAP,
    HEIGHT,
    MUTED,
    Colours,
    colour_of,
    padded,
    series,
)

_ROOM = 4  # periods that a small chart can name on a phone
_ACROSS, _UP, _LINE = 130, 60, 13  # pixels there: of its lines, and of a line of text


def small_multiples(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """A small chart each, with an axis of its own: series whose units or sizes would tangle."""
    axis = period_axis(frame["period"])
    lines = series(frame, by)
    across = min(2, len(lines))  # not more, so that the titles find room on a phone
    down = -(-len(lines) // across)
    layout = base_layout(legend=False)
    layout["height"] = max(HEIGHT, 60 + 170 * down)
    pixel = 1 / (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    layout["annotations"] = []
    layout["bargap"] = FEW_GAP if len(axis) < FEW else 0.4
    del layout["xaxis"], layout["yaxis"]
    traces = []
    for position, (name, rows) in enumerate(lines):
        row, column = divmod(position, across)
        n = "" if position == 0 else str(position + 1)
        points = rows.set_index("period")
        shown = points.reindex(axis)
        is_step = shown["value"].count() <= STEP
        drawn = (_bars if is_step else _lines)(points, axis, by, colour_of(name, position, colours))
        traces += [trace | {"name": name, "xaxis": f"x{n}", "yaxis": f"y{n}"} for trace in drawn]
        left, top = column / across + 0.015, 1 - row / down
        layout[f"xaxis{n}"] = _small_axis(axis) | {
            "domain": [left, (column + 1) / across - 0.035],
            "anchor": f"y{n}",
        }
        layout[f"yaxis{n}"] = plain_axis() | {
            "domain": [top - 1 / down + 34 * pixel, top - 40 * pixel],
            "anchor": f"x{n}",
            "visible": False,
            "range": _from_nought(shown["value"]) if is_step else padded(shown["value"], 0.3),
        }
        if shown["value"].isna().all():
            # Why there is nothing in it.
            gap = NO_NUMBER.get(rows["status"].iloc[-1], "")
            at = {"xref": f"x{n}", "yref": f"y{n}", "font": {"color": MUTED}}
            layout["annotations"].append(note(gap, len(axis) // 2, 0, **at))
        told = f"，{DIRECTION['down']}" if is_lower_better(rows) else ""
        title = wrap(f"{name}（{rows['unit'].iloc[0]}{told}）", 10)
        at = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
        layout["annotations"].append(note(title, left, top, align="left", **at))
    return finished(traces, layout)


def _lines(points: pd.DataFrame, axis: list[str], by: str, colour: str) -> list[dict[str, Any]]:
    places = clear_of_line(points["value"].reindex(axis))
    named = _with_room(points, axis, places)
    return [
        run(part, by, "", colour)
        | {
            "mode": "lines+markers+text",
            "text": [
                (point_label if period in named else doubt_mark)(point)
                for period, point in zip(periods, rows_of(part), strict=True)
            ],
            "textposition": [places[period] for period in periods],
            "textfont": {"size": 11},
        }
        for periods in unbroken(points, axis)
        for part in [points.reindex(periods)]
    ]


def _with_room(points: pd.DataFrame, axis: list[str], places: dict[str, str]) -> set[str]:
    """Choose the periods whose values find room on a phone: the ends first, then the extremes."""
    known = points[points["value"].notna()]
    values = known["value"]
    ordered = sorted(known.index, key=axis.index)
    first = [*ordered[-1:], *ordered[:1], values.idxmax(), values.idxmin(), *ordered]
    span = (values.max() - values.min()) or 1.0
    labels: dict[str, tuple[float, float, float]] = {}
    for period in dict.fromkeys(first):
        above = _LINE if places[period].startswith("top") else -_LINE
        x = _ACROSS * axis.index(period) / len(axis)
        y = _UP * float(values[period]) / span + above
        wide = width(point_label(rows_of(known.loc[[period]])[0]))
        if all(
            abs(x - one) >= (wide + other) / 2 or abs(y - high) >= _LINE
            for one, high, other in labels.values()
        ):
            labels[period] = x, y, wide
    return {*labels}


def _bars(points: pd.DataFrame, axis: list[str], by: str, colour: str) -> list[dict[str, Any]]:
    """Draw no more than two values: a line between them is as steep as one likes."""
    shown = points.reindex(axis)
    text = [label(row) for row in rows_of(shown)]
    return [upright(shown, by, "", colour) | OVER_IT | {"text": text, "textfont": {"size": 11}}]


def _from_nought(values: pd.Series) -> list[float]:
    known = [0.0, *values.dropna()]
    return [1.3 * min(known), 1.3 * (max(known) or 1)]


def _small_axis(axis: Sequence[str]) -> dict[str, Any]:
    """Lay periods along a small axis, by their years; of many only the ends are named, for phones.

    Left to itself the browser turns them on end, over the title of the chart below.
    """
    named: dict[str, Any] = {}
    alike = len({period[4:] for period in axis}) == 1
    if alike or len(axis) > _ROOM:
        shown = axis if len(axis) <= _ROOM else [axis[0], axis[-1]]
        texts = [*(period[:4] if alike else period for period in shown[:-1]), shown[-1]]
        named = {"tickvals": list(shown), "ticktext": texts, "tickangle": 0}
    return plain_axis() | {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": axis,
        "range": [-0.6, len(axis) - 0.4],
        "showgrid": False,
        **named,
    }
