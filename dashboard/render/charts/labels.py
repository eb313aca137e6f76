"""Texts in a chart: labels, notes, the sign of doubt, what is said on hovering."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.contract.codes import NO_NUMBER
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
from dashboard.render.charts.parts import WARN

_LINE = 312  # pixels of a line of a hover text
# What no line is broken within: a number, a word no longer than a line, a letter with its brackets.
_WORD = r"[（「“]*(?:[0-9A-Za-z.%:,/+-]{1,12}|.)[，。；：、）」”]*"


def wrap(name: str, width: int = 12) -> str:
    """Break a long label into lines of like length, so that it leaves the chart room on a phone.

    Not within a number or behind what opens, for which the last line may be a little longer.
    """
    lines = -(-len(name) // width) or 1
    each = -(-len(name) // lines)
    made = [""]
    for word in re.findall(_WORD, name):
        if made[-1] and len(made) < lines and len(made[-1] + word) > each:
            made.append("")
        made[-1] += word
    return "<br>".join(made)


def prose(text: str) -> str:
    """Break sentences into lines for a hover text, never within a number or before a comma."""
    lines = [""]
    for word in re.findall(_WORD, text):
        if lines[-1] and width(lines[-1] + word) > _LINE:
            lines.append("")
        lines[-1] += word
    return "<br>".join(lines)


def width(text: str) -> int:
    """Estimate the pixels a label takes: a Chinese character is about twice as wide as a digit."""
    shown = re.sub("<[^>]*>", "", text)
    return sum(13 if ord(letter) > 0x2E80 else 7 for letter in shown)


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


def note(text: str, x: float | str, y: float | str, **more: Any) -> dict[str, Any]:
    """Write a text at a place in the chart, small and without an arrow."""
    font = {"size": 12} | more.pop("font", {})
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font} | more


def hover(rows: pd.DataFrame, by: str) -> dict[str, Any]:
    """One text a point: what, when, how much in which unit, where it stands in the report."""
    texts = []
    for row in rows_of(rows):
        if pd.isna(row.get("indicator_name")):
            texts.append("")
            continue
        unit = "" if pd.isna(row["unit"]) else row["unit"]
        value = NO_NUMBER.get(row["status"]) or f"{number(row['value'], decimals(row))} {unit}"
        parts = [f"<b>{row['period']} · {series_name(row, by)}</b>"]
        parts.append(f"{row['indicator_name']}：{value}")
        if sample(row):
            parts.append(sample(row))
        if isinstance(row.get("arithmetic"), str):
            parts.append(f"算式：{prose(row['arithmetic'])}")
        parts.append(f"来源：{print_location(row['source'], row['page'])}")
        if isinstance(row["note"], str) and row["note"]:
            parts.append(f"注：{prose(row['note'])}")
        if doubt_symbol(row) == CORRECTED:
            parts.append(doubt(row))
        elif doubt_symbol(row) and not row.get("proposed"):  # the note on a break proposed says why
            parts.append(f"核查：{prose(doubt(row))}")
        texts.append("<br>".join(parts))
    return {"hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>"}
