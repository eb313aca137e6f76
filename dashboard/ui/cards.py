"""Headline cards: the latest value, its change, a small trend, coloured by what is good."""

import html
import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from dashboard.contract.codes import COMPARABLE, DOUBTFUL
from dashboard.contract.period import period_axis
from dashboard.contract.wording import DOUBTED, number, rows_of, sign
from dashboard.query import connection, question
from dashboard.render.tables.cells import signed
from dashboard.ui import filters

_WIDTH, _HEIGHT = 96, 28  # pixels of the small trend


def row(*wanted: str, majors: Sequence[str] = ()) -> None:
    """Draw a card for each ``indicator`` or ``indicator:category`` that the scope has values for.

    ``majors`` are those of a page which is about them whatever the reader has chosen.
    """
    scope = filters.scope()
    if majors:
        scope = replace(scope, majors=tuple(majors))
    if cards := _cards(wanted, scope):
        st.html(f"<div class='cards'>{cards}</div>")


@connection.per_version
def _cards(wanted: tuple[str, ...], scope: question.Scope) -> str:
    codes = list(dict.fromkeys(code.split(":")[0] for code in wanted))
    frame = question.run("headline", scope, indicators=codes)
    return "".join(card(_select(frame, code), scope.majors) for code in wanted)


def _select(frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    code, _, category = wanted.partition(":")
    chosen = frame[frame["indicator"] == code]
    if category:
        chosen = chosen[chosen["category"] == category]
    return chosen[chosen["value"].notna()]


def card(rows: pd.DataFrame, majors: tuple[str, ...] = ()) -> str:
    """Write one card as HTML; empty where there is no value. Several majors: the first only."""
    if rows.empty:
        return ""
    last = rows_of(rows)[-1]
    for column in ("major", "category"):  # a total is compared with a total, a part with itself
        own = rows[column].isna() if pd.isna(last[column]) else rows[column] == last[column]
        rows = rows[own]
    kind = re.sub(r"\d{4}", "", last["period"])
    series = rows[rows["period"].str.replace(r"\d{4}", "", regex=True) == kind]
    name = html.escape(last["indicator_name"])
    category = "" if pd.isna(last["category"]) else f" · {html.escape(last['category'])}"
    unit = html.escape(last["unit"])
    whole = "（全校）" if majors and pd.isna(last["major"]) else ""
    if pd.notna(last["major"]):
        whole = f"（{html.escape(last['major'])}）"
    doubt = ""
    if last["status"] in DOUBTFUL:
        doubt = f"<sup title='{html.escape(str(last['note']), quote=True)}'>†</sup>"
    doubt += signed(last)
    value = number(last["value"], last["decimals"], last["unit"])
    page = "" if pd.isna(last["page"]) else f" 第{int(last['page'])}页"
    return (
        f"<div class='card' title='来源：{html.escape(last['source'], quote=True)}{page}'>"
        f"<div class='card-name'>{name}{category}{whole}</div>"
        f"<div class='card-line'><span class='card-value'>{value}{doubt}"
        f"<small>{unit}</small></span>{_spark(series)}</div>"
        f"<div class='card-foot'>{html.escape(last['period'])}{_change(series)}</div></div>"
    )


@dataclass(frozen=True)
class Change:
    """The last value against the one before; ``kind`` is good, bad or plain."""

    difference: float
    kind: str
    words: str
    compared: str


def change(series: pd.DataFrame) -> Change | None:
    """Compare the last value with the one before, by the indicator's own direction.

    None where there is nothing to compare, or where the definition differs between the two.
    """
    if len(series) < 2 or not set(series["status"].iloc[-2:]) <= set(COMPARABLE):
        return None
    before, last = series.iloc[-2], series.iloc[-1]
    difference = float(last["value"]) - float(before["value"])
    decimals = last["decimals"]
    compared = f"比{before['period']}的 {number(before['value'], decimals, before['unit'])}"
    if round(difference, int(decimals)) == 0:
        return Change(0.0, "plain", "持平", compared)
    better = {"up": difference > 0, "down": difference < 0}.get(last["direction"])
    doubted = DOUBTED in map(sign, rows_of(series.iloc[-2:]))
    if doubted or set(series["status"].iloc[-2:]) & set(DOUBTFUL):
        better = None  # no verdict on what cannot be relied on
    kind, word = {None: ("plain", ""), True: ("good", " 变好"), False: ("bad", " 变差")}[better]
    unit = {"%": " 百分点", ":1": ""}.get(last["unit"], f" {last['unit']}")
    arrow = "▲" if difference > 0 else "▼"
    words = f"{arrow} {number(abs(difference), decimals)}{unit}{word}"
    return Change(difference, kind, words, compared)


def _change(series: pd.DataFrame) -> str:
    found = change(series)
    if not found:
        return ""
    return (
        f"　<span class='{found.kind}' title='{html.escape(found.compared, quote=True)}'>"
        f"{html.escape(found.words)}</span>"
    )


def _spark(series: pd.DataFrame) -> str:
    """A small trend; a missing year leaves a gap, as in the large charts."""
    axis = period_axis(series["period"])
    if len(series) < 3:
        return ""
    values = series.drop_duplicates("period").set_index("period")["value"].reindex(axis)
    low, high = values.min(), values.max()
    span = (high - low) or 1.0
    step = _WIDTH / (len(axis) - 1)
    points = [
        (2 + i * step, 3 + (_HEIGHT - 6) * (1 - (v - low) / span)) if pd.notna(v) else None
        for i, v in enumerate(values)
    ]
    path, pen = "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{point[0]:.1f},{point[1]:.1f}"
        pen = "L"
    end = points[-1]
    dot = f"<circle cx='{end[0]:.1f}' cy='{end[1]:.1f}' r='3'/>" if end else ""
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH + 6} {_HEIGHT}'>"
        f"<path d='{path}' fill='none' stroke='black' stroke-width='2'/>{dot}</svg>"
    )
    # Streamlit lets no SVG element through; as a mask it also takes the theme's own colour.
    mask = f"url(&quot;data:image/svg+xml,{urllib.parse.quote(drawing)}&quot;)"
    style = f"width:{_WIDTH + 6}px;height:{_HEIGHT}px;-webkit-mask-image:{mask};mask-image:{mask}"
    first, last = series.iloc[0], series.iloc[-1]
    spoken = html.escape(f"{first['period']}到{last['period']}的走势", quote=True)
    return f"<span class='spark' role='img' aria-label='{spoken}' style=\"{style}\"></span>"
