"""数据核查: what in the report contradicts itself, what was compared, and how to answer."""

import streamlit as st

from dashboard.contract.codes import CHAPTERS, NO_CHAPTER, SEVERITIES, VERDICT
from dashboard.contract.wording import lapsed, rows_of
from dashboard.outline import audit
from dashboard.query import question
from dashboard.render import tables
from dashboard.text import plain
from dashboard.ui import filters, page, parts

page.begin(audit.TITLE, audit.LEAD)
editions = list(map(str, audit.editions()))
chosen = editions[0]
if len(editions) > 1:  # newest first
    chosen = st.selectbox("哪一年版的报告", editions, key="edition", bind="query-params", width=200)
edition = int(chosen)
st.html(tables.tally(rows_of(question.run("audit_counts", filters.scope(), edition=edition))[0]))
for row in rows_of(question.run("lapsed_answers")):
    st.warning(plain(lapsed(row)))
wanted = st.query_params.get("finding", "")
made = audit.outline(filters.scope(), edition, wanted)
every = {"edition": edition, "severity": "", "chapter": 0, "kind": "", "opened": wanted}
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
    *made.parts,
    before={
        "核查发现": narrowed,
        "正文的说法": lambda: {"verdict": page.choice("结果", VERDICT, "verdict")},
    },
)
