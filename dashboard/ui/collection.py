"""The page of what was chosen for a meeting: ordered and noted on by hand, all in its address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from dashboard.auth.downloads import for_viewers
from dashboard.cite import citation
from dashboard.contract.codes import CHAPTER_PAGES, FORMS
from dashboard.material import apart, files, names, selection
from dashboard.material.apart import Wanted
from dashboard.material.cover import LONGEST_TITLE
from dashboard.material.selection import LONGEST, Item
from dashboard.query import connection, scopes
from dashboard.render import export, panes
from dashboard.render.markup import render
from dashboard.text import day, plain
from dashboard.ui import figure
from dashboard.ui.figure import Alone
from dashboard.ui.headed import headed

PAGE, FIGURE, TITLE, DATE = "meeting", "f", "title", "date"
OF, OF_MAJOR = "of", "m"  # the names of what a ready-made one is of, and whose
_UNTITLED = "会议材料"
_LONGEST_ADDRESS = 12_000  # letters; the server takes 16,000
_TOO_LONG = "_too_long"
_KINDS = {
    "pptx": "下载幻灯片",
    "docx": "下载文档",
    "xlsx": "下载工作簿（Excel）",
    "csv": "下载 CSV",
}
# What is written on a figure: the field, its label, its longest, a hint, the width.
_OWN: tuple[tuple[str, str, int, str, int | Literal["stretch"]], ...] = (
    ("title", "标题", LONGEST_TITLE, "标题：不写就用图名", 260),
    ("note", "备注", LONGEST, "备注：会上要说的话", "stretch"),
)
# Ready-made ones: what it is called, and the names of what is in it.
_READY = {
    "体质健康与视力": ("training/体质健康", "training/视力"),
    "毕业生": ("training/毕业生",),
    "六张附表": tuple(f"forms/{table} {name}" for table, name in FORMS.items()),
    "什么变了": ("overview/走势与变化", "overview/两年对照"),
}


def show() -> None:
    """Draw what the address holds, with what changes it."""
    if OF in st.query_params:
        _open_ready_made()
    items, problems = selection.read(st.query_params.get_all(FIGURE), scopes.everything())
    if st.session_state.pop(_TOO_LONG, False):
        problems.append("标题或备注太长，网址放不下，没有记下；请写短些，或去掉几张图。")
    for problem in problems:
        st.warning(plain(problem))
    with st.container(key="screen-only-ready"):
        st.html(_ready(is_open=not items))
    if not items:
        st.info("还没有选。请在各页点图名或卡片旁的“加入”，或从上面现成的开始。")
        return
    _head(items)
    for at, item in enumerate(items):
        _item(items, at)
        figure.alone(headed(item.asked), Alone(place=f"-{at}"))


def _head(items: list[Item]) -> None:
    """Draw title, date and the files; they stand in the address as well."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="screen-only-meeting"):
        for key, label, longest in ((TITLE, "会议名称", LONGEST_TITLE), (DATE, "日期", 20)):
            st.text_input(
                plain(label),
                value=st.query_params.get(key, "")[:longest],
                max_chars=longest,
                key=f"meeting-{key}",
                on_change=_put,
                args=(key,),
                placeholder=_UNTITLED if key == TITLE else _today().isoformat(),
                width=320 if key == TITLE else 160,
            )
    title = st.query_params.get(TITLE, "")[:LONGEST_TITLE] or _UNTITLED
    when = _when()
    st.markdown(f"**{plain(title)}**　{when.year:d}年{when.month:d}月{when.day:d}日")
    with st.container(horizontal=True, vertical_alignment="center", key="files"):
        for kind, label in _KINDS.items():
            ending = files.FORMATS[kind].ending([one.asked for one in items]).lstrip(".")
            st.download_button(
                plain(label),
                data=for_viewers(_making(kind, title, when, items)),
                file_name=export.file_name([title, when.isoformat()], ending),
                on_click="ignore",
                key=f"make-{kind}",
            )
        st.button("全部去掉", type="tertiary", on_click=_keep, args=([],), key="none")


def _making(kind: str, title: str, when: date, items: list[Item]) -> Callable[[], bytes]:
    # As the visitor's browser has it: who scans a code on a slide opens the same dashboard.
    below = (st.context.url or "").removesuffix(f"/{PAGE}")
    as_shown = [
        replace(one, asked=headed(one.asked), link=f"{below}/{citation.of(one.asked).address}")
        for one in items
    ]
    wanted = Wanted(kind, connection.source(), title, when, as_shown)
    return lambda: apart.make(wanted)


