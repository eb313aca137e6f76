"""数据核查: what in the report contradicts itself, what was compared, and how to answer."""

import streamlit as st

from dashboard.contract.codes import CHAPTERS, NO_CHAPTER, SEVERITIES, VERDICT
from dashboard.contract.wording import lapsed, rows_of
from dashboard.query import question
from dashboard.render import tables
from dashboard.text import plain
from dashboard.ui import figure, filters, page

page.begin("数据核查", "报告的数字互相对照，对不上的列在这里；只指出矛盾，不改报告所印的数。")
editions = [str(year) for year in question.run("editions")["edition"]]
chosen = editions[0]
if len(editions) > 1:  # newest first
    chosen = st.selectbox("哪一年版的报告", editions, key="edition", bind="query-params", width=200)
edition = int(chosen)
st.html(tables.tally(rows_of(question.run("audit_counts", filters.scope(), edition=edition))[0]))
for row in rows_of(question.run("lapsed_answers")):
    st.warning(plain(lapsed(row)))

page.section(
    "核查发现",
    "点开一条，看印的是多少、应是多少、怎样算出来、在报告哪里。选了专业时，全校的发现仍然列出。",
)
checks = question.run("checks_made", edition=edition)
with st.container(horizontal=True, vertical_alignment="bottom", key="audit-filters"):
    severity = page.choice("轻重", SEVERITIES, "severity")
    chapter = page.choice("章", [*CHAPTERS.values(), NO_CHAPTER], "chapter")
    kind = page.choice("核查项目", checks[checks["findings"] > 0]["check_title"], "kind")
numbers = {"": 0, NO_CHAPTER: -1} | {name: number for number, name in CHAPTERS.items()}
wanted = st.query_params.get("finding", "")
asked = {"edition": edition, "severity": severity, "kind": kind, "opened": wanted}
asked["chapter"] = numbers[chapter]
if wanted and not question.run("findings", filters.scope(), **asked)["is_opened"].any():
    st.warning(f"没有编号为 {plain(wanted[:40])} 的核查发现；数据改正后，原来的发现就不再列出。")
figure.show("findings", **asked)
figure.show("audit_counts", edition=edition)

page.section(
    "正文的说法", "正文说升、说降、说多少以上，与报告自己印的数字是否一致；不随年份与专业筛选改变。"
)
verdict = page.choice("结果", VERDICT, "verdict")
figure.show("claims_judged", edition=edition, chapter=0, verdict=verdict)

page.section("对照标准", "不随年份与专业筛选改变。")
figure.show("standards_held")
figure.show("standards_trend")

page.section("查了什么", "比对过而没有发现的，也列在这里。")
figure.show("checks_made", edition=edition)
figure.show("relations_held", edition=edition)

page.section("怎样答复")
st.markdown(
    f"数据录错的，改正 `data/editions/{edition}/` 中的数据，发现随之消失。报告确实这样印的，在 "
    f"`data/editions/{edition}/answers.csv` 中写一行答复：照印、说明或更正；"
    "更正要写明改哪一个数、改成多少。另写核查编号、理由、答复部门和日期，写法见使用手册。"
    "然后运行 `python -m dashboard check` 再查一次。"
)
