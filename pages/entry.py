"""数据填报: template, filled-in file, what it would change, preview, publishing."""

import streamlit as st

from dashboard import access, author, desk, drafts, page, paths, tables, warehouse

page.begin_plain(
    "数据填报", "每年秋天把新一版年报的数填进模板，在这里核对，看过以后发布；发布之前谁也看不到。"
)
page.section(
    "一 下载模板", "灰色格是上一版所印的数，白色格填这一版；每张表怎样填，见第一张“填写说明”。"
)
desk.templates()

page.section("二 上传填好的表")
editor = access.guard_editing()
name = author.now()
if not name:
    if not access.has_provider():
        st.caption("请在运行看板的那台电脑上打开本页来检查填好的表。")
    st.stop()
desk.upload(name)
own = drafts.of(paths.DATA, name)
if not own:
    st.stop()
draft = own[0]
st.caption(
    f"最近一次：《{draft.file}》，{draft.made[:16].replace('T', ' ')} 上传，{draft.year} 年版。"
)
if not draft.is_sound:
    desk.faults(draft)
    st.stop()
desk.again(draft, name)
found = desk.reviewed(draft)

page.section("三 核对", "与已发布的数逐格对照；有疑问的回到表格里改，再上传。")
desk.summary(draft, found)
desk.remarks(draft)
desk.looking(draft, name)
page.section("相差很大的数", "一处一处确认：确实如此，还是填错了。")
desk.jumps(draft, found)
page.section("核查发现", "报告自己对不上的地方，新出现的在前；不妨碍发布，但最好在报送之前改好。")
desk.findings(draft, found)
page.section("新增、改动、消失")
desk.compared(found)
page.section("附表填报")
with warehouse.looking_at(draft.database):
    st.html(tables.listing(found.forms))

page.section("四 发布")
desk.publish(draft, found)
