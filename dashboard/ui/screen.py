"""The frame round every page: who may look, whose data, filters, and a calm word when it fails."""

import logging
from contextlib import nullcontext
from pathlib import Path
from threading import BoundedSemaphore

import streamlit as st

from dashboard import paths, settings
from dashboard.auth import access, author
from dashboard.contract import exploration
from dashboard.contract.faults import DataProblems
from dashboard.intake import drafts
from dashboard.intake.drafts import Draft
from dashboard.query import connection, question
from dashboard.query.connection import NothingPublished, WarehouseUnavailable
from dashboard.serve import limits, uploads
from dashboard.serve import streamlit_seams as seams
from dashboard.text import plain
from dashboard.ui import asking, filters, page, style
from dashboard.ui.desk import lists

_LOOKED_AT = "_looked_at"
# Pages that years and majors do not narrow: of the office, which work before there are figures, and
# of figures that say themselves how they are narrowed.
_OFFICE = ("entry", "history")
_UNFILTERED = (*_OFFICE, "cite", "meeting")
TURN = BoundedSemaphore(limits.DRAWN)


def configure() -> None:
    """Set title, icon and layout, and the style sheet of our own HTML."""
    st.set_page_config(page_title="教育质量年报数据看板", layout="wide")
    st.html(style.sheet())


def may_be_seen() -> bool:
    """Tell whether anything may be shown to whoever looks; else say why not."""
    if access.gate_viewing():
        return True
    uploads.allow(False)
    return False


def run(chosen: st.Page) -> None:
    """Draw the page; without data, say in Chinese what is wrong and what to do."""
    name = author.now()
    uploads.allow(bool(name))
    draft = drafts.previewed(paths.DATA, name)
    st.session_state[_LOOKED_AT] = draft.database if draft else None
    with st.sidebar:
        st.caption(plain(_school()))
        access.sign_out()
    page.lay_out()
    try:
        with page.reach():
            if draft:
                _banner(draft)
            if chosen.url_path != "entry":
                lists.leave()
            if chosen.url_path in _UNFILTERED:
                filters.keep()
            else:
                if chosen.url_path == exploration.PAGE:
                    asking.take()
                filters.bar()
        for remark in filters.remarks():
            st.warning(plain(remark))
        # The office's pages wait for other processes; meanwhile readers go on reading.
        with nullcontext() if chosen.url_path in _OFFICE else TURN:
            chosen.run()
    except NothingPublished as nothing:
        st.title(plain(chosen.title), anchor=False)
        st.info(plain(str(nothing)))
    except WarehouseUnavailable as error:
        logging.getLogger(__name__).warning("%s", error, exc_info=True)
        st.error(plain(str(error)))


def _school() -> str:
    """Name the school: as its newest report does or, before there is one, as it is set up."""
    try:
        return str(question.run("school")["school"].iloc[0])
    except WarehouseUnavailable:
        try:
            return settings.read(paths.DATA).name
        except DataProblems:
            return ""


def _banner(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="banner"):
        st.warning(
            f"正在预览 {draft.year:d} 年版的草稿（{plain(draft.file)}）：只有您看得到，还没有发布。"
        )
        if st.button("退出预览", key="leave-preview"):
            drafts.stop_preview(paths.DATA, draft.author)
            st.rerun()


def _looked_at() -> Path | None:
    if not seams.session():
        return None
    found: Path | None = st.session_state.get(_LOOKED_AT)
    if found and seams.draws_fragment():
        # Drawn anew by itself, past `run`: the preview, or the sign-in, may be over by now.
        draft = drafts.previewed(paths.DATA, author.now())
        return draft.database if draft else None
    return found


connection.look_where(_looked_at)
