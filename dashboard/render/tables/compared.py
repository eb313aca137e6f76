"""What the office is shown before it publishes, and of what was published."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.contract.wording import print_location
from dashboard.render.markup import render
from dashboard.render.tables.figures import Change, Row, amount, records, table_of

Fault = tuple[str, str, str]  # sheet, cell, what is wrong and what to do

_FEW = 30  # faults that are shown without being asked for


def steps(told: Sequence[tuple[str, str]], now: int) -> str:
    """Write the way as a line of steps, each with how it stands; ``now`` is the one to do."""
    phases = ["done"] * now + ["now"] + ["later"] * len(told)
    return render(
        "steps",
        steps=[
            {"name": name, "state": state, "phase": phase}
            for (name, state), phase in zip(told, phases, strict=False)
        ],
    )


def changes(frame: pd.DataFrame) -> str:
    """List figures of two editions side by side, table by table of the report.

    Each says when and what in either edition, and the difference.
    """
    parts: dict[str, list[Row]] = {}  # tables as they come first, whatever stands between
    for row in records(frame):
        table = table_of(row["source"])
        line = row["source"].removeprefix(table).strip()
        location = print_location(line, row["page"]).strip()  # the table is named above
        parts.setdefault(table, []).append(row | {"location": location, "change": _change(row)})
    return render("changes", parts=parts)


def _change(row: Row) -> Change | None:
    """Say by how much a print differs from the one it replaces: it is a revision, no progress."""
    return Change("plain", amount(row, row["unit"])) if row["difference"] else None


def faults(found: Iterable[Fault]) -> str:
    """List what is wrong in a workbook, sheet by sheet; many are folded, but for the first."""
    every = list(found)
    sheets: list[dict[str, Any]] = [
        {
            "name": sheet or "整个文件",
            "faults": [(cell_ref, message) for _, cell_ref, message in some],
        }
        for sheet, some in groupby(every, key=lambda fault: fault[0])
    ]
    for position, sheet in enumerate(sheets):
        sheet["is_open"] = len(every) <= _FEW or position == 0
    return render("faults", sheets=sheets)


def told(causes: Iterable[tuple[str, int, Iterable[tuple[str, str]]]]) -> str:
    """List what was noticed in lists: each cause, how often, and where with what; many are folded.

    Of very many whoever asks gives the first.
    """
    every: list[dict[str, Any]] = [
        {"title": title, "count": count, "rows": list(rows)} for title, count, rows in causes
    ]
    is_open = sum(cause["count"] for cause in every) <= _FEW
    return render("told", causes=every, is_open=is_open)


def lines(heads: Sequence[str], columns: str, rows: Iterable[Sequence[str]]) -> str:
    """List texts under headings; ``columns`` has a letter for each (parts.html)."""
    return render("grid", heads=heads, columns=columns, rows=rows)


def history(versions: Iterable[Mapping[str, Any]]) -> str:
    """List versions, the newest first."""
    return render("history", versions=versions)
