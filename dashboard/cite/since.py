"""What has become of a cited figure: the answer of then held against the answer of now."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dashboard.cite import citation
from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.query.question import Question
from dashboard.render import export, panes
from dashboard.text import without_guard

CURRENT, NEWER, CORRECTED = "current", "newer", "corrected"
REDEFINED, WITHDRAWN = "redefined", "withdrawn"
LABELS = {
    CURRENT: "现行",
    NEWER: "已有更新的年度",
    CORRECTED: "已更正",
    REDEFINED: "指标口径已改",
    WITHDRAWN: "已撤回",
}
_NAMED = ("indicator_name", "period", "major", "category", "item", "detail")
_DEFINED = {"unit": "单位", "definition": "定义"}


@dataclass(frozen=True)
class Answered:
    """A figure as one version of the data answers it.

    ``is_dated``: its rows are figures of the reports with their periods, not what is counted of
    lists or worked out of the newest report.
    """

    edition: int  # the newest of that version
    frame: pd.DataFrame
    definitions: pd.DataFrame
    is_dated: bool


@dataclass(frozen=True)
class Moved:
    """What stood in one place then, and what stands there now."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Since:
    """One of five states, and what moved, by row."""

    state: str
    moved: tuple[Moved, ...]
    newer: int = 0  # the edition that is newer than any of then


def answered(asked: Question) -> Answered:
    """Ask the data looked at; a question that it does not know has an empty answer."""
    edition = int(question.run("data_state")["edition"].iloc[0])
    frame = asked.answer() if asked.is_answered() else pd.DataFrame()
    is_dated = citation.is_dated(asked, frame) and not _in_reports(asked, frame).empty
    return Answered(edition, frame, panes.definitions(frame), is_dated)


def compare(asked: Question, then: Answered, now: Answered) -> Since:
    """Say what has become of a figure; to be called where the data of now are looked at."""
    newer = now.edition if now.edition > then.edition else 0
    redefined = [*_redefined(then.definitions, now.definitions)]
    changed, gone, added = _rows(asked, then, now)
    moved = (*redefined, *changed, *gone, *added)
    # An answer that is of the newest edition is another with each edition.
    explained = bool(newer) and not then.is_dated
    if not explained and gone and len(gone) == len(_filled(asked, then.frame)):
        state = WITHDRAWN
    elif redefined:
        state = REDEFINED
    elif not explained and (changed or gone or (added and not newer)):
        state = CORRECTED
    else:
        state = NEWER if newer else CURRENT
    return Since(state, moved, newer)


def _redefined(then: pd.DataFrame, now: pd.DataFrame) -> Iterator[Moved]:
    known = {row["indicator"]: row for row in rows_of(now)}
    for row in rows_of(then):
        if of_now := known.get(row["indicator"]):
            for column, word in _DEFINED.items():
                if row[column] != of_now[column]:
                    where = f"{row['name']} · {word}"
                    yield Moved(where, str(row[column]), str(of_now[column]))


def _rows(
    asked: Question, then: Answered, now: Answered
) -> tuple[list[Moved], list[Moved], list[Moved]]:
    """Return what stands otherwise now, what is gone, and what has been added."""
    before, after = _filled(asked, then.frame), _filled(asked, now.frame)
    named = _names(asked, then.frame) | _names(asked, now.frame)
    elsewhere = {}
    if then.is_dated and before.keys() - after.keys():
        elsewhere = citation.content(asked, _in_reports(asked, then.frame))
    changed, gone = [], []
    for key, cells in before.items():
        of_now = after.get(key, elsewhere.get(key))
        if of_now is None:
            gone.append(Moved(named[key], _said(cells), "没有了"))
        elif of_now != cells:
            apart = [one for one in cells if of_now.get(one) != cells[one]]
            was, become = ({one: some.get(one, "") for one in apart} for some in (cells, of_now))
            changed.append(Moved(named[key], _said(was), _said(become)))
    added = [
        Moved(named[key], "没有", _said(cells)) for key, cells in after.items() if key not in before
    ]
    return changed, gone, added


def _filled(asked: Question, frame: pd.DataFrame) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the rows that say anything: a cell that was blank and is gone has not moved."""
    rows = citation.content(asked, frame)
    return {key: cells for key, cells in rows.items() if not cells or any(cells.values())}


def _in_reports(asked: Question, frame: pd.DataFrame) -> pd.DataFrame:
    """Return what the data looked at have of these figures, whichever of them are shown."""
    columns = [one for one in ("indicator", "period", "major", "category") if one in frame]
    figures = question.run("figures_now", indicators=[*frame["indicator"].dropna().unique()])
    wanted = {*asked.query.key, *columns, "decimals"}
    places = frame[[one for one in frame if one in wanted]].astype(object)
    # A column without any value may be of whatever kind.
    return places.where(places.notna(), None).merge(
        figures[[*columns, "value", "printed"]], on=columns
    )


def _names(asked: Question, frame: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Name each row, for people, by what tells it from the others."""
    shown = [one for one in _NAMED if one in frame]
    names = (
        " · ".join(text for one in shown if (text := export.cell(one, row)))
        for row in rows_of(frame)
    )
    return dict(zip(citation.content(asked, frame), names, strict=True))


def _said(cells: dict[str, str]) -> str:
    """Write the number, or what is printed in its place, or all that a line says."""
    value, printed = (without_guard(cells.get(one, "")) for one in ("value", "printed"))
    if cells.keys() <= {"value", "printed"}:
        also = f"（所印：{printed}）" if value and printed else ""
        if value and value in printed.replace(",", ""):
            return printed
        return f"{value}{also}" if value else printed or "未填"
    said = ((export.HEADINGS[one], without_guard(text)) for one, text in cells.items() if text)
    return "；".join(f"{heading} {text}" for heading, text in said)
