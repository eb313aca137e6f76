"""Values beside the standards they have to meet."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import DIRECTION, GAP, OPERATOR, STANDINGS
from dashboard.contract.period import period_axis
from dashboard.contract.units import behind
from dashboard.contract.wording import number, rows_of, series_name
from dashboard.render.charts.axes import base_layout, below, finished, names_axis
from dashboard.render.charts.labels import doubt_mark, hover, label, note
from dashboard.render.charts.parts import INK, MUTED, SERIES, WARN, Colours

_LONGEST = 400  # per cent; what is longer is cut there, or the others would be too short to read
_SLOT, _BAR = 64, 18  # pixels of a bar with the two lines above it, and of the bar


def bullet(frame: pd.DataFrame, by: str, colours: Colours) -> go.Figure:
    """Each value beside its standard, both in per cent of the standard (the line at 100 %).

    Needs the columns ``standard``, ``operator``, ``standing``, ``recomputed`` and ``verified``
    besides those of a figure. For a ceiling (<=) a bar that ends short of the line meets it, for a
    floor one that passes it; a bar that misses its standard is hatched, one that is doubted dotted,
    with a diamond where other figures of the report would have it end. What is to be read stands
    above each bar, so that bars are as long on a phone as it is wide.
    """
    rows = rows_of(frame)
    axis = period_axis(frame["period"])
    names = [f"{series_name(row, by)} {row['period']}" for row in rows]
    ratios = [_in_per_cent(row, row["value"]) for row in rows]
    standings = [STANDINGS.get(row["standing"]) for row in rows]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": ratios,
        "marker": {
            "color": [WARN if row["standing"] == "missed" else SERIES[0] for row in rows],
            "pattern": {"shape": [standing.pattern if standing else "" for standing in standings]},
        },
        **hover(frame, by),
    }
    layout = base_layout(legend=False)
    layout["height"] = 70 + _SLOT * len(rows)
    layout |= {"bargap": 1 - _BAR / _SLOT}
    layout["yaxis"] |= names_axis() | {"showticklabels": False}
    layout["xaxis"] |= {
        "range": [0, min(_LONGEST, max(150, *(ratio for ratio in ratios if ratio is not None)))],
        "showgrid": False,
        "tickvals": [100, _LONGEST],
        "ticktext": ["100%", f"≥{_LONGEST}%"],
        "tickangle": 0,
    } | below(axis)
    layout["margin"]["r"] = 32  # for the last name under the axis
    layout["annotations"] = [
        note(
            _words(row, by, dated=len(axis) > 1),
            *(0, name),
            xref="paper",
            xanchor="left",
            align="left",
            yshift=_BAR / 2 + 19,
        )
        for name, row in zip(names, rows, strict=True)
    ]
    layout["shapes"] = [_line(position) for position in range(len(rows))]
    return finished([bar, *_reckoned(rows, names)], layout)


def _line(position: int) -> dict[str, Any]:
    """Draw the standard across a bar, and not across the words above it."""
    reach = 0.6 * _BAR / _SLOT
    return {
        "type": "line",
        "x0": 100,
        "x1": 100,
        "y0": position - reach,
        "y1": position + reach,
        "line": {"color": MUTED, "width": 2, "dash": "dot"},
    }


def _in_per_cent(row: dict[str, Any], value: Any) -> float | None:
    return None if pd.isna(value) else min(float(value) / row["standard"] * 100, _LONGEST)


def _reckoned(rows: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """Mark where doubted bars would end by other figures of the report."""
    known = [
        (name, row) for name, row in zip(names, rows, strict=True) if _is_reckoned_otherwise(row)
    ]
    if not known:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "y": [name for name, _ in known],
            "x": [_in_per_cent(row, row["recomputed"]) for _, row in known],
            "marker": {"symbol": "diamond", "size": 11, "color": WARN, "line": {"color": INK}},
            "hovertext": [_by_others(row) for _, row in known],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    ]


def _is_reckoned_otherwise(row: dict[str, Any]) -> bool:
    return row["standing"] == "depends" and bool(pd.notna(row["recomputed"]))


def _by_others(row: dict[str, Any]) -> str:
    return f"重算 {number(row['recomputed'], max(row['decimals'], 2))}"


def _words(row: dict[str, Any], by: str, *, dated: bool) -> str:
    """Say what is printed, which way is better where short is, and how it stands to what."""
    lower = f"（{DIRECTION['down']}）" if row.get("direction") == "down" else ""
    when = f" {row['period']}" if dated else ""
    if row["status"] in GAP:
        value = GAP[row["status"]] + doubt_mark(row)
    else:
        value = label(row) + behind(row["unit"])
    standing = STANDINGS.get(row["standing"])
    said = f"{standing.sign} {standing.label}" if standing else ""
    if _is_reckoned_otherwise(row):
        said += f"（{_by_others(row)}）"
    below = " · ".join(words for words in (said, _standard(row)) if words)
    return f"{series_name(row, by)}{lower}{when} <b>{value}</b><br>{below}"


def _standard(row: dict[str, Any]) -> str:
    doubt = "" if row["verified"] else "（未核实）"
    return f"标准 {OPERATOR[row['operator']]} {row['standard']:,.10g}{doubt}"
