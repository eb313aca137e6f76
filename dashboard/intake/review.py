"""What an edition being prepared changes: figures, findings, and jumps to be asked about."""

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import paths
from dashboard.contract import wording
from dashboard.contract.codes import SEVERITIES
from dashboard.contract.period import moved
from dashboard.contract.wording import rows_of
from dashboard.query import connection, question
from dashboard.query.connection import WarehouseUnavailable
from dashboard.query.question import Scope

ADDED, CHANGED, GONE, SAME = "新增", "改动", "消失", "不变"
_EVER = Scope(0, 9999)


@dataclass(frozen=True)
class Jump:
    """A figure far from the one a period before; ``key`` changes with the figure."""

    key: str
    name: str
    unit: str
    period: str
    printed: str
    period_before: str
    printed_before: str
    source: str

    def __str__(self) -> str:
        return (
            f"{self.name}：{self.period_before} {self.printed_before} → "
            f"{self.period} {self.printed}（{self.unit}）"
        )


@dataclass(frozen=True)
class Review:
    """A candidate held against what is published.

    ``changes`` has a row for each figure of either edition: kind, what it is, period and printed
    value in both, difference; the rows stand in the order of the report. ``findings`` are the
    candidate's, ``is_new`` first. ``compared`` is the edition it was held against, None for the
    first of all. ``lapsed`` are the answers that would hold no more.
    """

    edition: int
    compared: int | None
    changes: pd.DataFrame
    findings: pd.DataFrame
    jumps: tuple[Jump, ...]
    forms: pd.DataFrame
    lapsed: tuple[str, ...] = ()

    def counted(self, kind: str) -> int:
        return int((self.changes["change"] == kind).sum())

    def found(self, severity: str = "", *, new: bool) -> int:
        """Count by cause what is new, or what there was before; of one severity or of all."""
        rows = self.findings[self.findings["is_new"] == new]
        if severity:
            rows = rows[rows["cause_severity"] == severity]
        return int(rows["cause"].nunique())

    @property
    def new_errors(self) -> int:
        return self.found(next(iter(SEVERITIES)), new=True)


def review(edition: int, candidate: Path, published: Path | None = None) -> Review:
    """Hold the data file of a candidate against the published one.

    The same edition is compared with itself where it was published before; else with the newest
    one before it, each figure with that of the same place a year earlier.
    """
    published = published or paths.DATABASE
    editions = _editions(published)
    before = max((year for year in editions if year <= edition), default=None)
    old = _figures(published, before) if before else None
    known = {_found(row) for row in rows_of(_findings(published, before))} if before else set()
    known_lapsed: list[str] = []
    with connection.looking_at(candidate):
        new = question.run("figures_of_edition", edition=edition)
        names = _names(rows_of(question.run("majors")))
        findings = _findings(candidate, edition)
        jumps = rows_of(question.run("jumps", edition=edition))
        forms = question.run("official_form_status", _EVER)
        lapsed = _lapsed()
    with connection.looking_at(published), contextlib.suppress(WarehouseUnavailable):
        known_lapsed = _lapsed()
    if old is not None:  # a major that got another name is the same
        old["major"] = old["major"].replace(names)
    findings["is_new"] = [_found(row) not in known for row in rows_of(findings)]
    unchanged = set[tuple[Any, ...]]()
    if before == edition and old is not None:
        unchanged = {_what(row) for row in rows_of(old)}
    return Review(
        edition,
        before,
        _changes(old, new, edition - (before or edition)),
        findings.sort_values("is_new", ascending=False, kind="stable"),
        tuple(_jump(row) for row in jumps if _what(row) not in unchanged),
        forms,
        tuple(one for one in lapsed if one not in known_lapsed),
    )


def _lapsed() -> list[str]:
    return [wording.lapsed(row) for row in rows_of(question.run("lapsed_answers"))]


def _editions(published: Path) -> list[int]:
    try:
        with connection.looking_at(published):
            return [int(year) for year in question.run("editions")["edition"]]
    except WarehouseUnavailable:  # the first edition of a school
        return []


