"""The way of the school's own lists on the page 数据填报, from handing in to publishing."""

import streamlit as st

from dashboard.ui import page
from dashboard.ui.desk.admission import admit
from dashboard.ui.desk.list_preview import counted
from dashboard.ui.desk.list_publishing import publish
from dashboard.ui.desk.list_questions import ask
from dashboard.ui.desk.lists import hand_in, handed, show_list_steps


def own_lists(name: str) -> None:
    """Draw the steps as far as the lists of whoever is here have come; ``name`` is theirs."""
    found = handed()
    show_list_steps(st.empty(), found)

    page.section(
        "一 交来名单",
        "体测、视力、学籍、毕业生名单，从系统原样导出，不用改。体测和视力名单只有班级，"
        "与学籍名单一起交，就有分专业的数。看板只留汇总的人数、比率和平均值，不留任何一个学生。",
    )
    admit(name, "交名单")
    given = hand_in()
    if not found:
        return
    if found.asked:
        page.section("二 回答")
        ask(found, given)

    page.section("三 核对")
    counted(found)

    page.section("四 公布")
    publish(found)
