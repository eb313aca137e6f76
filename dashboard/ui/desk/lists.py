"""The school's own lists: handed in and read. Of what they say of a person nothing is kept.

What is shown between reading and publishing is a `Delivery` for each list: counts, and places of
rows. The files themselves lie with Streamlit's uploader, in memory, and only while there may be a
reason to read them once more: questions that are open, or a year that was the wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from dashboard import paths, settings
from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.faults import DataProblems, Refused
from dashboard.intake import upload
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.records import publishing
from dashboard.records.answered import Answered
from dashboard.records.delivery import Delivery
from dashboard.records.person import Question
from dashboard.records.publishing import Named
from dashboard.render import tables
from dashboard.serve import uploads
from dashboard.serve.streamlit_seams import DeltaGenerator, UploadedFile
from dashboard.text import short
from dashboard.ui import address, page
from dashboard.ui.desk.state import editions, flash, show_flash, still_there
from dashboard.ui.parts import ADDRESS

REPORT, LISTS = "年报", "本校名单"
_HANDED = "_lists"
_UPLOADS = "_list-uploads"  # how many deliveries were read: each gets an uploader of its own
_YEARS = 6  # school years back that are offered
_STARTS = 8  # the month in which a school year begins


@dataclass(frozen=True)
class Handed:
    """What files came to; ``base`` is the state of the data that they were counted beside."""

    year: int
    kind: str
    files: Sequence[str]
    base: str
    deliveries: Sequence[Delivery]
    answered: Answered
    names: Mapping[str, Named]
    threshold: int

    @property
    def asked(self) -> list[tuple[str, Question]]:
        """Return what is still to be asked, each with the kind of list it is of."""
        found = {
            (question.about, question.grade, question.subject): (one.listing.kind, question)
            for one in self.deliveries
            for question in one.listing.questions
        }
        return list(found.values())

    @property
    def changed(self) -> list[Delivery]:
        return [one for one in self.deliveries if one.changed]

    @property
    def is_outdated(self) -> bool:
        return self.base != versions.state(paths.DATA)


def chosen() -> bool:
    """Ask whether it is about the report or the lists; tell whether the lists."""
    with page.reach(), st.container(key="parts"):
        is_lists = address.segmented("填报什么", [REPORT, LISTS], ADDRESS) == LISTS
    if not is_lists:
        leave()
    return is_lists


def leave() -> None:
    """Forget the files once another page or part is shown: nobody is there to answer."""
    if st.session_state.pop(_UPLOADS, None) is not None:
        uploads.drop()


def handed() -> Handed | None:
    """Return what was read and is neither published nor dropped."""
    found: Handed | None = st.session_state.get(_HANDED)
    return found


def let_go() -> None:
    """Forget what was read, and the files."""
    st.session_state.pop(_HANDED, None)
    _drop_files()


def _drop_files() -> None:
    uploads.drop()
    number = st.session_state.get(_UPLOADS, 0)
    st.session_state.pop(f"lists-{number}", None)  # what the uploader itself holds
    st.session_state[_UPLOADS] = number + 1


def show_list_steps(place: DeltaGenerator, found: Handed | None) -> None:
    """Show at the head of the page how far the lists have come."""
    asked = len(found.asked) if found else 0
    told = (
        ("一 交来名单", f"{school_year(found.year)}" if found else "还没有交"),
        ("二 回答", f"还有 {asked} 处" if asked else "没有要问的" if found else ""),
        ("三 核对", "看过再公布" if found else ""),
        ("四 公布", "还没有公布" if found else ""),
    )
    place.html(tables.steps(told, (1 if asked else 2) if found else 0))


def school_year(year: int) -> str:
    """Name a school year by both its years."""
    return f"{year}—{year + 1} 学年"


def _years() -> list[int]:
    today = datetime.now().astimezone()
    now = today.year if today.month >= _STARTS else today.year - 1
    return sorted({*range(now - _YEARS + 1, now + 1), *editions()}, reverse=True)


def hand_in() -> list[UploadedFile]:
    """Take the files of a delivery, and read them when asked; return those that lie there still."""
    number = st.session_state.setdefault(_UPLOADS, 0)
    with st.container(horizontal=True, vertical_alignment="bottom", key="list-choices"):
        year = st.selectbox(
            "哪一学年的名单",
            _years(),
            index=None,
            format_func=school_year,
            placeholder="请选学年",
            key="list-year",
            width=200,
        )
        kind = st.selectbox(
            "哪种名单",
            ["", *RECORD_LISTS],
            format_func=lambda code: RECORD_LISTS.get(code, "自动识别"),
            key="list-kind",
            width=160,
            help="一般不用选；看不出是哪一种时，会请您选。",
        )
    with st.container(key="list-files"):
        given = st.file_uploader(
            "名单（.xlsx、.xls 或 .csv，可以一次选几个）",
            accept_multiple_files=True,
            key=f"lists-{number}",
        )
    is_ready = bool(given) and year is not None
    is_first = handed() is None
    if st.button(
        "读取名单",
        type="primary" if is_first else "secondary",
        disabled=not is_ready,
        key="read-lists",
    ):
        read(year or 0, kind or "", given, Answered())
    if given and year is None:
        st.caption("请先选学年。")
    show_flash()
    return list(given)


def read(year: int, kind: str, given: Sequence[UploadedFile], answered: Answered) -> None:
    """Read files, and draw the page anew with what they come to."""
    st.session_state.pop(_HANDED, None)
    names = [upload.file_name(one.name) for one in given]
    with st.status("正在读取名单……") as steps:
        try:
            base = versions.state(paths.DATA)
            deliveries = publishing.look(
                paths.DATA,
                [(name, one.getvalue()) for name, one in zip(names, given, strict=True)],
                year,
                kind=kind,
                answered=answered,
                waiting=still_there(steps),
            )
            st.session_state[_HANDED] = Handed(
                *(year, kind, names, base, deliveries, answered),
                publishing.names(paths.DATA),
                settings.read(paths.DATA).records.threshold,
            )
        except (Refused, DataProblems, NotPublished) as problem:
            flash("error", f"没有读取。{problem}")
        except OSError as error:
            flash("error", f"没有读取：数据文件夹读不了（{error.strerror}）。请告诉管理员。")
        else:
            if not any(one.listing.questions for one in deliveries):
                _drop_files()
    st.rerun()


def told(found: Handed) -> str:
    """Say of which files and year it is."""
    few = "、".join(f"《{short(name, 30)}》" for name in found.files[:3])
    more = f" 等 {len(found.files)} 个文件" if len(found.files) > len(found.files[:3]) else ""
    return f"{school_year(found.year)}，{few}{more}"
