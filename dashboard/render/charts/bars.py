"""Lying bars: the members of a group."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import NO_NUMBER
from dashboard.contract.period import period_axis
from dashboard.contract.wording import rows_of, series_name
from dashboard.render.charts.axes import base_layout, below, finished, names_axis
from dashboard.render.charts.labels import doubt_mark, hover, label, note, wrap
from dashboard.render.charts.parts import (
    GREY,
    INK,
    MUTED,
    RAMP,
    SERIES,
    Colours,
    is_remainder,
    series,
    values,
)

_MANY = 12  # members of a group, beyond which they stand closer
_NEXT = 5  # the strongest step of the ramp that is paler than the newest period
_STEPS, _PALEST = 5, 0.4  # periods that are told apart, and how strong the oldest of them is


def bars(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Horizontal bars, one for each member of ``by``, grouped by period where there are several."""
    axis = period_axis(frame["period"])
    names = list(dict.fromkeys(series_name(row, by) for row in rows_of(frame)))
    # Where the name of a bar says when, bars need no further telling apart.
    dated = all(row["period"] in series_name(row, by) for row in rows_of(frame))
    single = len(axis) == 1 or dated
    groups = [("", frame)] if single else list(series(frame, "period"))
    groups.sort(key=lambda group: axis.index(group[0]) if group[0] else 0)
    palest = max(0, min(3, 7 - len(groups)))
    traces: list[dict[str, Any]] = []
    for position, (period, rows) in enumerate(groups):
        labels = [series_name(row, by) for row in rows_of(rows)]
        # The newest period in full colour, those before it paler; majors keep their own.
        newest = position == len(groups) - 1
        own = colours | ({"全校": GREY} if by == "major" else {})
        own |= {name: GREY for name in labels if is_remainder(name)}
        plain = SERIES[0] if newest else RAMP[min(palest + position, _NEXT)]
        # Bars in the colours of majors do not show what stands for the period: a swatch does, in
        # no major's colour and as strong as the bars of the period.
        swatch = not single and by == "major"
        if swatch:
            # Of the whole trace: a legend takes no notice of how strong its bars are.
            drawn = {
                "x": [None],
                "y": [wrap(names[0])],
                "marker": {"color": MUTED},
                "hoverinfo": "skip",
            }
            step = {"opacity": _step(position, len(groups))}
            traces.append(_trace(period) | drawn | step)
        traces.append(
            _trace(period)
            | {
                "showlegend": not swatch,
                "y": [wrap(name) for name in labels],
                "x": values(rows["value"]),
                "marker": {
                    "color": [own.get(name, plain) for name in labels],
                    "opacity": [
                        _step(position, len(groups)) if name in own else 1 for name in labels
                    ],
                },
                # Opacities of their own make Plotly stumble over a click unless this is given.
                "selected": {"textfont": {"color": INK}},
                "unselected": {"textfont": {"color": MUTED}},
                "text": [label(row) for row in rows_of(rows)],
                "textposition": "outside",
                "cliponaxis": False,
                **hover(rows, by),
            }
        )
    layout = base_layout(legend=not single)
    slot = 30 if single else 18 * len(axis) + 14
    if len(names) > _MANY:
        slot = 22 if single else 14 * len(axis) + 8
    layout["height"] = max(120, 70 + len(names) * slot)
    # Of when the bars are a legend says where there are several periods.
    if under := below(axis if single and not dated else [], frame):
        layout["xaxis"] |= under
        layout["height"] += 20
    layout |= {"bargap": 0.3, "bargroupgap": 0 if single else 0.1}
    layout |= {"annotations": _gaps(frame, by, [] if single else axis, slot)}
    layout["yaxis"] |= names_axis() | {
        "categoryorder": "array",
        "categoryarray": [wrap(name) for name in names],
    }
    layout["xaxis"] |= {"showgrid": True, "rangemode": "tozero", "nticks": 5, "tickformat": ","}
    # Where all are nought an axis would count halves.
    layout["xaxis"] |= {"showticklabels": bool((frame["value"] > 0).any())}
    layout["margin"]["r"] = 56
    return finished(traces, layout)


def _step(position: int, periods: int) -> float:
    """Say how strong the bars of a period are: the newest full, each before it a step paler."""
    steps = min(periods, _STEPS) - 1
    back = min(periods - 1 - position, steps)
    return 1 - (1 - _PALEST) * back / steps if steps else 1


def _trace(period: str) -> dict[str, Any]:
    """Begin the bars of a period; a swatch for the legend takes no room beside them."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": period,
        "legendgroup": period,
        "offsetgroup": period,
    }


def _gaps(frame: pd.DataFrame, by: str, axis: Sequence[str], slot: float) -> list[dict[str, Any]]:
    """Write in words where a bar is missing; Plotly puts no text to a bar that is not there."""
    middle, thickness = (len(axis) - 1) / 2, slot * 0.7 / (len(axis) or 1)
    return [
        note(
            NO_NUMBER[row["status"]] + doubt_mark(row),
            *(0, wrap(series_name(row, by))),
            xanchor="left",
            yshift=(middle - axis.index(row["period"])) * thickness if axis else 0,
            font={"color": MUTED},
        )
        for row in rows_of(frame)
        if row["status"] in NO_NUMBER
    ]
