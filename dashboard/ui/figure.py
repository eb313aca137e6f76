"""One figure on the screen: chart, table, definition with source, and CSV, from one query."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.auth.downloads import for_viewers
from dashboard.cite import citation
from dashboard.material import picture, selection
from dashboard.outline.part import FigureSpec, question_of
from dashboard.query import connection, question, scopes, written
from dashboard.query.question import HEADING, Question
from dashboard.render import charts, export, figure_parts, panes
from dashboard.render.figure_parts import ABOUT, CHART, TABLE, Part
from dashboard.text import plain
from dashboard.ui import address, chart, filters, page

_MAJOR_CLICKED = "_major_clicked"


def show(name: str, **values: Any) -> None:
    """Draw the figure of ``queries/<name>.sql`` in the reader's scope.

    ``values`` bind the query's parameters besides years and majors; ``title`` and ``unit`` among
    them stand above the figure in place of those of the file. What there are no figures for is
    named at the head of the part, and no empty frame is drawn.
    """
    grid((name, values))


def grid(*specs: FigureSpec | list[FigureSpec]) -> None:
    """Draw figures two abreast where the screen is wide enough; a list stands in one column."""
    columns = []
    for one in specs:
        asked = map(of, one if isinstance(one, list) else [one])
        # What is lacking leaves no gap beside another figure.
        if column := [known for known in asked if not lacks(known)]:
            columns.append(column)
    for pair in (columns[i : i + 2] for i in range(0, len(columns), 2)):
        places = st.columns(2, gap="medium") if len(pair) == 2 else [st.container()]
        for place, column in zip(places, pair, strict=True):
            with place:
                for known in column:
                    _draw(known)


def of(spec: FigureSpec) -> Question:
    """Return what a figure asks in the reader's scope."""
    return question_of(spec, filters.scope())


def lacks(asked: Question) -> bool:
    """Where there is no number that a figure would show, nor elsewhere, say so instead."""
    found = panes.lack(asked)
    if not found:
        return False
    if panes.gaps(asked):  # as printed they are worth taking away
        page.keep(asked)
    page.lack(asked.query.title, found.instead, found.why)
    return True


@dataclass(frozen=True)
class Alone:
    """How a figure is drawn that stands outside the pages of the report.

    ``database`` is its data file where that is not the one looked at; ``place`` tells it from its
    like on the page.
    """

    database: Path | None = None
    place: str = ""


def alone(asked: Question, how: Alone) -> None:
    """Draw a figure that is narrowed as it says, whatever the reader has chosen."""
    page.register(asked)
    _figure(asked, how)


def _draw(asked: Question) -> None:
    page.register(asked)
    _figure(asked)


@st.fragment
def _figure(asked: Question, how: Alone | None = None) -> None:
    """A fragment, so that a change of view asks again for this one figure and nothing else."""
    with connection.looking_at(how.database if how else None):
        _framed(asked, how)


def _framed(asked: Question, how: Alone | None) -> None:
    page.check_again()
    if st.session_state.pop(_MAJOR_CLICKED, False):
        st.rerun()  # the whole page: the filters have changed, not this figure alone
    query = asked.query
    key = _key(asked) + (how.place if how else "")
    is_drawn = panes.is_drawn(asked)
    views = [CHART, TABLE, ABOUT] if is_drawn else [TABLE, ABOUT]
    # Stretched, so that two figures abreast end on one line.
    with st.container(border=True, height="stretch", key=f"figure-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links = ("", "") if how or not written.is_figure(asked.name) else _links(asked)
            pictured = picture.words(asked) if is_drawn else None
            st.html(figure_parts.heading(query.title, query.unit, *links, pictured))
            view = address.segmented(f"{query.title}：显示方式", views, f"view-{key}")
            st.download_button(
                "CSV",
                data=for_viewers(connection.pinned(lambda: export.to_csv(asked.answer()))),
                file_name=page.file_name(page.title(), asked),
                mime="text/csv",
                on_click="ignore",
                type="tertiary",
                key=f"csv-{key}",
                help="下载这张图的数据（Excel、WPS 可直接打开）",
            )
        parts = figure_parts.parts(asked, view, apart=page.is_of_chapter())
        if not parts:
            chosen = "，".join(scopes.words(asked.scope))
            st.info(plain(query.empty or f"所选范围（{chosen}）内没有数据。"))
            if elsewhere := figure_parts.elsewhere(asked):
                address.draw(elsewhere)
        for part in parts:
            _part(part, key, narrows=how is None)


def _links(asked: Question) -> tuple[str, str]:
    """Return the address that cites a figure, and the line by which it is taken into a meeting."""
    return citation.of(asked).address, selection.line(asked, scopes.everything())


def _key(asked: Question) -> str:
    """Name a figure of the page, in the address too: the heading says nothing more."""
    said = [asked.name]
    for name, value in asked.values:
        if name not in HEADING and value:
            # The name too: a list and an indicator may be called alike.
            said += [name, *map(str, value if isinstance(value, tuple) else (value,))]
    return "-".join(said)


def _part(part: Part, key: str, *, narrows: bool) -> None:
    if part.caption:
        st.caption(plain(part.caption))
    if part.html:
        address.draw(part.html)
    if part.chart is None:
        return
    # A click on a major narrows everything to it; a second click takes that back.
    pick = _narrow if part.chart.picks and narrows else None
    chart.show(part.chart, f"chart-{key}{part.caption}", pick)


def _narrow(name: str) -> None:
    majors = question.run("majors")["major"]
    if chosen := [one for one in majors if charts.category(one) == name.replace("<br>", "")]:
        already = st.session_state[filters.MAJORS] == chosen
        st.session_state[filters.MAJORS] = [] if already else chosen
        st.session_state[_MAJOR_CLICKED] = True
