"""The draft becomes what everybody sees, where whoever is signed in may."""

from pathlib import Path

import streamlit as st

from dashboard import paths
from dashboard.auth import access
from dashboard.intake.drafts import Draft
from dashboard.intake.review import Review
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.text import plain
from dashboard.ui.desk.state import drop, flash, is_outdated, office, open_jumps


def publish(draft: Draft, found: Review) -> None:
    """Publish, where whoever is signed in may; else say how it is done."""
    waiting = open_jumps(draft, found)
    if not access.has_provider() and not access.is_at_desk():
        st.info(
            "在这个浏览器里不能发布。请在看板所在的文件夹运行下面这一行"
            "（会再问一次相差很大的数，把名字和原因换成实际的）："
        )
        st.code(
            f'python -m dashboard publish "{_nearby(draft.upload)}" '
            f'--who 办公室 --why "{draft.year}年报定稿"',
            language=None,
            wrap_lines=True,
        )
        return
    sure = True
    if found.new_errors:
        sure = st.checkbox(
            f"我看过 {found.new_errors:d} 处新的错误：报告确实这样印，之后再改正或答复。",
            key=f"errors-{draft.name}",
        )
    by = office()
    why = st.text_input(
        "为什么发布", placeholder=f"如：{draft.year}年报定稿", max_chars=200, key="why"
    )
    left = [
        *(["要按新的数据重新核对"] if is_outdated(draft) else []),
        *([f"还有 {len(waiting)} 处相差很大的数没有确认"] if waiting else []),
        *([] if sure else ["还没有确认看过新的错误"]),
    ]
    # The reason does not hold the button back: what is being typed is told only on leaving it.
    # Named by the draft: a press in a window where another one was shown publishes nothing.
    if st.button("发布", type="primary", disabled=bool(left), key=f"publish-{draft.name}"):
        if access.is_at_desk() and not by:
            st.error("没有发布：请先写是哪个部门，会记在版本记录里。")
        elif not why.strip():
            st.error("没有发布：请先写一句为什么发布，会记在版本记录里。")
        else:
            _publish(draft, by, why.strip())
    if left:
        st.caption("；".join(left) + "。")


def _nearby(path: Path) -> Path:
    return path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path


def _publish(draft: Draft, by: str, why: str) -> None:
    who = access.editor_now()
    if who is None:
        access.note_refusal("publication")
        st.error("登录已失效，或您的账号不再有发布的权限；没有发布。请重新登录。")
        return
    if not draft.is_whole:
        st.error("这份草稿与核对时不同了（文件被改动，或看板更新过）；没有发布。请再上传一次。")
        return
    with st.status("正在发布：留存现在的数据，生成、核对、换上新的，要几秒钟……") as steps:
        try:
            version = versions.publish(
                paths.DATA,
                draft.staged,
                who=by or who.label,
                why=why,
                edition=draft.year,
                base=draft.base,
            )
        except NotPublished as problem:
            steps.update(label="没有发布", state="error")
            st.error(plain(str(problem)))
            return
        # First: a second click begins the page anew at the next thing drawn.
        drop(draft)
        steps.update(label="已发布", state="complete")
    flash(
        "success",
        f"已发布为第 {version.number} 版。大家下一次点击就会看到新的数据；要撤回，见“版本记录”。",
    )
    st.rerun()
