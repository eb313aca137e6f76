"""Template and filled-in file: what to fill in, what has to be mended."""

import functools
import threading
from collections.abc import Callable

import streamlit as st

from dashboard import paths
from dashboard.auth import access
from dashboard.auth.downloads import for_editors, for_viewers
from dashboard.contract.faults import DataProblems, Refused
from dashboard.intake import drafts, filled_edition, form_builder, form_layout, template
from dashboard.intake.drafts import Draft
from dashboard.intake.review import Review
from dashboard.publish import versions
from dashboard.render import export, tables
from dashboard.serve import uploads
from dashboard.serve.streamlit_seams import DeltaGenerator, UploadedFile
from dashboard.text import plain
from dashboard.ui.desk.state import (
    XLSX,
    count_faults,
    editions,
    flash,
    is_outdated,
    next_year,
    open_jumps,
    settle,
    short,
    show_flash,
    still_there,
    when,
)

# Ten who ask at once wait for the first, and share what it has written.
_WRITING = threading.Lock()
_UPLOADS = "_uploads"  # how many files were taken: each gets a place of its own, empty again


def templates(*, first: bool) -> None:
    """Offer the template of the next edition, and of those that there are.

    ``first``: it is what is to be done now.
    """
    years = [next_year(), *editions()]
    with st.container(horizontal=True, vertical_alignment="bottom", key="templates"):
        year = st.selectbox("哪一年的报告", years, key="template-year", width=200)
        for label, ending, mime, write in (
            ("下载 Excel 模板", "xlsx", XLSX, template.workbook),
            ("下载 CSV 模板", "csv", "text/csv", template.csv_text),
        ):
            st.download_button(
                plain(label),
                data=for_viewers(functools.partial(_template, year, write)),
                file_name=export.file_name([f"{year}年报填报模板"], ending),
                mime=mime,
                on_click="ignore",
                type="primary" if first and ending == "xlsx" else "secondary",
                key=f"template-{ending}",
            )
        if year in editions():
            st.download_button(
                "下载填好的 Excel",
                data=for_viewers(functools.partial(_filled, year)),
                file_name=export.file_name([f"{year}年报已填填报模板"], "xlsx"),
                mime=XLSX,
                on_click="ignore",
                key="template-filled",
                help="这一版现有的数都已填好；改了要改的，再上传。",
            )


def _template(year: int, write: Callable[[form_layout.Layout], bytes]) -> bytes:
    with _WRITING:
        return _written(versions.state(paths.DATA), year, write)


def _filled(year: int) -> bytes:
    with _WRITING:
        return _written_filled(versions.state(paths.DATA), year)


@functools.lru_cache(maxsize=2)
def _written_filled(_: str, year: int) -> bytes:
    return filled_edition.workbook(paths.DATA, year)


@functools.lru_cache(maxsize=6)
def _written(_: str, year: int, write: Callable[[form_layout.Layout], bytes]) -> bytes:
    """Write a template once for each state of the data: anybody may ask, and it takes a second."""
    return write(form_builder.layout(paths.DATA, year))


def last_publication(author: str) -> None:
    """Say when there was a publication last and, to editors, whose drafts wait besides."""
    settle()
    made = versions.history(paths.DATA)
    if made:
        last = made[0]
        st.caption(f"现用的是第 {last.number:d} 版：{plain(when(last))}，{plain(last.why)}。")
    others = [draft for draft in drafts.every(paths.DATA) if draft.author != author]
    if author and access.has_provider() and others:
        told = "；".join(
            f"{plain(draft.author)} {plain(short(draft.made))}（{draft.year:d} 年版）"
            for draft in {one.author: one for one in reversed(others)}.values()
        )
        st.caption(f"还有别人的草稿没有发布：{told}。先发布的先算，后发布的要重新核对。")


