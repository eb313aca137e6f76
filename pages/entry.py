"""数据填报: next year's report, and the school's own lists; checked, looked at, published."""

import streamlit as st

from dashboard.auth import author
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
    desk.admit(name, "检查填好的表")
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


page.begin_plain("数据填报", "交来、核对以后才发布；发布之前谁也看不到。")
who = author.now()
desk.last_publication(who)
if desk.is_about_lists():
    desk.own_lists(who)
else:
    report(who)
