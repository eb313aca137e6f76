"""The office's desk on the screen: template, filled-in file, what it changes, publishing."""

import functools
from collections.abc import Callable
from datetime import datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import (
    access,
    drafts,
    export,
    layout,
    paths,
    query,
    review,
    tables,
    template,
    versions,
    warehouse,
)
from dashboard.drafts import Draft
from dashboard.labels import SEVERITY, VERSION
from dashboard.problems import DataProblems
from dashboard.review import ADDED, CHANGED, GONE, SAME, Review
from dashboard.versions import NotPublished
from dashboard.warehouse import WarehouseUnavailable
from dashboard.workbook import Refused

_FEW = 20  # findings that are shown without being asked for
_KINDS = {
    "baseline": "留存原有数据",
    "by hand": "留存手工改动",
    "publish": "发布",
    "rollback": "恢复",
}
_READ = "_read"  # the upload that was read last
_TOLD = "_told"  # what to say once more after the page has been drawn anew
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates() -> None:
    """Offer the template of the next edition, and of those that there are."""
    years = [next_year(), *_editions()]
    with st.container(horizontal=True, vertical_alignment="bottom", key="templates"):
        year = st.selectbox("哪一年的报告", years, key="template-year", width=200)
        for label, ending, mime, write in (
            ("下载 Excel 模板", "xlsx", _XLSX, template.workbook),
            ("下载 CSV 模板", "csv", "text/csv", template.csv_text),
        ):
            st.download_button(
                label,
                data=functools.partial(_template, year, write),
                file_name=export.file_name([f"{year}年报填报模板"], ending),
                mime=mime,
                on_click="ignore",
                type="primary" if ending == "xlsx" else "secondary",
                key=f"template-{ending}",
            )


def _template(year: int, write: Callable[[layout.Layout], bytes]) -> bytes:
    return write(layout.layout(paths.DATA, year))


def next_year() -> int:
    """Return the year of the next edition: after the newest, or else this year's."""
    editions = _editions()
    return max(editions) + 1 if editions else datetime.now().astimezone().year


def _editions() -> list[int]:
    try:
        with warehouse.looking_at(paths.DATABASE):
            return [int(year) for year in query.run("editions")["edition"]]
    except WarehouseUnavailable:
        return []


def upload(author: str) -> None:
    """Take a filled-in file, and read it once."""
    given = st.file_uploader(
        "填好的模板（.xlsx 或 .csv）",
        type=[ending.removeprefix(".") for ending in drafts.WAYS],
        key="filled-in",
    )
    if given is not None and st.session_state.get(_READ) != given.file_id:
        st.session_state[_READ] = given.file_id
        _read(author, given)
    _tell()


def _read(author: str, given: UploadedFile) -> None:
    with st.status("正在读取……") as steps:

        def progress(step: str) -> None:
            steps.update(label=f"{step}……")
            st.write(step)

        try:
            draft = drafts.make(paths.DATA, author, given.name, given.getvalue(), progress)
        except (Refused, DataProblems) as refused:
            steps.update(label="没有读取", state="error")
            _remember("error", str(refused))
            return
        done = f"有 {len(draft.faults)} 处要改" if draft.faults else "读完，没有填错的格"
        steps.update(label=done, state="error" if draft.faults else "complete")


def _remember(kind: str, message: str) -> None:
    st.session_state[_TOLD] = (kind, message)


def _tell() -> None:
    kind, message = st.session_state.pop(_TOLD, ("", ""))
    if kind:
        {"error": st.error, "success": st.success}[kind](message)


def faults(draft: Draft) -> None:
    """List all that has to be mended, and hand the workbook back with it marked."""
    st.error(
        f"《{draft.file}》有 {len(draft.faults)} 处要改。已发布的数据没有变化；"
        "请在表格里改好，存盘，再上传一次。"
    )
    if draft.marked.exists():
        st.download_button(
            "下载标出问题的表格",
            data=draft.marked.read_bytes,
            file_name=f"标出问题_{draft.file}",
            mime=_XLSX,
            on_click="ignore",
            type="primary",
            help="有问题的格涂成红色并加了批注，第一张表列出全部问题；可以直接在它上面改。",
        )
    found = [
        (one.sheet, one.place or (f"第 {one.row} 行" if one.row else "整张表"), one.message)
        for one in draft.faults
    ]
    st.html(tables.faults(found))


def remarks(draft: Draft) -> None:
    """Say what was understood in a way the office should know of."""
    if draft.remarks:
        with st.expander(f"读表时注意到 {len(draft.remarks)} 点"):
            st.markdown("\n".join(f"- {remark}" for remark in draft.remarks))


@st.cache_data(max_entries=8, show_spinner="正在对照……")
def _review(folder: str, year: int, version: str, published: str) -> Review:
    del version, published  # of which data files: what the answer is kept by
    draft = next(one for one in drafts.every(paths.DATA) if one.name == folder)
    return review.review(year, draft.database)


