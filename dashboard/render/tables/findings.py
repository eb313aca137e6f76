"""What the audit found: each finding opens to its reckoning, and like findings stand together."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from dashboard.contract.codes import (
    BLANK,
    CHAPTERS,
    CONTRADICTION,
    GAP,
    MISSING,
    NO_CHAPTER,
    SEVERITIES,
)
from dashboard.contract.wording import (
    finding_address,
    print_location,
)
from dashboard.render.markup import render
from dashboard.render.tables.figures import Row, records, table_of
from dashboard.render.tables.finding import finding

_FEW = 3  # names that stand for a group


def findings(frame: pd.DataFrame, by: str) -> str:
    """List findings by severity and chapter: contradictions, then what is not there.

    Those of one check in one table fold into one line.

    A row with ``is_opened`` comes first, open, and after it the others of its kind and table. Mere
    hints stay folded where anything graver is listed.
    """
    rows = records(frame)
    opened = [row for row in rows if row["is_opened"]]
    alike = {_alike(row) for row in opened}
    beside = [row for row in rows if not row["is_opened"] and _alike(row) in alike]
    left = [row for row in rows if _alike(row) not in alike]
    sections = []
    for finds, severity in itertools.product((CONTRADICTION, MISSING), SEVERITIES):
        found = [row for row in left if (row["finds"], row["severity"]) == (finds, severity)]
        if not found:
            continue
        said = SEVERITIES[severity]
        sections.append(
            {
                "severity": f"{MISSING}：{severity}" if finds == MISSING else severity,
                "tone": said.tone,
                "meaning": said.meaning if finds == CONTRADICTION else "没有填或没有录入，请补上",
                "count": len(found),
                "is_rest": any(
                    (row["finds"], row["severity"]) == (finds, severity) for row in opened
                ),
                "is_folded": said.hint and len(found) < len(left),
                "chapters": [
                    (name, [_group(group) for group in _gathered(within, _alike).values()])
                    for name, within in _gathered(found, _chapter).items()
                ],
            }
        )
    return render(
        "findings",
        opened=[finding(row) for row in opened],
        beside=_group(beside) if beside else None,
        sections=sections,
        blank=GAP[BLANK],
    )


def brief(frame: pd.DataFrame, by: str) -> str:
    """A line for each group of findings: what, where, how many, and the first of them in words."""
    rows = [
        row | {"address": finding_address(row["finding"]), "page": print_location("", row["page"])}
        for row in records(frame)
    ]
    return render("brief", rows=rows)


def _gathered(rows: Iterable[Row], key: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    """Gather rows of one kind, each kind where the first of it came."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _alike(row: Row) -> tuple[str, ...]:
    return row["severity"], row["check_title"], table_of(row["source"])


def _chapter(row: Row) -> str:
    return NO_CHAPTER if row["chapter"] is None else CHAPTERS[int(row["chapter"])]


def _group(rows: list[Row]) -> Row:
    periods = dict.fromkeys(row["period"] for row in rows if row["period"])
    when = f"，{'、'.join(periods)}" if periods else ""
    names = list(dict.fromkeys(row["indicator_name"] for row in rows if row["indicator_name"]))
    return {
        "title": rows[0]["check_title"],
        "names": "、".join(names[:_FEW]) + (f"等 {len(names)} 项" if len(names) > _FEW else ""),
        "where": table_of(rows[0]["source"]) + when,
        "findings": [finding(row) for row in rows],
    }
