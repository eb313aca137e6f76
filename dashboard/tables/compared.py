"""What the office is shown before it publishes, and of what was published."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard.labels import DIRECTION, number, rows_of
from dashboard.tables.cells import html_table, place


def changes(frame: pd.DataFrame) -> str:
    """List figures of two editions side by side: when and what in each, and the difference."""
    rows = [
        [
            f"{html.escape(row['indicator_name'])}{place(row)}",
            _printed(row["printed_before"], row["period_before"]),
            _printed(row["printed"], row["period"]),
            _difference(row),
        ]
        for row in rows_of(frame)
    ]
    return html_table(["指标与来源", "上版", "本版", "相差"], rows, "-nnn")


def faults(found: Iterable[tuple[str, str, str]]) -> str:
    """List what is wrong in a workbook: sheet and cell, what it is and what to do."""
    rows = [
        [f"{html.escape(sheet)}<span class='under'>{html.escape(cell)}</span>", html.escape(said)]
        for sheet, cell, said in found
    ]
    return html_table(["工作表和单元格", "问题与改法"], rows, "--", "whole")


def history(versions: Iterable[Mapping[str, Any]]) -> str:
    """List versions, the newest first; hashes are shortened, and whole on pointing at them."""
    rows = [
        [
            str(row["number"]),
            html.escape(row["when"]),
            html.escape(row["what"]),
            html.escape(row["who"]),
            html.escape(row["why"]),
            " → ".join(f"<code title='{code}'>{code[:8]}</code>" for code in row["hashes"] if code),
        ]
        for row in versions
    ]
    heads = ["版本", "时间", "做了什么", "由谁", "为什么", "输入 → 数据文件"]
    return html_table(heads, rows, "sss-ws", "whole")


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
