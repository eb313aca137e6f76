"""What all kinds of chart share: the palette, the split into series, axes, hover texts."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.contract.codes import GAP
from dashboard.contract.wording import (
    CORRECTED,
    decimals,
    doubt,
    doubt_symbol,
    finding_address,
    marked,
    number,
    print_location,
    rows_of,
    sample,
    series_name,
)
from dashboard.render.charts.letters import written

SERIES = [f"#{n:06d}" for n in range(1, 11)]  # theme.chartCategoricalColors
RAMP = [f"#{n:06d}" for n in range(11, 21)]  # theme.chartSequentialColors
WARN, MUTED, INK = "#000002", "#000036", "#000037"
INSIDE = "inherit"  # letters inside a bar are light or dark, whichever can be read on it

Colours = dict[str, str]

HEIGHT = 320
FEW, FEW_GAP = 3, 0.7  # fewer upright bars than this stand slim, not as wide as the page
_LINE = 312  # pixels of a line of a hover text


def wrap(name: str, width: int = 12) -> str:
    """Break a long label into lines of like length, so that it leaves the chart room on a phone."""
    lines = -(-len(name) // width) or 1
    each = -(-len(name) // lines)
    return "<br>".join(name[i : i + each] for i in range(0, len(name), each or 1))


def prose(text: str) -> str:
    """Break sentences into lines for a hover text, never within a number or before a comma."""
    lines = [""]
    for word in re.findall(r"(?:[0-9A-Za-z.%:,/+-]+|.)[，。；：、）」”]*", text):
        if lines[-1] and width(lines[-1] + word) > _LINE:
            lines.append("")
        lines[-1] += word
    return "<br>".join(lines)


def series(frame: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame]]:
    """Split into series in the order in which the rows come, which is that of the report."""
    names = pd.Series([series_name(r, by) for r in rows_of(frame)], index=frame.index)
    return [(name, frame[names == name]) for name in dict.fromkeys(names)]


def width(text: str) -> int:
    """Estimate the pixels a label takes: a Chinese character is about twice as wide as a digit."""
    shown = re.sub("<[^>]*>", "", text)
    return sum(13 if ord(letter) > 0x2E80 else 7 for letter in shown)


def values(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in values]


def doubt_mark(row: Mapping[str, Any], colour: str = WARN) -> str:
    """Write the sign of a figure that the audit doubts, which opens the finding when clicked."""
    if not doubt_symbol(row):
        return ""
    address = finding_address(row["finding"])
    return f"<a href='{address}' target='_self' style='color:{colour}'>{doubt_symbol(row)}</a>"


def label(row: Mapping[str, Any], colour: str = WARN) -> str:
    """Write the label of a lying bar with all its marks."""
    return marked(row) + doubt_mark(row, colour)


def upright_label(row: Mapping[str, Any], colour: str = WARN) -> str:
    """The same for an upright bar, the sign above the number: wider, it would not fit there."""
    return "<br>".join(filter(None, (doubt_mark(row, colour), marked(row))))


def hover(rows: pd.DataFrame, by: str) -> dict[str, Any]:
    """One text a point: what, when, how much in which unit, where it stands in the report."""
    texts = []
    for row in rows_of(rows):
        if pd.isna(row.get("indicator_name")):
            texts.append("")
            continue
        unit = "" if pd.isna(row["unit"]) else row["unit"]
        value = GAP.get(row["status"]) or f"{number(row['value'], decimals(row))} {unit}"
        parts = [f"<b>{row['period']} · {series_name(row, by)}</b>"]
        parts.append(f"{row['indicator_name']}：{value}")
        if sample(row):
            parts.append(sample(row))
        parts.append(f"来源：{print_location(row['source'], row['page'])}")
        if isinstance(row["note"], str) and row["note"]:
            parts.append(f"注：{prose(row['note'])}")
        if doubt_symbol(row) == CORRECTED:
            parts.append(doubt(row))
        elif doubt_symbol(row) and not row.get("proposed"):  # the note on a break proposed says why
            parts.append(f"核查：{prose(doubt(row))}")
        texts.append("<br>".join(parts))
    return {"hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>"}


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


def base_layout(frame: pd.DataFrame, *, legend: bool) -> dict[str, Any]:
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
