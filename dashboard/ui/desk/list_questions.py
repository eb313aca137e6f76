"""What is not sure about lists is asked: which column is which, and which class has which major."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard.contract.codes import GRADES, RECORD_LISTS
from dashboard.records.answered import Answered
from dashboard.records.person import ClassPlace, Question
from dashboard.serve.streamlit_seams import UploadedFile
from dashboard.text import plain
from dashboard.ui.desk.lists import Handed, read

_NOT_NEEDED = "不用这一列"
_WIDE = 260


def ask(found: Handed, given: Sequence[UploadedFile]) -> None:
    """Ask what is open, and read the files once more with the answers."""
    columns = [(kind, one) for kind, one in found.asked if one.about == "column"]
    names = [one for _, one in found.asked if one.about == "class_name"]
    classes = [one for _, one in found.asked if one.about == "class"]
    # A form: with forty classes, each choice would draw the page anew.
    with st.form("list-questions", border=False):
        headings = _ask_columns(columns) if columns else {}
        class_names = _ask_names(names) if names else []
        places = _ask_classes(classes, found.year) if classes else []
        if not given:
            st.caption("名单已不在内存里。要回答，请在上面再选一次同样的文件，读取以后回答。")
        if st.form_submit_button(
            "按以上回答再读一遍", type="primary", disabled=not given, key="answer-lists"
        ):
            answered = found.answered.and_then(Answered(headings, places, class_names))
            read(found.year, found.kind, given, answered)


def _ask_columns(asked: Sequence[tuple[str, Question]]) -> dict[str, dict[str, str]]:
    st.markdown("**这几列是什么？** 名单里还缺的数可能在其中；例子只露开头。")
    said: dict[str, dict[str, str]] = {}
    with st.container(horizontal=True, key="asked-columns"):
        for kind, one in asked:
            code = st.selectbox(
                plain(f"{RECORD_LISTS[kind]}「{one.subject}」，如 {'、'.join(one.samples)}"),
                ["", *one.options],
                index=None,
                format_func=({"": _NOT_NEEDED} | dict(one.options)).__getitem__,
                placeholder="还不知道",
                key=f"column-{kind}-{one.subject}",
                width=2 * _WIDE,
            )
            if code is not None:
                said.setdefault(kind, {})[one.subject] = code
    return said


def _ask_names(asked: Sequence[Question]) -> list[str]:
    st.markdown(
        "**这几处是班级的名称吗？** 看着不像，可能是错了位的姓名；请打开名单看那一行，"
        "是班级的打勾。不打勾的，不计入任何班，也不写下来。"
    )
    return [
        one.subject
        for one in asked
        if st.checkbox(plain(f"{one.subject}（{one.persons} 人）"), key=f"name-{one.subject}")
    ]


def _ask_classes(asked: Sequence[Question], year: int) -> list[ClassPlace]:
    inorder = sorted(asked, key=lambda one: (one.grade or 0, one.subject))
    unknown = [one for one in inorder if not one.suggested]
    proposed = [one for one in inorder if one.suggested]
    said = []
    if unknown:
        st.markdown(
            f"**这 {len(unknown)} 个班是哪个专业？** 不知道的留空，这个班不列入分专业的数。"
        )
        said += _ask_each(unknown, year, "unknown")
    if proposed:
        st.markdown(f"**这 {len(proposed)} 个班**，班名里说到专业，已经照班名选好，请核对。")
        with st.expander(_in_short(proposed)):
            said += _ask_each(proposed, year, "proposed")
    return said


def _in_short(proposed: Sequence[Question]) -> str:
    """Say how many classes each major is proposed for."""
    counts = Counter(one.suggested for one in proposed)
    return plain("，".join(f"{major} {count} 个班" for major, count in counts.items()))


def _ask_each(asked: Sequence[Question], year: int, name: str) -> list[ClassPlace]:
    said = []
    with st.container(horizontal=True, key=f"classes-{name}"):
        for one in asked:
            majors = list(one.options)
            grade = f"{GRADES[one.grade]} " if one.grade else ""
            major = st.selectbox(
                plain(f"{grade}{one.subject}（{one.persons} 人）"),
                majors,
                index=majors.index(one.suggested) if one.suggested else None,
                placeholder="还不知道",
                key=f"class-{one.grade}-{one.subject}",
                width=_WIDE,
            )
            if major:
                said.append(ClassPlace(year, one.grade or 0, one.subject, major, 0))
    return said