def reviewed(draft: Draft) -> Review:
    """Hold a draft against what is published, once for each state of both."""
    return _review(draft.name, draft.year, draft.sha256, versions.state(paths.DATA))


def summary(draft: Draft, found: Review) -> None:
    """Say in one line what the file would change, with the choice to look at it on every page."""
    against = f"与 {found.compared} 年版对照" if found.compared else "第一版，没有可对照的"
    new = [found.found(severity, new=True) for severity in SEVERITY]
    st.html(
        tables.numbers(
            [
                ("填了", draft.filled, "格", "hint", f"{draft.year} 年版，{against}"),
                ("改动", found.counted(CHANGED), "格", "hint", f"不变 {found.counted(SAME)} 格"),
                ("新增", found.counted(ADDED), "格", "hint", "上版没有"),
                ("消失", found.counted(GONE), "格", "doubtful", "上版有，这次没有填"),
                ("新的错误", new[0], "处", "error", f"新的存疑 {new[1]}，提示 {new[2]}"),
                ("待确认", len(_open(draft, found)), "处", "doubtful", "与上一期相差很大"),
            ]
        )
    )


def _open(draft: Draft, found: Review) -> list[review.Jump]:
    return [jump for jump in found.jumps if jump.key not in draft.confirmed]


def looking(draft: Draft, author: str) -> None:
    """Offer to look at the draft on every page, which nobody else sees."""
    on = drafts.previewed(author) is not None
    with st.container(horizontal=True, vertical_alignment="center", key="looking"):
        if st.button("退出预览" if on else "在各页预览", key="preview"):
            if on:
                drafts.stop_preview(author)
            else:
                drafts.preview(draft)
            st.rerun()
        if st.button("放弃这份草稿", type="tertiary", key="discard"):
            draft.discard()
            st.rerun()
        st.caption("预览只有您看得到：各页显示这份草稿的数，直到退出预览或发布。")


def jumps(draft: Draft, found: Review) -> None:
    """Ask about each figure far from the one before; the answers are kept with the draft."""
    if not found.jumps:
        st.caption("没有与上一期相差很大的数。")
        return
    chosen = []
    for jump in found.jumps:
        sure = st.checkbox(
            f"{jump.name}：{jump.period_before} **{jump.printed_before}** → "
            f"{jump.period} **{jump.printed}**（{jump.unit}，{jump.source}）确实如此",
            value=jump.key in draft.confirmed,
            key=f"jump-{draft.name}-{jump.key}",
        )
        if sure:
            chosen.append(jump.key)
    if sorted(chosen) != draft.confirmed:
        draft.confirm(chosen)
        st.rerun()
    st.caption("填错的，请在表格里改好再上传；确实如此的，打上钩。")


def findings(draft: Draft, found: Review) -> None:
    """Show what the audit finds in the draft: what is new open to see, the rest folded away."""
    if found.findings.empty:
        st.caption("没有发现对不上的地方。")
        return
    new = found.findings[found.findings["is_new"]]
    old = found.findings[~found.findings["is_new"]]
    with warehouse.looking_at(draft.database):
        if not new.empty:
            with st.expander(f"新出现的 {len(new)} 处", expanded=len(new) <= _FEW):
                st.html(tables.findings(new, ""))
        if not old.empty:
            with st.expander(f"已发布的数据里就有的 {len(old)} 处"):
                st.html(tables.findings(old, ""))


def compared(found: Review) -> None:
    """Show what is new, changed and gone, each with old, new and difference."""
    kinds = [kind for kind in (CHANGED, ADDED, GONE, SAME) if found.counted(kind)]
    if not kinds:
        st.caption("没有任何数。")
        return
    kind = st.pills(
        "看哪些",
        kinds,
        default=kinds[0],
        required=True,
        key="change-kind",
        format_func=lambda name: f"{name} {found.counted(name)}",
    )
    rows = found.changes[found.changes["change"] == kind]
    st.html(tables.changes(rows))
    st.download_button(
        "下载全部对照（CSV）",
        data=lambda: export.to_csv(found.changes),
        file_name=export.file_name([f"{found.edition}年版对照"], "csv"),
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key="changes-csv",
    )


