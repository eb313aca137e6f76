"""Every version, and the way back to one."""

from collections.abc import Sequence

import streamlit as st

from dashboard import paths
from dashboard.auth import access
from dashboard.contract.codes import VERSION
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.render import tables
from dashboard.text import plain
from dashboard.ui.desk.state import flash, office, settle, show_flash, when


def history() -> None:
    """List every version; let an editor bring one back."""
    settle()
    if problem := versions.broken(paths.DATA):
        st.warning(f"版本记录有问题：{plain(problem)}请告诉管理员。")
    made = versions.history(paths.DATA)
    if not made:
        st.caption("还没有发布过；第一次发布时会先把现有的数据留存为第 1 版。")
        return
    known = access.editor_now() is not None
    show_flash()
    st.html(tables.history(_row(version, known) for version in made))
    if known:
        _offer_rollback(made)
    elif not access.has_provider():
        st.info("在这个浏览器里不能恢复以前的一版；恢复请运行：")
        st.code(
            'python -m dashboard rollback 版本号 --who 办公室 --why "为什么恢复"',
            language=None,
            wrap_lines=True,
        )
    elif access.visitor() is None:
        access.sign_in("恢复以前的一版需要登录。")


def _offer_rollback(made: Sequence[versions.Version]) -> None:
    """Offer what can be brought back: each state of the data once, as it came to be first."""
    states = {version.input_sha256: version for version in made}
    states.pop(made[0].input_sha256)
    if not states:
        return
    earlier = sorted(states.values(), key=lambda version: version.number, reverse=True)
    with st.container(horizontal=True, vertical_alignment="bottom", key="rollback"):
        chosen = earlier[0]
        if len(earlier) > 1:
            chosen = st.selectbox(
                "恢复哪一版的数据",
                earlier,
                format_func=lambda one: f"第 {one.number} 版，{when(one)}，{one.why}",
                key="back-to",
                width=420,
            )
        if st.button(f"恢复到第 {chosen.number:d} 版", key="back"):
            _confirm_rollback(chosen, versions.state(paths.DATA))


@st.dialog("恢复到以前的一版")
def _confirm_rollback(version: versions.Version, base: str) -> None:
    st.markdown(
        plain(
            f"大家看到的将是第 {version.number} 版（{when(version)}，{version.why}）的数据。"
            "现在的数据仍然留着，随时可以再恢复回来。"
        )
    )
    by = office()
    why = st.text_input("为什么恢复", value=f"恢复到第 {version.number} 版", max_chars=200)
    if st.button("恢复", disabled=not why.strip()):
        if access.is_at_desk() and not by:
            st.error("没有恢复：请先写是哪个部门，会记在版本记录里。")
            return
        who = access.editor_now()
        if who is None:
            access.note_refusal("publication")
            st.error("登录已失效，或您的账号不再有发布的权限；没有恢复。请重新登录。")
            return
        try:
            with st.spinner("正在恢复……"):
                back = versions.rollback(
                    paths.DATA, version.number, who=by or who.label, why=why, base=base
                )
        except NotPublished as problem:
            st.error(plain(str(problem)))
            return
        flash("success", f"已恢复到第 {version.number} 版，记为第 {back.number} 版。")
        st.rerun()


def _row(version: versions.Version, known: bool) -> dict[str, object]:
    """Put a version into words; who it was is said to editors only."""
    what = VERSION[version.kind]
    if version.of:
        what += f"第 {version.of} 版"
    if version.edition:
        what += f"（{version.edition} 年版）"
    return {
        "number": version.number,
        "when": when(version),
        "what": what,
        "who": version.who if known or not access.has_provider() else "—",
        "why": version.why,
        "hashes": (version.input_sha256, version.output_sha256),
    }
