"""An appended table in the official form and order."""

from dataclasses import replace

import pandas as pd

from dashboard.contract.period import period_axis
from dashboard.render.markup import render
from dashboard.render.tables.figures import Grid, Row, as_printed, change, records

_HEADS = ("序号", "指标", "单位")


def form(frame: pd.DataFrame, by: str) -> str:
    """Lay out an appended table as in the official form: lines and columns in its own order.

    Needs ``official_row``, ``official_no``, ``official_label`` and ``required`` besides the columns
    of a figure, and ``column``, the heading a figure stands under where that is not its period.
    """
    slots, lines, notes = _laid_out(frame)
    has_changes = _has_changes(frame)
    heads = [*_HEADS, *slots, *(["变化"] if has_changes else [])]
    columns = "---" + "n" * (len(heads) - 3)
    return render(
        "form", heads=heads, columns=columns, lines=lines, has_changes=has_changes, notes=notes
    )


def official(frame: pd.DataFrame) -> Grid:
    """Lay it out for paper: as it was handed in, without what became of each figure."""
    slots, lines, notes = _laid_out(frame)
    rows = [
        [
            str(line["number"]),
            "" if line["is_repeated"] else _label(line),
            line["unit"],
            *(
                replace(slot["figure"], note=f"注{notes[slot['note']]}" if slot["note"] else "")
                for slot in line["slots"]
            ),
        ]
        for line in lines
    ]
    told = [f"注{number}：{note}" for note, number in notes.items()]
    return Grid([*_HEADS, *slots], "---" + "n" * len(slots), rows, told)


def _label(line: Row) -> str:
    return f"{'　' if line['is_part'] else ''}{line['label']}{'*' if line['is_required'] else ''}"


def _has_changes(frame: pd.DataFrame) -> bool:
    return len(period_axis(frame.loc[frame["column"].isna(), "period"])) > 1


def _laid_out(frame: pd.DataFrame) -> tuple[list[str], list[Row], dict[str, int]]:
    """Return the headings over the figures, the lines, and the notes with their numbers."""
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
    return slots, lines, notes
