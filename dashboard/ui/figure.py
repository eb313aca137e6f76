"""One figure on the screen: chart, table, definition with source, and CSV, from one query."""

import functools
from typing import Any, TypeAlias

import streamlit as st

from dashboard.query import connection, question
from dashboard.query.question import Query, Scope
from dashboard.render import export, figure_parts
from dashboard.render.figure_parts import ABOUT, CHART, TABLE, Part
from dashboard.ui import filters, page

_NARROWED = "_narrowed"
# The tool bar over a chart speaks English only; its functions are on the mouse: drag to zoom,
# double click to return, a click in the legend to hide a series.
_CONFIG = {"displayModeBar": False, "responsive": True}

One: TypeAlias = str | tuple[str, dict[str, Any]]  # a query, or one with what is bound


def show(name: str, **values: Any) -> None:
    """Draw the figure of ``queries/<name>.sql`` in the reader's scope.

    ``values`` bind the query's parameters besides years and majors; ``title`` and ``unit`` among
    them stand above the figure in place of those of the file. What no report has figures for is
    named at the head of the part, and no empty frame is drawn.
    """
    if not _told_lacking(name, values):
        _draw(name, values)


def grid(*wanted: One | list[One]) -> None:
    """Draw figures two abreast where the screen is wide enough; a list stands in one column."""
    columns = []
    for one in wanted:
        each = [
            (item, {}) if isinstance(item, str) else item
            for item in (one if isinstance(one, list) else [one])
        ]
        # What is lacking leaves no gap beside another figure.
        if column := [(name, values) for name, values in each if not _told_lacking(name, values)]:
            columns.append(column)
    for pair in (columns[i : i + 2] for i in range(0, len(columns), 2)):
        places = st.columns(2, gap="medium") if len(pair) == 2 else [st.container()]
        for place, column in zip(places, pair, strict=True):
            with place:
                for name, values in column:
                    _draw(name, values)


def _told_lacking(name: str, values: dict[str, Any]) -> bool:
    """Say that a figure is lacking, where no report has what it would show; tell whether so."""
    scopes = (filters.scope(), filters.everything())
    if figure_parts.is_lacking(name, question.freeze(values), scopes):
        page.lack(question.entitled(name, values).title)
        return True
    return False


def _draw(name: str, values: dict[str, Any]) -> None:
    page.register(name, values)
    _figure(name, values)


@st.fragment
def _figure(name: str, values: dict[str, Any]) -> None:
    """A fragment, so that a change of view asks again for this one figure and nothing else."""
    if st.session_state.pop(_NARROWED, False):
        st.rerun()  # the whole page: the filters have changed, not this figure alone
    asked, scope = question.entitled(name, values), question.narrowed(filters.scope(), values)
    key = "-".join([name, *map(str, values.values())])
    views = [CHART, TABLE, ABOUT] if asked.chart else [TABLE, ABOUT]
    # Stretched, so that two figures abreast end on one line.
    with st.container(border=True, height="stretch", key=f"figure-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(figure_parts.heading(asked.title, asked.unit))
            view = st.segmented_control(
                f"{asked.title}：显示方式",
                views,
                default=views[0],
                required=True,
                key=f"view-{key}",
                label_visibility="collapsed",
            )
            st.download_button(
                "CSV",
                data=connection.pinned(functools.partial(_csv, name, scope, values)),
                file_name=export.file_name(
                    [page.title(), *question.words(name, values), *filters.words(scope)], "csv"
                ),
                mime="text/csv",
                on_click="ignore",
                type="tertiary",
                key=f"csv-{key}",
                help="下载这张图的数据（Excel、WPS 可直接打开）",
            )
        parts = figure_parts.parts(name, question.freeze(values), scope, view)
        if not parts:
            st.info(asked.empty or f"所选范围（{'，'.join(filters.words(scope))}）内没有数据。")
        for part in parts:
            _part(part, asked, key)


def _csv(name: str, scope: Scope, values: dict[str, Any]) -> bytes:
    return export.to_csv(question.run(name, scope, **values))


def _part(part: Part, asked: Query, key: str) -> None:
    if part.caption:
        st.caption(part.caption)
    if part.chart is None:
        st.html(part.html)
        return
    place = f"chart-{key}{part.caption}"
    st.plotly_chart(
        part.chart,
        key=place,
        config=_CONFIG,
        alt=f"{asked.title}。{asked.description}",
        selection_mode="points",
        # A click on a major narrows everything to it; a second click takes that back.
        on_select=functools.partial(_narrow, place) if part.by == "major" else "ignore",
    )


def _narrow(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    names = {str(point.get("y", "")).replace("<br>", "") for point in points}
    if chosen := [name for name in question.run("majors")["major"] if name in names]:
        already = st.session_state[filters.MAJORS] == chosen
        st.session_state[filters.MAJORS] = [] if already else chosen
        st.session_state[_NARROWED] = True
