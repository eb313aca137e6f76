"""Values beside the standards they have to meet."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import GAP, OPERATOR, STANDINGS
from dashboard.contract.period import period_axis
from dashboard.contract.units import behind
from dashboard.contract.wording import rows_of, series_name
from dashboard.render.charts.axes import base_layout, finished, names_axis, only
from dashboard.render.charts.labels import doubt_mark, hover, label, note, width, wrap
from dashboard.render.charts.parts import MUTED, SERIES, WARN, Colours


def bullet(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Each value beside its standard, both in per cent of the standard (the line at 100 %).

    Needs the columns ``standard``, ``operator``, ``standing`` and ``verified`` besides those of a
    figure. For a ceiling (<=) a bar that ends short of the line meets it, for a floor one that
    passes it; a bar that misses its standard is hatched, one that is doubted dotted.
    """
    rows = rows_of(frame)
    axis = period_axis(frame["period"])
    # Values of several dates side by side say of when they are.
    names = [
        wrap(series_name(row, by), 8) + (f"<br>{row['period']}" if len(axis) > 1 else "")
        for row in rows
    ]
    ratios = [row["value"] / row["standard"] * 100 for row in rows]
    standings = [STANDINGS.get(row["standing"]) for row in rows]
    labels = [(_with_unit(row), _standard(row)) for row in rows]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": [None if pd.isna(ratio) else min(ratio, 400) for ratio in ratios],
        "marker": {
            "color": [WARN if row["standing"] == "missed" else SERIES[0] for row in rows],
            "pattern": {"shape": [standing.pattern if standing else "" for standing in standings]},
        },
        **hover(frame, by),
    }
    layout = base_layout(legend=False)
    layout["height"] = 70 + 44 * len(rows)
    layout |= {"bargap": 0.4}
    layout["yaxis"] |= names_axis()
    layout["xaxis"] |= {
        "range": [0, min(400, max(150, *ratios))],
        "showgrid": True,
        # What is longer is cut there, or the others would be too short to read.
        "tickvals": [100, 400],
        "ticktext": ["100%", "≥400%"],
        "tickangle": 0,
    } | only(axis)
    layout["margin"]["r"] = 16 + max(width(line) for label in labels for line in label)
    layout["annotations"] = [
        note(
            f"<b>{value}</b><br>{standard}",
            *(1, name),
            xref="paper",
            xshift=8,
            xanchor="left",
            align="left",
        )
        for name, (value, standard) in zip(names, labels, strict=True)
    ]
    layout["shapes"] = [
        {
            "type": "line",
            "x0": 100,
            "x1": 100,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": MUTED, "width": 2, "dash": "dot"},
        }
    ]
    return finished([trace], layout)


def _with_unit(row: dict[str, Any]) -> str:
    if row["status"] in GAP:
        return GAP[row["status"]] + doubt_mark(row)
    return label(row) + behind(row["unit"])


def _standard(row: dict[str, Any]) -> str:
    doubt = "" if row["verified"] else "（未核实）"
    return f"标准 {OPERATOR[row['operator']]} {row['standard']:,.10g}{doubt}"
