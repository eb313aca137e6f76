"""What the audit found: each finding opens to its reckoning, and like findings stand together."""

import html
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.contract.codes import (
    ANSWER,
    BLANK,
    CHAPTER_PAGES,
    CHAPTERS,
    GAP,
    NO_CHAPTER,
    SEVERITIES,
)
from dashboard.contract.wording import finding_address, rows_of
from dashboard.render.tables.cells import html_table, table_of

Row = dict[str, Any]


def findings(frame: pd.DataFrame, by: str) -> str:
    """List findings by severity and chapter; those of one check in one table fold into one line.

    A row with ``is_opened`` comes first, open, and after it the others of its kind and table. Mere
    hints stay folded where anything graver is listed.
    """
    rows = rows_of(frame.astype(object).where(frame.notna(), None))
    opened = [row for row in rows if row["is_opened"]]
    kinds = {_kind(row) for row in opened}
    beside = [row for row in rows if not row["is_opened"] and _kind(row) in kinds]
    parts = [*map(_finding, opened), *([_group(beside)] if beside else [])]
    left = [row for row in rows if _kind(row) not in kinds]
    for severity, said in SEVERITIES.items():
        found = [row for row in left if row["severity"] == severity]
        if not found:
            continue
        rest = (
            "其余" if any(row["severity"] == severity for row in rows if row["is_opened"]) else ""
        )
        head = f"<b class='{said.kind}'>{rest}{severity} {len(found)} 处</b>　{said.meaning}"
        inside = "".join(_chapter(*item) for item in _by(found, _chapter_of))
        if said.hint and len(found) < len(left):
            parts.append(
                f"<details class='hints'><summary><span>{head}</span></summary>{inside}</details>"
            )
        else:
            parts.append(f"<section><h4>{head}</h4>{inside}</section>")
    return f"<div class='findings'>{''.join(parts)}</div>"


def brief(frame: pd.DataFrame, by: str) -> str:
    """A line for each group of findings: what, where, how many, and the first of them in words."""
    items = []
    for row in rows_of(frame):
        many = f" · {row['findings']} 处" if row["findings"] > 1 else ""
        items.append(
            f"<li><a href='{_address(row)}' target='_self'>{html.escape(row['source'])} "
            f"{html.escape(row['check_title'])}</a><span class='gap'>{_page(row['page'])}{many}"
            f"</span><span class='under said'>{html.escape(row['message'])}</span></li>"
        )
    return f"<ul class='brief'>{''.join(items)}</ul>"


_FEW = 3  # names that stand for a group


