"""数据填报: template, filled-in file, what it would change, preview, publishing."""

import streamlit as st

from dashboard.auth import access, author
from dashboard.ui import desk, page

page.begin_plain("数据填报", "每年秋天把新一版年报的数填进模板，核对以后发布；发布之前谁也看不到。")
name = author.now()
desk.last_publication(name)
steps = st.empty()
own = desk.own_drafts(name)
desk.show_steps(steps, own[0] if own else None, None)

page.section(
    "一 下载模板", "灰色格是上一版所印的数，白色格填这一版；每张表怎样填，见第一张“填写说明”。"
)
desk.templates(first=not own)

page.section("二 上传填好的表")
editor = access.guard_editing()
if not name:
    if not access.has_provider():
        st.caption("请在运行看板的那台电脑上打开本页来检查填好的表。")
    st.stop()
desk.upload(name)
if not own:
    st.stop()
draft = own[0]
desk.last_upload(draft)
if not draft.is_sound:
    desk.faults(draft)
    desk.remarks(draft)
    st.stop()
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
