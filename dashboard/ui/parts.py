"""The parts of a page, chosen by name: only what is shown is asked, sent and drawn.

A page says of what parts it is made, once, as data. The choice stands in the address; without one
the first part is shown. A link from elsewhere may name an indicator instead: it opens the part that
shows it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import streamlit as st

from dashboard.contract.exploration import INDICATOR
from dashboard.query.question import Question, load
from dashboard.render import narrowing
from dashboard.text import plain
from dashboard.ui import address, cards, figure, filters, page
from dashboard.ui.figure import FigureSpec

ADDRESS, SHOWING = "part", "showing"
EVERY = "全部"

# One figure, or several abreast, of which a list stands in one column.
Row: TypeAlias = FigureSpec | list[FigureSpec | list[FigureSpec]]


@dataclass(frozen=True)
class Part:
    """One part of a page: its name, its figures in rows, what it says and counts above them.

    ``opening`` draws what stands before the figures, words or choices; what it returns is bound
    to those figures which ask for it. ``closing`` draws what stands after them.
    """

    name: str
    rows: Sequence[Row]
    lead: str = ""
    cards: Sequence[str] = ()
    opening: Callable[[], dict[str, Any] | None] | None = None
    closing: Callable[[], None] | None = None


def show(*parts: Part) -> None:
    """Draw the part that is chosen, under a row of the names of all."""
    _open_part_with(st.query_params.pop(SHOWING, ""), parts)
    chosen = _choose([part.name for part in parts])
    for part in parts:
        if chosen in (EVERY, part.name):
            _draw(part)
        else:  # for the download, which holds the whole page
            page.keep(*map(figure.of, _specs(part.rows)))


def _open_part_with(indicator: str, parts: Sequence[Part]) -> None:
    """Open the part with a figure of an indicator or, where there is none, the explorer."""
    for part in parts if indicator else ():
        counted = [one.split(":")[0] for one in part.cards]
        if indicator in counted or any(_is_of(spec, indicator) for spec in _specs(part.rows)):
            st.query_params[ADDRESS] = plain(part.name)
            return
    if indicator:
        st.switch_page("pages/explorer.py", query_params={INDICATOR: indicator})


def _is_of(spec: FigureSpec, indicator: str) -> bool:
    """Tell whether a figure has an indicator, in whichever years."""
    name, values = (spec, {}) if isinstance(spec, str) else spec
    answer = Question.of(name, filters.everything(), **values).answer()
    return "indicator" in answer and bool((answer["indicator"] == indicator).any())


def _choose(names: list[str]) -> str:
    """Draw the row of names within reach, and say which name in the address there is none of."""
    choices = [*names, EVERY]
    unknown = [name for name in st.query_params.get_all(ADDRESS) if name not in map(plain, choices)]
    with page.reach(), st.container(key="parts"):
        chosen = address.segmented("本页的部分", choices, ADDRESS)
    if unknown:
        st.warning(f"网址中的部分无法识别，已忽略：{plain('、'.join(unknown)[:40])}")
    return chosen


def _draw(part: Part) -> None:
    page.section(part.name, part.lead)
    cards.row(*part.cards)
    rows = _bound([*part.rows], (part.opening() if part.opening else None) or {})
    _draw_rows(_only(rows, _is_split))
    if part.closing:
        part.closing()
    whole = _only(rows, lambda spec: not _is_split(spec))
    titles = [figure.of(spec).query.title for spec in _specs(whole)]
    if page.opens_whole_school(part.name, titles):
        _draw_rows(whole)
    else:
        page.keep(*map(figure.of, _specs(whole)))


def _draw_rows(rows: list[Row]) -> None:
    for row in rows:
        figure.grid(*(row if isinstance(row, list) else [row]))


def _is_split(spec: FigureSpec) -> bool:
    """Tell whether a figure stays in sight under the majors chosen; all of other pages do."""
    return not page.is_of_chapter() or narrowing.is_split(figure.of(spec))


def _only(row: Any, wanted: Callable[[FigureSpec], bool]) -> Any:
    """Leave of rows and columns the figures that are wanted, and no place for the others."""
    if isinstance(row, list):
        return [kept for one in row if (kept := _only(one, wanted))]
    return row if wanted(row) else None


def _bound(row: Any, chosen: dict[str, Any]) -> Any:
    """Bind what the reader has chosen within the part to the figures that ask for it."""
    if isinstance(row, list):
        return [_bound(one, chosen) for one in row]
    name, values = (row, {}) if isinstance(row, str) else row
    return name, values | {key: chosen[key] for key in load(name).parameters & chosen.keys()}


def _specs(row: Any) -> list[FigureSpec]:
    if isinstance(row, Sequence) and not isinstance(row, str | tuple):
        return [spec for one in row for spec in _specs(one)]
    return [row]
