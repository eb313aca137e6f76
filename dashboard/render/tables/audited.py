"""The audit in numbers, the claims of the prose, and the conditions beside their standards."""

import html
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.contract.codes import CHAPTERS
from dashboard.contract.wording import finding_address, number, rows_of
from dashboard.render.tables.cells import cell, html_table, place

Row = dict[str, Any]


def tally(row: Row) -> str:
    """Write the cards at the head of the audit: how bad it is, in five seconds."""
    cards = (
        ("错误", row["errors"], "处", "error", "不能同时为真，须改正"),
        ("存疑", row["doubts"], "处", "doubtful", "口径可能不同，须说明"),
        ("提示", row["hints"], "处", "hint", "请确认，不一定错"),
        ("还没有答复", row["unanswered"], "处", "hint", "错误与存疑合计"),
        (
            "正文说法不属实",
            row["refuted"],
            "条",
            "error",
            f"属实 {row['borne_out']}，无法核对 {row['open']}",
        ),
        ("共比对", row["comparisons"], "次", "hint", "逐类次数见“查了什么”"),
    )
    return numbers(cards)


def numbers(cards: Iterable[tuple[str, int, str, str, str]]) -> str:
    """Write small cards: name, number, unit, how grave it is where it is not 0, what it means."""
    return "<div class='cards tally'>" + "".join(
        f"<div class='card'><div class='card-name'>{name}</div>"
        f"<div class='card-value {kind if value else 'hint'}'>{int(value):,}<small>{unit}</small>"
        f"</div><div class='card-foot'>{foot}</div></div>"
        for name, value, unit, kind, foot in cards
    ) + "</div>"  # fmt: skip


def audit_line(row: Row, name: str, address: str) -> str:
    """Write one quiet line on a chapter or on the whole report, which opens what it counts."""
    counts = (
        ("错误", row["errors"]),
        ("存疑", row["doubts"]),
        ("提示", row["hints"]),
        ("说法不属实", row["refuted"]),
    )
    said = " · ".join(f"{word} {value}" for word, value in counts if value) or "没有发现"
    to = html.escape(address, quote=True)
    return f"<p class='audit-line'><a href='{to}' target='_self'>{name}核查：{said}</a></p>"


def chapters(frame: pd.DataFrame, by: str) -> str:
    """A line for each chapter; its name opens its findings."""
    counts = ("errors", "doubts", "hints", "unanswered", "borne_out", "refuted", "open")
    rows = []
    for row in rows_of(frame[frame["chapter"] > 0]):
        name = CHAPTERS[row["chapter"]]
        link = f"<a href='audit?{urlencode({'chapter': name})}' target='_self'>{name}</a>"
        numbers = (f"{row[c]:d}" if row[c] else "<span class='gap'>0</span>" for c in counts)
        rows.append([link, *numbers])
    head = ["章", "错误", "存疑", "提示", "未答复", "说法属实", "不属实", "无法核对"]
    return html_table(head, rows, "m" + "n" * len(counts))


def claims(frame: pd.DataFrame, by: str) -> str:
    """Claims with verdict and evidence; what cannot be judged is folded away below the rest."""
    rows = rows_of(frame.astype(object).where(frame.notna(), None))
    judged = [_claim(row) for row in rows if row["verdict"] != "无法核对"]
    unjudged = [_claim(row) for row in rows if row["verdict"] == "无法核对"]
    parts = [f"<ul class='claims'>{''.join(judged)}</ul>"] if judged else []
    if unjudged:
        head = f"<b class='hint'>无法核对 {len(unjudged)} 条</b>　报告没有印出可以对照的数"
        opened = "" if judged else " open"
        parts.append(
            f"<details class='hints'{opened}><summary><span>{head}</span></summary>"
            f"<ul class='claims'>{''.join(unjudged)}</ul></details>"
        )
    return f"<div class='findings'>{''.join(parts)}</div>"


_KIND = {"不属实": "error", "属实": "good", "无法核对": "hint"}


