"""One figure in words and numbers, whatever it is written into.

All of it is what the screen shows, made by the same functions; here it is only without markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.contract import period
from dashboard.contract.codes import DIRECTION
from dashboard.contract.wording import CORRECTED, DOUBTED, rows_of
from dashboard.query import scopes
from dashboard.query.question import Question
from dashboard.render import narrowing, panes, tables
from dashboard.render.panes import Pane
from dashboard.render.tables import Grid


@dataclass(frozen=True)
class Table:
    """One table of a figure; ``caption`` says what it is of where there are several."""

    caption: str
    grid: Grid


@dataclass(frozen=True, eq=False)
class Content:
    """One figure.

    ``scope`` says of which years and of whom it is, ``headline`` what it shows, ``kind`` how it is
    drawn (``query.chart``, nothing for a table only), ``remarks`` what is to be
    known when reading it; ``sources``, ``doubts`` (one a cause, with its mark) and ``definitions``
    (name and words) are in order of appearance. ``missing`` says why there is no number to show; a
    table may be there all the same and say so cell by cell.
    ``own_title``, ``note`` and ``date`` come from whoever collects, ``link`` is where the dashboard
    shows it.
    """

    asked: Question
    title: str
    unit: str
    description: str
    scope: str
    headline: str
    kind: tuple[str, ...]
    panes: tuple[Pane, ...]
    tables: tuple[Table, ...]
    frame: pd.DataFrame
    sources: tuple[str, ...]
    remarks: tuple[str, ...]
    doubts: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    missing: str = ""
    note: str = ""
    date: str = ""
    link: str = ""
    own_title: str = ""

    @property
    def called(self) -> str:
        """Name the figure as whoever collects does, else as its page."""
        return self.own_title or self.title


def content(
    asked: Question, *, note: str = "", date: str = "", link: str = "", own_title: str = ""
) -> Content:
    """Say all that is said of a figure."""
    query, frame = asked.query, asked.answer()
    missing = _missing(asked)
    drawn = panes.in_charts(asked) if query.chart and not missing else []
    said = panes.takeaways(asked, drawn) if drawn else []
    return Content(
        asked=asked,
        title=query.title,
        unit=query.unit,
        description=query.description,
        scope=scope(asked),
        headline="".join(f"{lead}：{words}" if lead else words for lead, words in said)
        or panes.summary(asked),
        kind=query.chart,
        panes=tuple(drawn),
        tables=_tables(asked),
        frame=frame,
        sources=sources(asked),
        remarks=remarks(asked),
        doubts=tuple(_doubts(frame)),
        definitions=tuple(
            (f"{row['name']}（{row['unit']}，{DIRECTION[row['direction']]}）", row["definition"])
            for row in rows_of(panes.definitions(frame))
        ),
        missing=missing,
        note=note,
        date=date,
        link=link,
        own_title=own_title,
    )


def scope(asked: Question) -> str:
    """Say of which years and of whom a figure is: of the years that it has, not all that it may."""
    frame, (years, whose) = asked.answer(), scopes.words(asked.scope)
    known = frame[frame["value"].notna()] if "value" in frame else frame
    if not known.empty:
        years = period.span(known["period"]) if "period" in known else ""
    return " · ".join(filter(None, (years, whose)))


def sources(asked: Question) -> tuple[str, ...]:
    """Say where the figures stand, each report by its edition."""
    return tuple(tables.sources(asked.answer(), of_editions=True)) or (asked.query.source,)


def source_line(of: Sequence[str]) -> str:
    """Write under a figure where it stands."""
    return f"来源：{'；'.join(of)}"


def _missing(asked: Question) -> str:
    if found := panes.lack(asked):
        return f"{found.why}（{found.instead}）。" if found.instead else f"{found.why}。"
    if not asked.answer().empty:
        return ""
    scope = "，".join(scopes.words(asked.scope))
    return asked.query.empty or f"所选范围（{scope}）内没有数据。"


def _tables(asked: Question) -> tuple[Table, ...]:
    if asked.answer().empty:
        return ()
    layout = asked.query.table[0]
    return tuple(
        Table(caption, tables.grid(layout, rows, by))
        for caption, rows, by in panes.in_tables(asked)
    )


def remarks(asked: Question) -> tuple[str, ...]:
    """Say what is of the whole school, of how many a rate was taken, and what the marks mean."""
    frame = asked.answer()
    said = [narrowing.remark(asked)] if not frame.empty else []
    said += [tables.kept_back(frame), *(f"{sample}。" for sample in tables.samples(frame))]
    if marks := tables.marks(frame):
        said.append(f"† 为存疑数值（{'、'.join(marks)}）。")
    return tuple(one for one in said if one)


def _doubts(frame: pd.DataFrame) -> list[str]:
    told = []
    for mark, corrected in ((DOUBTED, False), (f"{CORRECTED} 学校更正：", True)):
        for found in tables.doubts(frame, corrected=corrected):
            touched = f"（牵涉：{found['touched']}）" if found["touched"] else ""
            told.append(f"{mark} {found['words']}{touched}")
    return told