def _figures(published: Path, edition: int) -> pd.DataFrame:
    with connection.looking_at(published):
        return question.run("figures_of_edition", edition=edition)


def _findings(source: Path, edition: int | None) -> pd.DataFrame:
    asked = {"edition": edition, "severity": "", "chapter": 0, "kind": "", "opened": ""}
    with connection.looking_at(source):
        return question.run("findings", _EVER, **asked)


def _names(majors: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return the name of each major by its other spellings."""
    return {
        alias: row["major"]
        for row in majors
        if isinstance(row["aliases"], str)
        for alias in row["aliases"].split(";")
    }


def _found(row: dict[str, Any]) -> tuple[str, ...]:
    """Name a finding by what it says; that of a figure printed again is no new one."""
    return tuple(str(row[name]) for name in ("check_title", "message", "printed", "recomputed"))


def _what(row: dict[str, Any]) -> tuple[Any, ...]:
    """Name a figure with its value, to know it again."""
    names = (row["indicator"], row["period"], row["major"], row["category"])
    return (*(name if isinstance(name, str) else "" for name in names), row["value"])


def _jump(row: dict[str, Any]) -> Jump:
    code = hashlib.sha256("\0".join(map(str, _what(row))).encode()).hexdigest()[:8]
    return Jump(
        code,
        full_name(row),
        row["unit"],
        *(row["period"], _printed(row), row["period_before"]),
        # What was counted in a list has a value, and nothing printed.
        row["printed_before"] or f"{row['before']:g}",
        row["source"],
    )


def full_name(row: dict[str, Any]) -> str:
    parts = (row["indicator_name"], row["major"], row["category"])
    return " · ".join(part for part in parts if isinstance(part, str) and part)


def _changes(old: pd.DataFrame | None, new: pd.DataFrame, years: int) -> pd.DataFrame:
    """Pair the figures of two editions by what they are; ``years`` lie between the editions."""
    before = {} if old is None else dict(_paired(rows_of(old), years))
    rows = []
    for key, row in _paired(rows_of(new), 0):
        rows.append(_change(before.pop(key, None), row))
    rows += [_change(row, None) for row in before.values()]
    columns = ("change", "indicator_name", "source", "page", "unit", "decimals", "direction")
    values = ("period_before", "printed_before", "period", "printed", "difference")
    return pd.DataFrame(rows, columns=[*columns, *values])


def _paired(rows: Iterable[dict[str, Any]], years: int) -> Iterable[tuple[Any, dict[str, Any]]]:
    seen: dict[Any, int] = {}
    for row in rows:
        # The day of a count moves from year to year.
        when = str(row["year"] + years)
        if row["period_type"] != "as_of":
            when = moved(row["period"], years)
        key = (*_what(row)[:1], *_what(row)[2:4], when)
        seen[key] = seen.get(key, 0) + 1
        yield (*key, seen[key]), row


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> dict[str, Any]:
    shown = new or old or {}
    difference = None
    if old and new and pd.notna(old["value"]) and pd.notna(new["value"]):
        difference = new["value"] - old["value"]
    kind = CHANGED
    if not (old and new):
        kind = ADDED if new else GONE
    elif (_printed(old), old["status"]) == (_printed(new), new["status"]):
        kind = SAME
    elif pd.notna(old["value"]) and pd.isna(new["value"]) and not new["printed"]:
        kind = GONE  # a cell of the official form that was left blank
    return {
        "change": kind,
        "indicator_name": full_name(shown),
        **{name: shown[name] for name in ("source", "page", "unit", "decimals", "direction")},
        "period_before": old["period"] if old else "",
        "printed_before": _printed(old),
        "period": new["period"] if new else "",
        "printed": _printed(new),
        "difference": difference,
    }


def _printed(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    if row["printed"]:
        return str(row["printed"])
    # What was counted in a list has a value, and nothing printed.
    return "未填" if pd.isna(row["value"]) else f"{row['value']:g}"
