"""数据填报: next year's report, and the school's own lists; checked, looked at, published."""

import streamlit as st

from dashboard.auth import access, author
from dashboard.ui import desk, page


def report(name: str) -> None:
    """Next year's figures: template, filled-in file, what it would change, publishing."""
    steps = st.empty()
    own = desk.own_drafts(name)
    desk.show_steps(steps, own[0] if own else None, None)

    page.section(
        "一 下载模板",
        "灰色格是上一版所印的数，白色格填这一版；每张表怎样填，见第一张“填写说明”。",
    )
    desk.templates(first=not own)

    page.section("二 上传填好的表")
    admit(name, "检查填好的表")
    desk.upload(name)
    if not own:
        return
    draft = own[0]
    desk.last_upload(draft)
    if not draft.is_sound:
        desk.faults(draft)
        desk.remarks(draft)
        return
    desk.recheck_offer(draft, name)
    found = desk.reviewed(draft)
    desk.show_steps(steps, draft, found)

    page.section("三 核对")
    desk.summary(draft, found)
    desk.preview_controls(draft, found, name)
    desk.remarks(draft)
    desk.jumps(draft, found)
    desk.findings(draft, found)
    desk.compared(found)
    desk.official(draft, found)

    page.section("四 发布")
    desk.publish(draft, found)


def lists(name: str) -> None:
    """The school's own lists: handed in, asked about, counted, published; no pupil is kept."""
    found = desk.lists_handed()
    desk.show_list_steps(st.empty(), found)

    page.section(
        "一 交来名单",
        "体测、视力、学籍、毕业生名单，从系统原样导出，不用改。体测和视力名单只有班级，"
        "与学籍名单一起交，就有分专业的数。看板只留汇总的人数、比率和平均值，不留任何一个学生。",
    )
    admit(name, "交名单")
    given = desk.hand_in_lists()
    if not found:
        return
    if found.asked:
        page.section("二 回答")
        desk.ask(found, given)

    page.section("三 核对")
    desk.counted(found)

    page.section("四 公布")
    desk.publish_lists(found)


def admit(name: str, to: str) -> None:
    """Go on for whoever may prepare something; to others say what is missing."""
    access.guard_editing()
    if not name:
        if not access.has_provider():
            st.caption(f"请在运行看板的那台电脑上打开本页来{to}。")
        st.stop()


page.begin_plain("数据填报", "交来、核对以后才发布；发布之前谁也看不到。")
who = author.now()
desk.last_publication(who)
if desk.is_about_lists():
    lists(who)
else:
    report(who)
