"""What every page does first and last: the guard, the heading, the page's own download."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.auth import access
from dashboard.auth.downloads import for_viewers
from dashboard.contract.codes import CHAPTERS
from dashboard.contract.wording import rows_of
from dashboard.outline import two_years
from dashboard.query import connection, question, scopes
from dashboard.query.question import Question
from dashboard.render import export, panes, tables
from dashboard.serve import streamlit_seams as seams
from dashboard.text import plain
from dashboard.ui import address, filters

_PAGE, _FIGURES, _SECTION = "_page", "_figures", "_section"
_HEAD, _REACH = "_head", "_reach"
_WHOLE = "whole"  # in the address: show under a choice of majors what is of the whole school
_TWO_KINDS = (
    "报告未分所选专业而名单分了的，两种数并列：左边是报告所印的全校，"
    "右边据学校的名单汇总，不是报告所印。"
)
_ALL, _FEW = "全部", 5  # so many choices are shown at once, more are folded away


@dataclass
class _Section:
    """A section of a page: the place under its heading, and what is said there."""

    place: seams.DeltaGenerator
    lead: str = ""
    shown: int = 0
    of_whole: str = ""
    missing: dict[str, list[str]] = field(default_factory=dict)  # why -> what

    def say(self) -> None:
        """Write the lead, unless there is nothing that it leads to, and what is missing."""
        said = [self.lead] if self.lead and (self.shown or not self.missing) else []
        said += [self.of_whole] if self.of_whole else []
        said += [f"{why}：{'、'.join(titles)}。" for why, titles in self.missing.items()]
        if said:
            self.place.caption(plain("　".join(said)))


def lay_out() -> None:
    """Lay a page out before it is drawn: its heading, then what stays in reach, then the rest."""
    st.session_state[_HEAD] = st.container()
    st.session_state[_REACH] = st.container(key="reach", gap="small")


def head() -> seams.DeltaGenerator:
    """Return the place of the heading."""
    place: seams.DeltaGenerator = st.session_state[_HEAD]
    return place


def reach() -> seams.DeltaGenerator:
    """Return the place that stays in sight while the page below it moves."""
    place: seams.DeltaGenerator = st.session_state[_REACH]
    return place


def begin(title: str, lead: str = "") -> None:
    """Open a page: its title, one line on what it shows, and all its figures as one ZIP."""
    figures = _open(title)
    with st.session_state[_HEAD]:
        with st.container(horizontal=True, vertical_alignment="bottom", key="page-head"):
            st.title(plain(title), anchor=False, width="stretch")
            st.download_button(
                "下载本页全部数据",
                data=_zip(title, figures),
                file_name=export.file_name([title, *scopes.words(filters.scope())], "zip"),
                mime="application/zip",
                on_click="ignore",
                type="tertiary",
                key=f"zip-{title}",
            )
        if lead:
            st.caption(plain(lead))
        if is_of_chapter():
            audit_line(title)
    here()


def begin_plain(title: str, lead: str) -> None:
    """Open a page without filters and without a download of all its figures."""
    _open(title)
    with st.session_state[_HEAD]:
        st.title(plain(title), anchor=False)
        st.caption(plain(lead))
    here()


def _open(title: str) -> list[Question]:
    """Begin a page by itself; return the list that its figures will fill."""
    only_through_app()
    figures: list[Question] = []
    st.session_state[_PAGE] = title
    st.session_state[_FIGURES] = figures
    return figures


def audit_line(chapter: str = "") -> None:
    """Write what the audit of the newest report found in a chapter, or in all of it, as a link."""
    number = next((n for n, name in CHAPTERS.items() if name == chapter), 0)
    edition = int(question.run("school")["edition"].iloc[0])
    counts = rows_of(question.run("audit_counts", filters.scope(), edition=edition))
    link = f"audit?{urlencode({'chapter': chapter})}" if chapter else "audit"
    name = "本章" if chapter else "全书"
    if filters.scope() != scopes.everything():
        name += "（所选范围）"
    years = f"./?{urlencode({'part': two_years.NAME, 'chapter': chapter})}" if chapter else ""
    address.draw(tables.audit_line(counts[number], name, link, years))


def here() -> None:
    """Let what cannot be shown from now on be named here."""
    st.session_state[_SECTION] = _Section(st.empty())


def section(title: str, lead: str = "") -> None:
    """Open a section of a page."""
    st.subheader(plain(title), anchor=False, divider="gray")
    opened = st.session_state[_SECTION] = _Section(st.empty(), lead)
    opened.say()


def choice(label: str, options: Iterable[str], key: str) -> str:
    """Draw a choice of one or all, kept in the address; all of them is the empty text."""
    every = [_ALL, *options]
    words = [plain(one) for one in every]
    # Buttons read Markdown; what that would change stands in a list, as the address has it.
    if len(every) <= _FEW and words == every:
        chosen = st.pills(
            plain(label), words, required=True, wrap=True, **address.bound(every, key)
        )
    else:
        chosen = st.selectbox(plain(label), every, width=300, **address.bound(every, key))
    return "" if chosen in (None, _ALL) else str(chosen)


def bundle(label: str, *names: str) -> None:
    """Offer the whole answers of several queries, whatever the reader has chosen, as one ZIP."""
    scope = scopes.everything()
    st.download_button(
        plain(label),
        data=_zip("全部", [Question.of(name, scope) for name in names]),
        file_name=export.file_name([label.removeprefix("下载"), scopes.words(scope)[0]], "zip"),
        mime="application/zip",
        on_click="ignore",
        key=f"bundle-{label}",
    )


def say(name: str, **values: Any) -> None:
    """Write the sentences that ``queries/<name>.sql`` makes from the data (column ``sentence``)."""
    for sentence in question.run(name, filters.scope(), **values)["sentence"].dropna():
        st.caption(plain(str(sentence)))


def check_again() -> None:
    """Lead a fragment that is drawn anew by itself, past app.py, back to it where need be."""
    if seams.draws_fragment() and not access.may_look(access.claims()):
        st.rerun()


def keep(*asked: Question) -> None:
    """Let figures go into the page's download, whether they are shown or not."""
    figures: list[Question] = st.session_state[_FIGURES]
    figures += [one for one in asked if one not in figures]


