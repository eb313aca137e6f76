"""The choice of two years and a chapter that are held side by side, kept in the address."""

import streamlit as st

from dashboard.contract.codes import CHAPTERS
from dashboard.outline import two_years
from dashboard.outline.part import Row
from dashboard.query.question import Scope
from dashboard.ui import address, filters, page

NAME = two_years.NAME
_FIRST, _LAST, _CHAPTER = "first", "last", "chapter"  # names in the address


def asked(scope: Scope) -> list[Row]:
    """Return what the address asks for, by default the newest two years of the whole report.

    Nothing, where of the reader's years no two have figures.
    """
    if not (lists := _years(scope)):
        return []
    first, last = (_chosen(key, years) for key, years in lists.items())
    chapters = {name: number for number, name in CHAPTERS.items()}
    return [two_years.spec(first, last, chapters.get(st.query_params.get(_CHAPTER, ""), 0))]


def choose() -> None:
    """Draw the choice."""
    if not (lists := _years(filters.scope())):
        st.info("所选年份里有数的不到两年，没有可对照的；请在页首把年份选宽些。")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="two-years"):
        page.choice("章", CHAPTERS.values(), _CHAPTER)
        for label, (key, years) in zip(("头一年", "末一年"), lists.items(), strict=True):
            address.choice(label, {str(year): f"{year}年" for year in years}, key)


def _years(scope: Scope) -> dict[str, list[int]]:
    """List the years for either choice, the newest first; the first year is before the last."""
    known = two_years.years(scope)
    if len(known) < 2:
        return {}
    last = _chosen(_LAST, known[:-1])
    if st.query_params.get(_FIRST) in {str(year) for year in known if year >= last}:
        st.query_params.pop(_FIRST)  # it was chosen beside a later one
    return {_FIRST: [year for year in known if year < last], _LAST: known[:-1]}


def _chosen(key: str, years: list[int]) -> int:
    wanted = st.query_params.get(key, "")
    return next((year for year in years if str(year) == wanted), years[0])
