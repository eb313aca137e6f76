"""The publication of lists, and where to look at what they give."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import paths
from dashboard.auth import access
from dashboard.contract.codes import CHAPTERS, RECORD_LISTS
from dashboard.contract.wording import rows_of, showing_address
from dashboard.publish.versions import NotPublished
from dashboard.query import connection, question
from dashboard.records import publishing
from dashboard.render import edition_says
from dashboard.render.edition_says import Words
from dashboard.text import plain
from dashboard.ui import filters, parts
from dashboard.ui.desk.lists import Handed, let_go
from dashboard.ui.desk.state import flash, office


def publish(found: Handed) -> None:
    """Publish, where whoever is signed in may; else say how it is done."""
    if not access.has_provider() and not access.is_at_desk():
        st.info(
            "在这个浏览器里不能公布。请在看板所在的文件夹运行下面这一行，把文件和部门换成实际的："
        )
        st.code(
            f"python -m dashboard records 名单.xlsx --year {found.year} --who 体育组 --yes",
            language=None,
            wrap_lines=True,
        )
        return
    if not found.changed:
        if any(one.figures for one in found.deliveries):
            st.info("要公布的与现在的完全相同，不需要公布。")
        return
    if found.is_outdated:
        st.warning("您交来名单之后，已发布的数据更新过；请再交一次，按新的数据对照，再公布。")
    if found.asked:
        st.caption(
            f"还有 {len(found.asked)} 处没有回答：那几列这次不用，那几个班不列入分专业的数。"
        )
    by = office("体育组")
    if st.button("公布", type="primary", disabled=found.is_outdated, key="publish-lists"):
        if access.is_at_desk() and not by:
            st.error("没有公布：请先写是哪个部门，会记在版本记录里。")
        else:
            _publish(found, by)


def _publish(found: Handed, by: str) -> None:
    who = access.editor_now()
    if who is None:
        access.note_refusal("publication")
        st.error("登录已失效，或您的账号不再有发布的权限；没有公布。请重新登录。")
        return
    with st.status("正在公布：留存现在的数据，生成、核对、换上新的，要几秒钟……") as steps:
        try:
            version = publishing.publish(
                paths.DATA, found.changed, found.answered, who=by or who.label, base=found.base
            )
        except NotPublished as problem:
            steps.update(label="没有公布", state="error")
            st.error(plain(str(problem)))
            return
        # First: a second click begins the page anew at the next thing drawn.
        let_go()
        flash(
            "success",
            f"已公布，记为第 {version.number} 版，大家马上看得到；要撤回，见“版本记录”。",
            edition_says.as_html(_where(found)),
        )
        steps.update(label="已公布", state="complete")
    st.rerun()


def _where(found: Handed) -> list[tuple[str, list[Words]]]:
    """Say where to look at what was published: on 专业, and on chapters under a choice of major."""
    kinds = [one.listing.kind for one in found.changed]
    with connection.looking_at(paths.DATABASE):
        shown = rows_of(question.run("lists_shown", lists=kinds))
    labels = [RECORD_LISTS[kind] for kind in kinds]
    majors = [(label, f"majors?{urlencode({parts.ADDRESS: label})}") for label in labels]
    chapters = [
        (
            f"{CHAPTERS[row['chapter']]}（选了{row['major']}）",
            f"{showing_address(row)}&{urlencode({filters.MAJORS: row['major']})}",
        )
        for row in shown
    ]
    leads = (("“专业”页", majors), ("章页，报告所印的旁边", chapters))
    return [
        (lead, [word for link in links for word in (link, ("　", ""))])
        for lead, links in leads
        if links
    ]