def _by(rows: Iterable[Row], key: Any) -> list[tuple[Any, list[Row]]]:
    """Gather rows of one kind, each kind where the first of it came."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return list(found.items())


def _chapter_of(row: Row) -> str:
    return NO_CHAPTER if row["chapter"] is None else CHAPTERS[int(row["chapter"])]


def _chapter(name: str, rows: list[Row]) -> str:
    groups = _by(rows, _kind)
    return f"<h5>{name}</h5>" + "".join(_group(found) for _, found in groups)


def _kind(row: Row) -> tuple[str, ...]:
    return row["severity"], row["check_title"], table_of(row["source"])


def _group(rows: list[Row]) -> str:
    title, table = rows[0]["check_title"], table_of(rows[0]["source"])
    if len(rows) == 1:
        return _finding(rows[0])
    periods = list(dict.fromkeys(row["period"] for row in rows if row["period"]))
    when = f"，{'、'.join(periods)}" if periods else ""
    names = list(dict.fromkeys(row["indicator_name"] for row in rows if row["indicator_name"]))
    whose = "、".join(names[:_FEW]) + (f"等 {len(names)} 项" if len(names) > _FEW else "")
    head = (
        f"{_mark(rows[0])}<span class='said'><b>{html.escape(title)} {len(rows)} 处</b>"
        f"<span class='under'>{html.escape(whose)}</span></span>"
    )
    where = f"<span class='where'>{html.escape(table + when)}</span>"
    inside = "".join(map(_finding, rows))
    return f"<details class='group'><summary>{head}{where}</summary>{inside}</details>"


def _mark(row: Row) -> str:
    return f"<span class='mark {SEVERITIES[row['severity']].kind}'>{row['severity']}</span>"


def _finding(row: Row) -> str:
    answered = f"<span class='mark answer'>{ANSWER[row['answer']]}</span>" if row["answer"] else ""
    place = f"{html.escape(row['source'])}{_page(row['page'])}"
    opened = ("finding opened", " open") if row["is_opened"] else ("finding", "")
    return (
        f"<details class='{opened[0]}'{opened[1]}><summary>{_mark(row)}"
        f"<span class='said'>{html.escape(row['message'])}</span>"
        f"<span class='where'>{answered}{place}</span></summary>"
        f"<div class='inside'>{_numbers(row)}{_places(row)}{_figures(row)}"
        f"<p class='under'>核查项目：{html.escape(row['check_title'])}。比较"
        f"{html.escape(row['compares'])}。允许的差：{html.escape(row['tolerance'])}。</p>"
        f"{_answers(row)}{_links(row)}</div></details>"
    )


def _numbers(row: Row) -> str:
    """What is printed, what it should be, what lies between, and how that was reckoned."""
    told = [("报告所印", _with_unit(row["printed"], row) if row["printed"] else "空白")]
    if row["recomputed"] is not None:
        told.append(("重算或另一处", _with_unit(_plain(row["recomputed"], row), row)))
    if row["apart"]:
        unit = {"%": " 个百分点", ":1": ""}.get(row["unit"], f" {row['unit']}")
        told.append(("相差", f"{_plain(abs(row['apart']), row)}{unit}"))
    pairs = "".join(
        f"<div><dt>{name}</dt><dd>{html.escape(value)}</dd></div>" for name, value in told
    )
    if not row["arithmetic"]:
        return f"<dl>{pairs}</dl>"
    return f"<dl>{pairs}</dl><code class='reckoning'>{html.escape(row['arithmetic'])}</code>"


def _plain(value: float, row: Row) -> str:
    separator = "" if row["unit"] == "年" else ","
    return f"{round(value, max(int(row['decimals'] or 0), 2)):{separator}.12g}"


def _with_unit(text: str, row: Row) -> str:
    if not row["unit"] or not re.fullmatch(r"[\d.,]+", text):
        return text
    return f"{text}{'' if row['unit'] in ('%', ':1') else ' '}{row['unit']}"


def _places(row: Row) -> str:
    """The two places that contradict each other, side by side."""
    here = ("此处", row["source"], row["page"])
    there = ("另一处", row["other_source"], row["other_page"])
    same = there[1:] == here[1:] or not there[1]
    cells = "".join(
        f"<div><dt>{name}</dt><dd>{html.escape(source)}{_page(page)}</dd></div>"
        for name, source, page in ([here] if same else [here, there])
    )
    return f"<dl class='places'>{cells}</dl>"


def _figures(row: Row) -> str:
    """Every figure that took part, where there are more than the two places name."""
    if row["concerned"] is None or len(row["concerned"]) < 2:
        return ""
    lines = [
        [
            html.escape(figure["name"])
            # What an answer names a figure by.
            + f"<span class='under'>{html.escape(figure['indicator'])}</span>",
            html.escape(figure["period"]),
            html.escape(figure["printed"]) or f"<span class='gap'>{GAP[BLANK]}</span>",
            f"{html.escape(figure['source'])}{_page(figure['page'])}",
        ]
        for figure in row["concerned"]
    ]
    return html_table(["有关的数字", "时期", "报告所印", "位置"], lines, "-sns")


def _answers(row: Row) -> str:
    said = ""
    for answer in row["answers"] if row["answers"] is not None else ():
        value = answer["value"]
        corrected = "" if value is None else f"为 {_with_unit(_plain(value, row), row)}"
        text = f"：{answer['text']}" if answer["text"] else ""
        told = f"{ANSWER[answer['answer']]}{corrected}{text}（{answer['by']}，{answer['on']}）"
        said += f"<p class='said'><b>学校答复</b> {html.escape(told)}</p>"
    return said or "<p class='gap'>学校还没有答复。</p>"


def _links(row: Row) -> str:
    links = [(_address(row), f"核查编号 {row['finding']}")]
    if row["indicator"]:
        code = html.escape(row["indicator"], quote=True)
        links.append((f"explorer?indicator={code}", f"{row['indicator_name']}的全部数值"))
    if row["chapter"] is not None:
        chapter = int(row["chapter"])
        links.append((CHAPTER_PAGES[chapter], f"{CHAPTERS[chapter]}页"))
    anchors = (f"<a href='{to}' target='_self'>{html.escape(name)}</a>" for to, name in links)
    return f"<p class='links'>{' · '.join(anchors)}</p>"


def _address(row: Row) -> str:
    return html.escape(finding_address(row["finding"]), quote=True)


def _page(page: Any) -> str:
    return "" if page is None or pd.isna(page) else f" 第{int(page)}页"