def _claim(row: Row) -> str:
    mark = f"<span class='mark {_KIND[row['verdict']]}'>{row['verdict']}</span>"
    note = f"；{row['note']}" if row["note"] else ""
    said = f"<span class='under'>{html.escape(row['source'] + _page(row['page']) + note)}</span>"
    figures = ""
    if row["evidence"]:
        where = html.escape(f"{row['other_source']}{_page(row['other_page'])}")
        if row["finding"]:
            to = html.escape(finding_address(row["finding"]), quote=True)
            where += f" · <a href='{to}' target='_self'>见核查发现</a>"
        figures = (
            f"<code class='reckoning'>{html.escape(row['evidence'])}</code>"
            f"<span class='under'>{where}</span>"
        )
    return (
        f"<li>{mark}<div>{html.escape(row['claim_text'])}{said}</div>"
        f"<div>{html.escape(row['explanation'])}{figures}</div></li>"
    )


def _page(page: Any) -> str:
    return "" if page is None else f" 第{int(page)}页"


def standards(frame: pd.DataFrame, by: str) -> str:
    """Each standard beside the newest figure: the report's own verdict, ours, and the distance."""
    head = ["标准与依据", "报告所印", "报告判定", "按印的数", "按重算的数", "与标准之差"]
    rows = [[_standard(row), *_held(row)] for row in rows_of(frame)]
    return html_table(head, rows, "w-sssn", "whole")


def held(frame: pd.DataFrame, by: str) -> str:
    """Since when a standard is met or missed, and when a straight line would cross it."""
    rows = [
        [
            f"{html.escape(row['item'])}{place(row)}",
            f"{cell(row)} <span class='gap'>{html.escape(row['unit'])}</span>",
            html.escape(row["period"]),
            html.escape(row["held_since"]),
            html.escape(row["outlook"]) if isinstance(row["outlook"], str) else "",
        ]
        for row in rows_of(frame)
    ]
    return html_table(["标准", "最近一期", "时期", "连续情况", "照直线延长"], rows, "wns--")


def _standard(row: Row) -> str:
    parts = [
        row["document"],
        row["number"] if isinstance(row["number"], str) else "",
        row["clause"] if isinstance(row["clause"], str) else "条款未查实",
        "已核实" if row["verified"] else "未核实",
        row["standard_note"] if isinstance(row["standard_note"], str) else "",
    ]
    said = "；".join(part for part in parts if part)
    return f"{html.escape(row['item'])}<span class='under'>{html.escape(said)}</span>"


def _held(row: Row) -> list[str]:
    if not isinstance(row["indicator_name"], str):
        return ["<span class='gap'>报告没有可比的数，无法核对</span>", *[""] * 4]
    category = row["category"] if isinstance(row["category"], str) else ""
    name = html.escape(f"{row['indicator_name']}{category} {row['period']}")
    unit, places = row["unit"], int(row["decimals"])
    after = unit if unit in ("%", ":1") else f" {unit}"
    value = f"{cell(row)}{html.escape(after)}<span class='under'>{name}</span>"
    recomputed = ""
    if pd.notna(row["recomputed"]):
        shown = f"{number(row['recomputed'], max(places, 2), unit)}{after}"
        recomputed = f"{_met(row['met_recomputed'])}<span class='under'>{html.escape(shown)}</span>"
    over = "高" if row["apart"] > 0 else "低"
    apart = "相等"
    if row["apart"]:
        size = number(abs(row["apart"]), places)
        points = {"%": " 个百分点", ":1": ""}.get(unit, f" {unit}")
        share = f"<span class='under'>{over} {abs(row['extent_pct']):g}%</span>"
        apart = f"{over} {size}{html.escape(points)}{share}"
    return [
        value + place(row),
        "" if pd.isna(row["judged"]) else _met(row["judged"]),
        _met(row["met"]),
        recomputed,
        apart,
    ]


def _met(met: bool) -> str:
    return f"<span class='{'good' if met else 'bad'}'>{'✓ 达到' if met else '✗ 未达到'}</span>"