def publish(draft: Draft, found: Review) -> None:
    """Publish, where whoever is signed in may; else say how it is done."""
    waiting = _open(draft, found)
    if not access.has_provider():
        st.info(
            "这台机器没有设置登录，发布请在看板所在的文件夹运行下面这一行"
            "（会再问一次相差很大的数，把名字和原因换成实际的）："
        )
        st.code(
            f'python -m dashboard publish "{draft.upload}" '
            f'--who 办公室 --why "{draft.year}年报定稿"',
            language=None,
            wrap_lines=True,
        )
        return
    sure = True
    if found.new_errors:
        sure = st.checkbox(
            f"我看过 {found.new_errors} 处新的错误：报告确实这样印，之后再改正或答复。",
            key=f"errors-{draft.name}",
        )
    why = st.text_input(
        "为什么发布", placeholder=f"如：{draft.year}年报定稿", max_chars=200, key="why"
    )
    ready = bool(sure and not waiting and why.strip())
    if st.button("发布", type="primary", disabled=not ready, key="publish"):
        _publish(draft, why.strip())
    if not ready:
        left = [
            *([f"还有 {len(waiting)} 处相差很大的数没有确认"] if waiting else []),
            *([] if sure else ["还没有确认看过新的错误"]),
            *([] if why.strip() else ["还没有写为什么发布"]),
        ]
        st.caption("；".join(left) + "。")


def _publish(draft: Draft, why: str) -> None:
    who = access.editor_now()
    if who is None:
        st.error("登录已失效，或您的账号不再有发布的权限；没有发布。请重新登录。")
        return
    with st.status("正在发布……") as steps:
        try:
            version = versions.publish(
                paths.DATA,
                draft.staged,
                who=who.label,
                why=why,
                edition=draft.year,
                base=draft.base,
            )
        except NotPublished as problem:
            steps.update(label="没有发布", state="error")
            st.error(str(problem))
            return
        steps.update(label="已发布", state="complete")
    draft.discard()
    _remember("success", f"已发布为第 {version.number} 版。大家下一次点击就会看到新的数据。")
    st.rerun()


def again(draft: Draft, author: str) -> None:
    """Read the same file anew where the school's data has changed since."""
    if draft.base == versions.state(paths.DATA):
        return
    st.warning("您上传之后，已发布的数据更新过；请按新的数据重新核对，再发布。")
    if st.button("按新的数据重新核对", key="again"):
        _again(draft, author)


def _again(draft: Draft, author: str) -> None:
    with st.status("正在读取……") as steps:
        try:
            drafts.make(
                paths.DATA,
                author,
                draft.file,
                draft.upload.read_bytes(),
                lambda step: steps.update(label=f"{step}……"),
            )
        except (Refused, DataProblems) as refused:
            steps.update(label="没有读取", state="error")
            _remember("error", str(refused))
    st.rerun()


def history() -> None:
    """List every version; let an editor bring one back."""
    if problem := versions.broken(paths.DATA):
        st.warning(f"版本记录有问题：{problem}请告诉管理员。")
    made = versions.history(paths.DATA)
    if not made:
        st.caption("还没有发布过；第一次发布时会先把现有的数据留存为第 1 版。")
        return
    known = access.has_provider() and access.editor_now()
    st.html(tables.history(_told(version, bool(known)) for version in made))
    _tell()
    if not access.has_provider():
        st.info("这台机器没有设置登录；恢复请运行：")
        st.code(
            'python -m dashboard rollback 版本号 --who 办公室 --why "为什么恢复"', language=None
        )
        return
    if not known:
        return
    earlier = [version for version in made if version.input_sha256 != made[0].input_sha256]
    with st.container(horizontal=True, key="rollback"):
        for version in earlier[:_FEW]:
            if st.button(f"恢复到第 {version.number} 版", key=f"back-{version.number}"):
                _ask(version)


@st.dialog("恢复到以前的一版")
def _ask(version: versions.Version) -> None:
    st.markdown(
        f"大家看到的将是第 {version.number} 版（{_when(version)}，{version.why}）的数据。"
        "现在的数据仍然留着，随时可以再恢复回来。"
    )
    why = st.text_input("为什么恢复", value=f"恢复到第 {version.number} 版", max_chars=200)
    if st.button("恢复", type="primary", disabled=not why.strip()):
        who = access.editor_now()
        if who is None:
            st.error("登录已失效，或您的账号不再有发布的权限；没有恢复。请重新登录。")
            return
        try:
            with st.spinner("正在恢复……"):
                back = versions.rollback(paths.DATA, version.number, who=who.label, why=why)
        except NotPublished as problem:
            st.error(str(problem))
            return
        _remember("success", f"已恢复到第 {version.number} 版，记为第 {back.number} 版。")
        st.rerun()


def _when(version: versions.Version) -> str:
    return version.when[:16].replace("T", " ")


def _told(version: versions.Version, known: bool) -> dict[str, object]:
    """Put a version into words; who it was is said to editors only."""
    what = VERSION[version.kind]
    if version.of:
        what += f"第 {version.of} 版"
    if version.edition:
        what += f"（{version.edition} 年版）"
    return {
        "number": version.number,
        "when": _when(version),
        "what": what,
        "who": version.who if known or not access.has_provider() else "—",
        "why": version.why,
        "hashes": (version.input_sha256, version.output_sha256),
    }
