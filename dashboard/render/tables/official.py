"""An appended table in the official form and order."""

import html
from typing import Any

import pandas as pd

from dashboard.contract.period import period_axis
from dashboard.contract.wording import DOUBTED, rows_of, sign
from dashboard.render.tables.cells import as_printed, change, html_table


def form(frame: pd.DataFrame, by: str) -> str:
    """Lay out an appended table as in the official form: lines and columns in its own order.

    Needs ``official_row``, ``official_no``, ``official_label`` and ``required`` besides the columns
    of a figure, and ``column``, the heading a figure stands under where that is not its period.
    """
    records = rows_of(frame)
    extra = list(dict.fromkeys(row["column"] for row in records if isinstance(row["column"], str)))
    printed = frame[frame["column"].isna()]
    head = [*period_axis(printed["period"]), *extra]
    lines: dict[int, dict[str, dict[str, Any]]] = {}
    for row in records:
        place = row["column"] if isinstance(row["column"], str) else row["period"]
        lines.setdefault(row["official_row"], {})[place] = row
    notes: dict[str, int] = {}
    rows, inside, above = [], False, ""
    for line in lines.values():
        row = next(iter(line.values()))
        label = str(row["official_label"])
        numbered = isinstance(row["official_no"], str)
        inside = not numbered and (inside or label.startswith("其中"))
        kind = "sub" if inside else "main"
        quiet = " gap" if label == above else ""  # the form prints such a label once
        star = "<span class='star' title='必填指标'>*</span>" if row["required"] else ""
        changes = [line[p] for p in head if p in line and p not in extra]
        doubted = any(sign(figure) == DOUBTED for figure in changes[-2:])
        rows.append(
            [
                html.escape(row["official_no"]) if numbered else "",
                f"<span class='{kind}{quiet}'>{html.escape(label)}{star}</span>",
                html.escape(row["unit"]),
                *(
                    as_printed(line.get(place)) + _reference(line.get(place), notes)
                    for place in head
                ),
                change(changes[-1], doubted=doubted) if changes else "",
            ]
        )
        above = label
    heads = ["序号", "指标", "单位", *head, "变化"]
    if len(head) - len(extra) < 2:  # one period: nothing changes
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    table = html_table(heads, rows, "---" + "n" * (len(heads) - 3), "form")
    items = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    return table + (f"<ol class='notes' aria-label='备注'>{items}</ol>" if items else "")


def _reference(row: dict[str, Any] | None, notes: dict[str, int]) -> str:
    """Number the note on a figure; the same words have the same number."""
    if row is None or not isinstance(row["note"], str):
        return ""
    place = notes.setdefault(row["note"], len(notes) + 1)
    return f"<sup class='ref' title='{html.escape(row['note'], quote=True)}'>注{place}</sup>"
