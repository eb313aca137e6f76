"""The dashboard's entry: page configuration and navigation; every request passes through here."""

import streamlit as st

from dashboard.ui import screen

screen.configure()
if screen.may_be_seen():
    chosen = st.navigation(
        {
            "": [st.Page("pages/overview.py", title="总览", default=True)],
            "报告各章": [
                st.Page("pages/profile.py", title="一 学校情况"),
                st.Page("pages/training.py", title="二 人才培养"),
                st.Page("pages/development.py", title="三 发展保障"),
                st.Page("pages/integration.py", title="四 产教融合"),
                st.Page("pages/culture.py", title="五 文化传承"),
                st.Page("pages/service.py", title="六 服务贡献"),
                st.Page("pages/policy.py", title="七 政策落实"),
                st.Page("pages/innovation.py", title="八 特色创新"),
                st.Page("pages/challenges.py", title="九 挑战与对策"),
            ],
            "全部数据": [
                st.Page("pages/majors.py", title="专业"),
                st.Page("pages/forms.py", title="附表"),
                st.Page("pages/explorer.py", title="指标探索"),
                st.Page("pages/audit.py", title="数据核查"),
                st.Page("pages/about.py", title="数据说明"),
                st.Page("pages/meeting.py", title="会议材料"),
                st.Page("pages/cite.py", title="引用", visibility="hidden"),
            ],
            "办公室": [
                st.Page("pages/entry.py", title="数据填报"),
                st.Page("pages/history.py", title="版本记录"),
            ],
        },
        position="sidebar",
        expanded=True,
    )
    screen.run(chosen)
