"""The reader's own choice of indicators, kept in the address so that a link opens it again."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.contract.codes import CHAPTERS
from dashboard.contract.exploration import ASK, INDICATOR, PAGE, VIEW
from dashboard.contract.wording import rows_of
from dashboard.query import connection, question
from dashboard.text import plain
from dashboard.ui import figure

_WIDGET, _KEPT = "explore", "_explored"

_OF_A_VISIT = (*VIEW, ASK)


def choose() -> list[str]:
    """Draw the choice of indicators and return the codes chosen, in the order chosen.

    The address holds the codes and not the names (which Streamlit's own binding would write), so
    that a link outlives a better name.
    """
    indicators = known()
    asked = st.query_params.get_all(INDICATOR)
    chosen = [code for code in dict.fromkeys(asked) if code in indicators]
    if unknown := [code[:40] for code in asked if code not in indicators]:
        st.warning(f"网址中的指标代码无法识别，已忽略：{plain('、'.join(unknown))}")
    keep(chosen)
    st.session_state[_WIDGET] = chosen
    st.multiselect(
        "指标（可选多个，输入名称查找）",
        options=list(indicators),
        format_func=lambda code: _label(indicators[code]),
        key=_WIDGET,
        on_change=_changed,
        placeholder="选择指标",
        filter_mode="contains",
        select_all=False,
    )
    return chosen


def name_lists(chosen: list[str]) -> None:
    """Say where the school's own lists have what is chosen: theirs is another kind of figure."""
    given = rows_of(question.run("lists_given"))
    labels = [one["label"] for one in given if {*chosen} & {*one["indicators"]}]
    if labels:
        st.caption(plain(f"这里是报告所印的数；{'、'.join(labels)}汇总的同一指标在“专业”页。"))


def come_back() -> None:
    """Put what this visit last looked at into an address of no view: after a change of page."""
    kept: dict[str, list[str]] = st.session_state.get(_KEPT, {})
    if not any(key in st.query_params for key in _OF_A_VISIT):
        for key, values in kept.items():
            st.query_params[key] = values


def note() -> None:
    """Note the view, for when the reader comes back to the page."""
    st.session_state[_KEPT] = {key: st.query_params.get_all(key) for key in _OF_A_VISIT}


def suggest() -> None:
    """Offer, as buttons, groups of indicators that have been printed for several years."""
    groups = _suggestions()
    begin = "可以从数据较长的几组开始：" if groups else "可以在上面选择，或在下面的目录里点名称。"
    with st.container(key="screen-only-suggestions"):
        st.markdown(f"尚未选择指标。{begin}")
        with st.container(horizontal=True, gap="small", key="suggestions"):
            for row in groups:
                codes = list(row["indicators"])
                st.button(
                    plain(f"{row['section']}（{row['unit']}）"),
                    key=f"suggest-{'-'.join(codes)}",
                    help=plain(row["names"]),
                    on_click=keep,
                    args=(codes,),
                )


@connection.per_version
def _suggestions() -> list[dict[str, Any]]:
    return rows_of(question.run("explore_suggestions"))


def catalogue(wanted: str) -> None:
    """List the indicators that ``wanted`` is said of, each a link that keeps the filters."""
    kept = {"find": wanted} if wanted else {}
    figure.show(
        "catalogue",
        wanted=wanted,
        address=f"{PAGE}?{urlencode({**kept, INDICATOR: ''})}",
        title=f"与“{wanted}”有关的指标" if wanted else "全部指标",
    )


@connection.per_version
def known() -> dict[str, dict[str, Any]]:
    return {row["indicator"]: row for row in rows_of(question.run("indicator_choices"))}


def _label(row: dict[str, Any]) -> str:
    unit = f"{row['unit']}，计算" if row["is_worked_out"] else row["unit"]
    return f"{CHAPTERS[row['chapter']][0]} · {row['name']}（{unit}）"


def _changed() -> None:
    keep(st.session_state[_WIDGET])


def keep(codes: list[str]) -> None:
    """Choose indicators, and nothing that was chosen of others where there are none."""
    if not codes:
        st.session_state.pop(_KEPT, None)
    if st.query_params.get_all(INDICATOR) != codes:
        st.query_params[INDICATOR] = codes
