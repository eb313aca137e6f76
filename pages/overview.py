"""总览: what the newest report says, what moved, what not to trust; for the office, the audit."""

import streamlit as st

from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.render import edition_says, sentences
from dashboard.ui import cards, figure, filters, page

page.begin("总览", "这一版报告说了什么，什么变好、什么变差，哪些数不能照信。")
scope = filters.scope()
newest = question.run("school").iloc[0]
changes = question.run("changes", scope)
counts = rows_of(question.run("audit_counts", scope, edition=int(newest["edition"])))[0]
standards = question.run("standards_held")
told = edition_says.sentences(str(newest["title"]), changes, standards, counts)
st.html(edition_says.as_html(told))
cards.row(*question.run("key_indicators")["indicator"])
if scope.majors:
    page.section("所选专业", "报告按专业列出的全部指标。")
    figure.show("chosen_majors")
whole = "没有写明专业的，为全校的变化。" if scope.majors else ""
page.section("变好与变差", f"与上一期相比；好坏依各指标自己的方向，超出平常波动才算变化。{whole}")
st.html(sentences.as_html(changes))
page.section("要紧而不能照信的数", "只指出疑问，报告所印的数没有改动。")
figure.show("untrusted")
page.section("标准", "没有达到、刚刚达到或取决于更正的。")
figure.show("standards_near")
page.section("关键走势")
figure.show("key_trends")
with st.expander("给质量办：填报与核查"):
    page.audit_line()
    figure.show("gravest")
    figure.show("coverage")
    figure.show("changes")
