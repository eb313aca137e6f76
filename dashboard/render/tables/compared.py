"""What the office is shown before it publishes, and of what was published."""

import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.contract.codes import DIRECTION
from dashboard.contract.wording import number, rows_of
from dashboard.render.tables.cells import html_table, table_of

Fault = tuple[str, str, str]  # sheet, cell, what is wrong and what to do

_FEW = 30  # faults that are shown without being asked for


def steps(told: Sequence[tuple[str, str]], now: int) -> str:
    """Write the way as a line of steps, each with how it stands; ``now`` is the one to do."""
    items = []
    for position, (name, stands) in enumerate(told):
        kind = "done" if position < now else "now" if position == now else "later"
        here = " aria-current='step'" if kind == "now" else ""
        items.append(
            f"<li class='{kind}'{here}><b>{html.escape(name)}</b>"
            f"<span class='under'>{html.escape(stands)}</span></li>"
        )
    return f"<ol class='steps' aria-label='填报的步骤'>{''.join(items)}</ol>"


def changes(frame: pd.DataFrame) -> str:
    """List figures of two editions side by side, table by table of the report.

    Each says when and what in either edition, and the difference.
    """
    rows = rows_of(frame)
    parts: dict[str, list[list[str]]] = {}  # tables as they come first, whatever stands between
    for row in rows:
        parts.setdefault(table_of(row["source"]), []).append(
            [
                f"{html.escape(row['indicator_name'])}{_line(row)}",
                _printed(row["printed_before"], row["period_before"]),
                _printed(row["printed"], row["period"]),
                _difference(row),
            ]
        )
    return _parted(("指标", "上版", "本版", "相差"), parts)


def faults(found: Iterable[Fault]) -> str:
    """List what is wrong in a workbook, sheet by sheet; many are folded, but for the first."""
    every = list(found)
    parts: list[str] = []
    for sheet, some in groupby(every, key=lambda fault: fault[0]):
        rows = [[html.escape(cell), html.escape(said)] for _, cell, said in some]
        opened = " open" if len(every) <= _FEW or not parts else ""
        table = html_table(["单元格", "问题与改法"], rows, "sw", "whole")
        head = f"<b>{html.escape(sheet or '整个文件')}</b> {len(rows)} 处"
        parts.append(
            f"<details class='hints'{opened}><summary><span>{head}</span></summary>"
            f"{table}</details>"
        )
    return f"<div class='findings faults'>{''.join(parts)}</div>"


def history(versions: Iterable[Mapping[str, Any]]) -> str:
    """List versions, the newest first; hashes are shortened, and whole on pointing at them."""
    rows = [
        [
            f"第 {row['number']} 版{_current(position)}",
            f"{html.escape(row['what'])}<span class='under'>{html.escape(row['why'])}</span>",
            f"{html.escape(row['when'])}<span class='under'>{html.escape(row['who'])}</span>",
            " → ".join(f"<code title='{code}'>{code[:8]}</code>" for code in row["hashes"] if code),
        ]
        for position, row in enumerate(versions)
    ]
    heads = ["版本", "做了什么，为什么", "时间，由谁", "校验码：输入 → 数据文件"]
    return html_table(heads, rows, "s-ms", "whole versions")


def _current(position: int) -> str:
    return "" if position else " <span class='mark good'>现用</span>"


def _parted(head: Iterable[str], parts: Mapping[str, list[list[str]]]) -> str:
    """Write a table in parts, each under a line that names it and says how many rows it has.

    The first column holds words, the others numbers.
    """
    heads = "".join(f"<th scope='col'{_kind(i)}>{name}</th>" for i, name in enumerate(head))
    bodies = []
    for name, rows in parts.items():
        told = f"{html.escape(name)} <span class='gap'>{len(rows)}</span>"
        lines = "".join(
            "<tr>" + "".join(f"<td{_kind(i)}>{cell}</td>" for i, cell in enumerate(row)) + "</tr>"
            for row in rows
        )
        bodies.append(
            f"<tbody><tr class='part'><th scope='rowgroup' colspan='{len(rows[0])}'>{told}</th>"
            f"</tr>{lines}</tbody>"
        )
    return (
        "<div class='table compared' tabindex='0' role='region' aria-label='逐格对照'>"
        f"<table><thead><tr>{heads}</tr></thead>{''.join(bodies)}</table></div>"
    )


def _kind(column: int) -> str:
    return " class='n'" if column else ""


def _line(row: dict[str, Any]) -> str:
    """Say where in its table a figure stands; the table itself is named above."""
    line = row["source"].removeprefix(table_of(row["source"])).strip()
    page = "" if pd.isna(row["page"]) else f"第{int(row['page'])}页"
    said = " ".join(part for part in (line, page) if part)
    return f"<span class='under'>{html.escape(said)}</span>" if said else ""


def _printed(printed: str, period: str) -> str:
    if not period:
        return "<span class='gap'>无</span>"
    return f"{html.escape(printed)}<span class='under'>{html.escape(period)}</span>"


def _difference(row: dict[str, Any]) -> str:
    if pd.isna(row["difference"]) or not row["difference"]:
        return ""
    rise = row["difference"] > 0
    better = {"up": rise, "down": not rise}.get(row["direction"])
    kind = "plain" if better is None else "good" if better else "bad"
    size = number(abs(row["difference"]), row["decimals"])
    words = DIRECTION[row["direction"]]
    unit = "" if row["unit"].startswith(":") else f" {html.escape(row['unit'])}"
    unit = " 个百分点" if row["unit"] == "%" else unit
    return f"<span class='{kind}' title='{words}'>{'▲' if rise else '▼'} {size}{unit}</span>"