def register(asked: Question) -> None:
    """Note that the page shows a figure."""
    keep(asked)
    open_one: _Section = st.session_state[_SECTION]
    open_one.shown += 1
    if open_one.missing:
        open_one.say()


def lack(title: str, instead: str = "没有这一项", why: str = "报告里空缺") -> None:
    """Say at the head of the section what it cannot show, and what is there instead."""
    open_one: _Section = st.session_state[_SECTION]
    named = open_one.missing.setdefault(why, [])
    if (told := f"{title}（{instead}）" if instead else title) not in named:
        named.append(told)
        open_one.say()


def stands_beside_list() -> None:
    """Say at the head of the part that it shows two kinds of figures, and which is which."""
    opened: _Section = st.session_state[_SECTION]
    opened.of_whole = _TWO_KINDS
    opened.say()


def opens_whole_school(part: str, titles: list[str]) -> bool:
    """Name in a line what of a part says nothing of the majors chosen; tell whether to draw it.

    Where there is nothing else it is drawn, else if the address asks for it; a button does.
    """
    if not titles:
        return False
    opened: _Section = st.session_state[_SECTION]
    if not opened.shown:
        # In the place above, so that no chart below it moves and is drawn anew.
        count = f" {len(titles)} 项" if len(titles) > 1 else ""
        opened.of_whole = f"本部分{count}报告未分专业，照样列出。"
        opened.say()
        return True
    is_asked = _WHOLE in st.query_params
    with st.container(horizontal=True, vertical_alignment="center", key=f"folded-{part}"):
        named = f"其余 {len(titles)} 项报告未分专业：{'、'.join(titles)}。"
        st.caption(plain(named), width="stretch")
        label = "收起全校的" if is_asked else "看全校的"
        st.button(label, key=f"whole-{part}", type="tertiary", on_click=_turn_whole)
    return is_asked


def _turn_whole() -> None:
    if st.query_params.pop(_WHOLE, None) is None:
        st.query_params[_WHOLE] = "1"


def title() -> str:
    """Return the title of the page that is open."""
    return str(st.session_state[_PAGE])


def is_of_chapter() -> bool:
    """Tell whether the page that is open shows a chapter of the report."""
    return title() in CHAPTERS.values()


def file_name(heading: str, asked: Question) -> str:
    """Name the CSV of a figure by where it stands, what it shows and how it is narrowed."""
    return export.file_name([heading, *asked.words, *scopes.words(asked.scope)], "csv")


def _zip(heading: str, figures: list[Question]) -> Callable[[], bytes]:
    # Later, when the button is pressed: all figures of the page are known by then.
    return for_viewers(
        connection.pinned(
            lambda: export.to_zip(
                (file_name(heading, asked), export.to_csv(asked.answer()))
                for asked in figures
                if not panes.is_lacking(asked)
            )
        )
    )


def only_through_app() -> None:
    """Send a page that was run by itself the way of every other, through app.py.

    ``python -m dashboard`` sees to that before the first session; this guard does the same for a
    server started as ``streamlit run app.py``.
    """
    if seams.stop_serving_pages_by_address():
        st.rerun()
