"""Years and majors, chosen once for every page and kept in the address."""

import re
from collections.abc import Mapping

import streamlit as st

from dashboard.query import scopes
from dashboard.query.question import Scope
from dashboard.render.markup import render
from dashboard.text import fold, plain

YEARS, MAJORS = "years", "major"  # the widgets' keys, and so the names in the address
_SCOPE, _KNOWN, _REMARKS, _WANTED = "_scope", "_known_years", "_remarks", "_wanted_scope"


def bar() -> None:
    """Draw the filters (called by app.py before the page, so that they outlive a page change)."""
    known = scopes.choices()
    years, majors = known.years, known.majors
    _narrow(st.session_state.pop(_WANTED, None))
    _keep_all(years)
    _follow_old_names(known.spellings)
    _keep_within(years)
    if rejected := _rejected({YEARS: {str(year) for year in years}, MAJORS: set(majors)}):
        _remark(f"网址中的筛选条件无法识别，已忽略：{'、'.join(rejected)}")
    line = st.container(horizontal=True, vertical_alignment="center", key="fold")
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        first, last = st.select_slider(
            "年份",
            options=years,
            value=(years[0], years[-1]),
            key=YEARS,
            bind="query-params",
            width=320,
        )
        chosen = st.multiselect(
            "专业",
            options=majors,
            key=MAJORS,
            bind="query-params",
            placeholder="全部专业",
            select_all=False,
            width=420,
        )
    scope = st.session_state[_SCOPE] = Scope(first, last, tuple(chosen))
    with line:
        st.caption(plain(" · ".join(scopes.words(scope))), width="stretch")
        st.html(render("fold"), width="content")


def _narrow(wanted: Scope | None) -> None:
    if wanted and YEARS in st.session_state:
        st.session_state[YEARS] = wanted.year_from, wanted.year_to
        st.session_state[MAJORS] = list(wanted.majors)
    elif wanted:  # not drawn yet: they begin with the address
        st.query_params[YEARS] = [str(wanted.year_from), str(wanted.year_to)]
        st.query_params[MAJORS] = wanted.majors
        st.rerun()


def remarks() -> list[str]:
    """Return what is to be said of an address that asks for more than there is: once."""
    told: list[str] = st.session_state.pop(_REMARKS, [])
    return told


def _remark(text: str) -> None:
    st.session_state.setdefault(_REMARKS, []).append(text)


def keep() -> None:
    """Keep what is chosen over a page that has no filters."""
    for key in (YEARS, MAJORS):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _follow_old_names(spellings: Mapping[str, str]) -> None:
    """Let an address with a former name, or another spelling, of a major lead to the major."""
    asked = st.query_params.get_all(MAJORS)
    meant = list(dict.fromkeys(spellings.get(fold(name), name) for name in asked))
    if meant != asked:
        st.query_params[MAJORS] = meant
        st.rerun()  # begins with the address as it is now


def _keep_within(years: list[int]) -> None:
    """Narrow what the address asks for to the years that there are, and say so."""
    asked = st.query_params.get_all(YEARS)
    if len(asked) != 2 or not all(re.fullmatch("[0-9]{4}", year) for year in asked):
        return  # no years at all
    first, last = sorted(map(int, asked))
    if not {first, last} <= {*years}:
        nearest = min(years, key=lambda year: max(first - year, year - last))
        known = [year for year in years if first <= year <= last]
        lacks, known = ("不全有", known) if known else ("没有", [nearest])
        st.query_params[YEARS] = [str(known[0]), str(known[-1])]
        wanted, shown = (
            scopes.words(Scope(*ends))[0] for ends in ((first, last), (known[0], known[-1]))
        )
        _remark(f"网址中的 {wanted}{lacks}数据，所示为 {shown}。")
        st.rerun()


def _keep_all(years: list[int]) -> None:
    """Let whoever looks at all years look at all of them still, when an edition has brought one."""
    known = st.session_state.get(_KNOWN, years)
    if known != years and st.session_state.get(YEARS) == (known[0], known[-1]):
        st.session_state[YEARS] = (years[0], years[-1])
    st.session_state[_KNOWN] = years


def narrow(wanted: Scope) -> None:
    """Let the filters be these from the next run on, as they stand before the page."""
    st.session_state[_WANTED] = wanted


def scope() -> Scope:
    """Return what the reader has chosen. Raises KeyError where app.py has not run."""
    chosen: Scope = st.session_state[_SCOPE]
    return chosen


def _rejected(allowed: dict[str, set[str]]) -> list[str]:
    """List what the address asks for and we do not have; Streamlit itself drops it silently."""
    bad = [
        value
        for key, values in allowed.items()
        for value in st.query_params.get_all(key)
        if value not in values
    ]
    asked = st.query_params.get_all(YEARS)
    if not bad and asked and len(asked) != 2:
        bad = ["—".join(asked)]
    return [value[:40] for value in bad]
