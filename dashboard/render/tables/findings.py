"""What the audit found: each finding opens to its reckoning, those of one cause stand together."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

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

_T = TypeVar("_T")
_FEW = 3  # names that stand for a group


def findings(frame: pd.DataFrame, by: str) -> str:
    """List findings by severity and chapter: contradictions, then what is not there.

    Those of one cause fold into one line and count as one, as grave as the gravest of them.

    A row with ``is_opened`` comes first, open, and after it the others of its cause. Whatever is
    less grave than the gravest stays folded.
    """
    rows = records(frame)
    opened = [row for row in rows if row["is_opened"]]
    alike = {row["cause"] for row in opened}
    beside = [row for row in rows if not row["is_opened"] and row["cause"] in alike]
    causes = _gathered((row for row in rows if row["cause"] not in alike), lambda row: row["cause"])
    sections: list[Row] = []
    for finds, severity in itertools.product((CONTRADICTION, MISSING), SEVERITIES):
        found = [of for of in causes.values() if _grade(of[0]) == (finds, severity)]
        if not found:
            continue
        said = SEVERITIES[severity]
        sections.append(
            {
                "severity": f"{MISSING}：{severity}" if finds == MISSING else severity,
                "tone": said.tone,
                "meaning": said.meaning if finds == CONTRADICTION else "没有填或没有录入，请补上",
                "count": len(found),
                "is_rest": any(_grade(row) == (finds, severity) for row in opened),
                "is_folded": bool(sections),
                "chapters": [
                    (name, [_group(rows) for rows in within])
                    for name, within in _gathered(found, lambda of: _chapter(of[0])).items()
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
        row
        | {
            "title": row.get("indicator_name") or row["check_title"],
            "address": finding_address(row["finding"]),
            "location": print_location(row["source"], row["page"]),
        }
        for row in records(frame)
    ]
    return render("brief", rows=rows)


def _gathered(things: Iterable[_T], key: Callable[[_T], Any]) -> dict[Any, list[_T]]:
    """Gather things of one kind, each kind where the first of it came."""
    found: dict[Any, list[_T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def _grade(row: Row) -> tuple[str, str]:
    return row["cause_finds"], row["cause_severity"]


def _chapter(row: Row) -> str:
    return NO_CHAPTER if row["chapter"] is None else CHAPTERS[int(row["chapter"])]


def _group(rows: list[Row]) -> Row:
    """Sum up the findings of one cause: what they are called, of which figures, when and where."""
    checks = list(dict.fromkeys(row["check_title"] for row in rows))
    periods = dict.fromkeys(row["period"] for row in rows if row["period"])
    when = f"，{'、'.join(periods)}" if periods else ""
    names = list(dict.fromkeys(row["indicator_name"] for row in rows if row["indicator_name"]))
    return {
        "title": "；".join(checks),
        "names": "、".join(names[:_FEW]) + (f"等 {len(names)} 项" if len(names) > _FEW else ""),
        "where": "、".join(dict.fromkeys(table_of(row["source"]) for row in rows)) + when,
        "findings": [finding(row) for row in rows],
    }
