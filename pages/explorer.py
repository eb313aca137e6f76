"""指标探索: any indicators, any years, any major, and the catalogue to find them in."""

import streamlit as st

from dashboard.ui import asking, calculate, explore, page

page.begin("指标探索", "自选指标，看走势、对照、下载；网址随选择改变，复制网址即可分享同一视图。")
explore.come_back()
asking.box()
if chosen := explore.choose():
    explore.name_lists(chosen)
    calculate.show(chosen)
else:
    explore.suggest()
explore.note()
# Beside what is chosen it is a way to choose, which paper does without.
with st.container(key="screen-only" if chosen else "catalogue"):
    page.section("指标目录", "点指标名称即可查看它的全部数值。")
    wanted = st.text_input(
        "查找指标",
        key="find",
        bind="query-params",
        placeholder="输入名称、定义、章节、附表或代码中的字词",
    )
    explore.catalogue((wanted or "").strip())