def show_steps(place: DeltaGenerator, draft: Draft | None, found: Review | None) -> None:
    """Show at the head of the page which step the office is at, and what is left to do."""
    year = (draft and draft.year) or next_year()
    now, uploaded, checked, published = 0, "还没有上传", "", ""
    if draft:
        now, uploaded = 1, f"有 {count_faults(draft)} 处要改"
    if draft and found:
        waiting = len(open_jumps(draft, found))
        outdated = is_outdated(draft)
        now = 2 if waiting or outdated else 3
        uploaded = f"{short(draft.made)}，没有填错的格"
        checked = f"还有 {waiting} 处要确认" if waiting else "没有要确认的了"
        checked = "已发布的数据更新过，要重新核对" if outdated else checked
        published = "还没有发布"
    steps = (
        ("一 下载模板", f"{year} 年版"),
        ("二 上传填好的表", uploaded),
        ("三 核对", checked),
        ("四 发布", published),
    )
    place.html(tables.steps(steps, now))


def upload(author: str) -> None:
    """Take a filled-in file, and read it once."""
    # Without a list of endings: Streamlit itself would refuse the others, in English.
    given = st.file_uploader(
        "填好的模板（.xlsx 或 .csv）", key=f"filled-in-{st.session_state.get(_UPLOADS, 0)}"
    )
    if given is not None:
        _read(author, given)
        uploads.drop()
        st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
        st.rerun()
    show_flash()


def _read(author: str, given: UploadedFile) -> None:
    with st.status("正在读取……") as steps:

        def progress(step: str) -> None:
            steps.update(label=plain(f"{step}……"))
            st.write(plain(step))

        try:
            content = given.getvalue()
            drafts.make(paths.DATA, author, given.name, content, progress, still_there(steps))
        except (Refused, DataProblems) as refused:
            kept = "下面仍是以前上传的那一份。" if drafts.of(paths.DATA, author) else ""
            flash("error", f"没有读取《{given.name}》。{refused}{kept}")


def faults(draft: Draft) -> None:
    """List all that has to be mended, and hand the workbook back with it marked."""
    st.error(
        f"《{plain(draft.file)}》有 {count_faults(draft)} 处要改。已发布的数据没有变化；"
        "请在表格里改好，存盘，再上传一次。"
    )
    if draft.marked.exists():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                "下载标出问题的表格",
                data=for_editors(draft.marked.read_bytes),
                file_name=f"标出问题_{draft.file}",
                mime=XLSX,
                on_click="ignore",
                type="primary",
            )
            st.caption("有问题的格涂成红色并加了批注，第一张表列出全部问题；可以直接在它上面改。")
    elif draft.unmarked:
        st.caption(plain(draft.unmarked))
    st.html(
        tables.faults(
            (one.sheet, one.cell_ref or (f"第 {one.row} 行" if one.row else "整张表"), one.message)
            for one in draft.faults
        )
    )
    if draft.unlisted:
        st.caption(f"另有 {draft.unlisted:d} 处没有列出；改好以上各处再上传，会列出其余的。")


def last_upload(draft: Draft) -> None:
    """Say which file it is about."""
    year = f"，{draft.year:d} 年版" if draft.year else ""
    st.caption(f"最近一次：《{plain(draft.file)}》，{plain(short(draft.made))} 上传{year}。")


def recheck_offer(draft: Draft, author: str) -> None:
    """Read the same file anew where the school's data has changed since."""
    if not is_outdated(draft):
        return
    st.warning("您上传之后，已发布的数据更新过；请按新的数据重新核对，再发布。")
    if st.button("按新的数据重新核对", type="primary", key="recheck"):
        _recheck(draft, author)


def _recheck(draft: Draft, author: str) -> None:
    with st.status("正在读取……") as steps:
        try:
            drafts.make(
                paths.DATA,
                author,
                draft.file,
                draft.upload.read_bytes(),
                lambda step: steps.update(label=plain(f"{step}……")),
                still_there(steps),
            )
        except (Refused, DataProblems) as refused:
            steps.update(label="没有读取", state="error")
            flash("error", str(refused))
    st.rerun()
