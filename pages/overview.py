"""总览: the figures a head teacher asks for first, what moved, and what is filled in."""

import streamlit as st

from dashboard.query import question
from dashboard.render import sentences
from dashboard.ui import cards, figure, filters, page

page.begin("总览", "最要紧的数字、变化最大的指标、报告填了多少。")
cards.row(
    "form6_full_time_students",
    "new_students",
    "form1_placed",
    "match_rate_pct",
    "fitness_good_rate_pct",
    "myopia_rate_pct",
    "funding_10k_yuan",
    "form3_dual_qualified_pct",
)
if filters.scope().majors:
    page.section("所选专业", "报告按专业列出的全部指标。")
    figure.show("chosen_majors")
whole = "没有写明专业的，为全校的变化。" if filters.scope().majors else ""
page.section("变化最大的指标", f"好坏依各指标自己的方向；只比较相邻两期，存疑的数字不比。{whole}")
st.html(sentences.as_html(question.run("changes", filters.scope())))
page.section("报告自己对得上吗", "只指出矛盾，报告所印的数没有改动。")
page.audit_line()
figure.show("gravest")
page.section("填报情况")
figure.show("coverage")
page.section("主要走势")
figure.grid("fitness_rates", "myopia_rates", "graduate_shares", "employment_quality")
figure.show("changes")