def _item(items: list[Item], at: int) -> None:
    """Draw what moves a figure, takes it out, and notes something on it; say of what it is."""
    line = selection.line(items[at].asked, scopes.everything())
    with st.container(horizontal=True, vertical_alignment="center", key=f"screen-only-item-{at}"):
        st.caption(f"第 {at + 1:d} 张", width="content")
        for label, by in (("上移", -1), ("下移", 1)):
            st.button(
                plain(label),
                type="tertiary",
                disabled=not 0 <= at + by < len(items),
                on_click=_move,
                args=(items, at, by),
                key=f"{label}-{line}",
            )
        rest = items[:at] + items[at + 1 :]
        st.button("去掉", type="tertiary", on_click=_keep, args=(rest,), key=f"out-{line}")
        for name, label, longest, hint, width in _OWN:
            st.text_input(
                plain(label),
                value=getattr(items[at], name),
                max_chars=longest,
                key=f"{name}-{line}",
                on_change=_write,
                args=(items, at, name, f"{name}-{line}"),
                label_visibility="collapsed",
                placeholder=hint,
                width=width,
            )
    if items[at].title:
        st.markdown(f"**{plain(items[at].title)}**")
    of = " · ".join(scopes.words(items[at].asked.scope))
    st.caption(plain("　".join(filter(None, (of, items[at].note)))))


def _move(items: list[Item], at: int, by: int) -> None:
    moved = [*items]
    moved[at], moved[at + by] = moved[at + by], moved[at]
    _keep(moved)


def _write(items: list[Item], at: int, name: str, key: str) -> None:
    """Let the title or the note of a figure be what was typed."""
    changed = replace(items[at], **{name: st.session_state[key].strip()})
    _keep([*items[:at], changed, *items[at + 1 :]])


def _keep(items: list[Item]) -> None:
    lines = selection.lines(items, scopes.everything())
    if len(urlencode([(FIGURE, line) for line in lines])) > _LONGEST_ADDRESS:
        st.session_state[_TOO_LONG] = True
    else:
        # One empty line says that all was taken out, and not that nothing is known of it.
        st.query_params[FIGURE] = lines or [""]


def _put(key: str) -> None:
    if said := st.session_state[f"meeting-{key}"].strip():
        st.query_params[key] = said
    else:
        st.query_params.pop(key, None)


def _when() -> date:
    asked = day(st.query_params.get(DATE, "")[:20])
    return date.fromisoformat(asked) if asked else _today()


def _today() -> date:
    return datetime.now().astimezone().date()


def _open_ready_made() -> None:
    """Put what is in a ready-made collection into the address, figure by figure."""
    every = scopes.everything()
    majors, unknown = scopes.recognised(st.query_params.get_all(OF_MAJOR))
    if unknown:
        st.warning(plain(selection.ignored(unknown)))
    try:
        asked = names.questions(st.query_params.get_all(OF), replace(every, majors=majors))
    except names.UnknownName as problem:
        st.warning(plain(str(problem)))
        asked = []
    found = [one for one in asked if panes.lack(one) is None and not one.answer().empty]
    title = st.query_params.get(TITLE, "")
    lines = [selection.line(one, every) for one in found[: selection.MOST]]
    st.query_params.from_dict({TITLE: title, FIGURE: lines})


def _ready(*, is_open: bool) -> str:
    """Offer ready-made collections."""
    every, pages = scopes.everything(), names.pages()
    made = [(name, _address(name, of)) for name, of in _READY.items()]
    titles = [(pages[page](every).title, page) for page in CHAPTER_PAGES.values()]
    chapters = [(title, _address(title, (page,))) for title, page in titles]
    majors = [(one, _address(one, ("majors",), one)) for one in scopes.choices().majors]
    groups = [("常用", made), ("一章", chapters), ("一个专业", majors)]
    return render("ready", is_open=is_open, groups=groups)


def _address(title: str, of: tuple[str, ...], major: str = "") -> str:
    asked = [(TITLE, title), *((OF, one) for one in of), *([(OF_MAJOR, major)] if major else [])]
    return f"{PAGE}?{urlencode(asked)}"
