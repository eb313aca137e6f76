"""An appended table in the official form and order."""

import pandas as pd

from dashboard.contract.period import period_axis
from dashboard.render.markup import render
from dashboard.render.tables.figures import Row, as_printed, change, records


def form(frame: pd.DataFrame, by: str) -> str:
    """Lay out an appended table as in the official form: lines and columns in its own order.

    Needs ``official_row``, ``official_no``, ``official_label`` and ``required`` besides the columns
    of a figure, and ``column``, the heading a figure stands under where that is not its period.
    """
    rows = records(frame)
    extra = list(dict.fromkeys(row["column"] for row in rows if row["column"]))
    periods = period_axis(frame.loc[frame["column"].isna(), "period"])
    slots = [*periods, *extra]
    by_line: dict[int, dict[str, Row]] = {}
    for row in rows:
        by_line.setdefault(row["official_row"], {})[row["column"] or row["period"]] = row
    notes: dict[str, int] = {}  # the same words have the same number
    lines: list[Row] = []
    is_part, above = False, ""
    for found in by_line.values():
        row = next(iter(found.values()))
        number, label = row["official_no"], str(row["official_label"])
        is_part = not number and (is_part or label.startswith("其中"))
        figures = [found.get(slot) for slot in slots]
        printed = [found[period] for period in periods if period in found]
        for figure in figures:
            if figure and figure["note"]:
                notes.setdefault(figure["note"], len(notes) + 1)
        lines.append(
            {
                "number": number or "",
                "label": label,
                "is_part": is_part,
                "is_repeated": label == above,  # the form prints such a label once
                "is_required": row["required"],
                "unit": row["unit"],
                "slots": [
                    {"figure": as_printed(figure), "note": figure and figure["note"]}
                    for figure in figures
                ],
                "change": change(printed[-1], labelled=False) if printed else None,
            }
        )
        above = label
    has_changes = len(periods) > 1
    heads = ["序号", "指标", "单位", *slots, *(["变化"] if has_changes else [])]
    columns = "---" + "n" * (len(heads) - 3)
    return render(
        "form", heads=heads, columns=columns, lines=lines, has_changes=has_changes, notes=notes
    )
