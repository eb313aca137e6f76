"""数据核查: what in the report contradicts itself, what was compared, and how to answer."""

import streamlit as st

from dashboard.contract.codes import CHAPTERS, NO_CHAPTER, SEVERITIES, VERDICT
from dashboard.contract.wording import lapsed, rows_of
from dashboard.query import question
from dashboard.render import tables
from dashboard.text import plain
from dashboard.ui import filters, page, parts
from dashboard.ui.parts import Part

FINDINGS = (
    "每条里写着印的是多少、应是多少、怎样算出来、在报告哪里。选了专业时，全校的发现仍然列出。"
)
CLAIMS = "正文说升、说降、说多少以上，与报告自己印的数字是否一致；不随年份与专业筛选改变。"
COMPARED = "比对过而没有发现的，也列在这里。"
ANSWERING = (
    "把核查编号和理由告诉质量办。录错的，由质量办改正后重新发布，发现随之消失；报告确实这样印的，"
    "由管理员记下答复：照印、说明或更正（改哪一个数、改成多少），写法见使用手册。"
)

page.begin("数据核查", "报告的数字互相对照，对不上的列在这里；只指出矛盾，不改报告所印的数。")
editions = [str(year) for year in question.run("editions")["edition"]]
chosen = editions[0]
if len(editions) > 1:  # newest first
    chosen = st.selectbox("哪一年版的报告", editions, key="edition", bind="query-params", width=200)
of = {"edition": (edition := int(chosen))}
st.html(tables.tally(rows_of(question.run("audit_counts", filters.scope(), edition=edition))[0]))
for row in rows_of(question.run("lapsed_answers")):
    st.warning(plain(lapsed(row)))
wanted = st.query_params.get("finding", "")
every = of | {"severity": "", "chapter": 0, "kind": "", "opened": wanted}
if wanted and not question.run("findings", filters.scope(), **every)["is_opened"].any():
    st.warning(f"没有编号为 {plain(wanted[:40])} 的核查发现；数据改正后，原来的发现就不再列出。")


def narrowed() -> dict[str, str | int]:
    checks = question.run("checks_made", edition=edition)
    numbers = {name: number for number, name in CHAPTERS.items()} | {"": 0, NO_CHAPTER: -1}
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit-filters"):
        severity = page.choice("轻重", SEVERITIES, "severity")
        chapter = page.choice("章", [*CHAPTERS.values(), NO_CHAPTER], "chapter")
        kind = page.choice("核查项目", checks[checks["findings"] > 0]["check_title"], "kind")
    return {"severity": severity, "chapter": numbers[chapter], "kind": kind}


parts.show(
    Part("核查发现", [("findings", every)], FINDINGS, opening=narrowed),
    Part("各章统计", [("audit_counts", of)]),
    Part(
        "正文的说法",
        [("claims_judged", of | {"chapter": 0, "verdict": ""})],
        CLAIMS,
        opening=lambda: {"verdict": page.choice("结果", VERDICT, "verdict")},
    ),
    Part("对照标准", ["standards_held", "standards_trend"], "不随年份与专业筛选改变。"),
    Part("查了什么", [("checks_made", of), ("relations_held", of)], COMPARED),
    Part("怎样答复", [], ANSWERING),
)
