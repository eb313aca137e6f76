"""The office's desk on the screen: template, filled-in file, what it changes, publishing."""

import contextlib
import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import (
    access,
    drafts,
    export,
    handout,
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
from dashboard.plain import plain
from dashboard.problems import DataProblems
from dashboard.review import ADDED, CHANGED, GONE, SAME, Review
from dashboard.versions import NotPublished
from dashboard.warehouse import WarehouseUnavailable
from dashboard.workbook import Refused

_FEW = 20  # findings that are shown without being asked for
_ALL = "全部"
_KINDS = {
    "baseline": "留存原有数据",
    "by hand": "留存手工改动",
    "publish": "发布",
    "rollback": "恢复",
}
_UPLOADS = "_uploads"  # how many files were taken: each gets a place of its own, empty again
_TOLD = "_told"  # what to say once more after the page has been drawn anew
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates(*, first: bool) -> None:
    """Offer the template of the next edition, and of those that there are.

    ``first``: it is what is to be done now.
    """
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
                type="primary" if first and ending == "xlsx" else "secondary",
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


def standing(author: str) -> None:
    """Say when there was a publication last and, to editors, whose drafts wait besides."""
    _settle()
    made = versions.history(paths.DATA)
    if made:
        last = made[0]
        st.caption(f"现用的是第 {last.number} 版：{_when(last)}，{plain(last.why)}。")
    others = [draft for draft in drafts.every(paths.DATA) if draft.author != author]
    if author and access.has_provider() and others:
        told = "；".join(
            f"{plain(draft.author)} {_short(draft.made)}（{draft.year} 年版）"
            for draft in {one.author: one for one in reversed(others)}.values()
        )
        st.caption(f"还有别人的草稿没有发布：{told}。先发布的先算，后发布的要重新核对。")


def _settle() -> None:
    """Finish what a killed publication had decided on; a start of the server does so too."""
    with contextlib.suppress(NotPublished):
        versions.recover(paths.DATA)


def way(place: DeltaGenerator, draft: Draft | None, found: Review | None) -> None:
    """Show at the head of the page where the office stands, and what is left to do."""
    year = next_year()
    told = [("一 下载模板", f"{year} 年版"), ("二 上传填好的表", "还没有上传")]
    now = 0
    checked, published = "", ""
    if draft:
        year, now = draft.year or year, 1
        told = [("一 下载模板", f"{year} 年版"), ("二 上传填好的表", f"有 {_amiss(draft)} 处要改")]
    if draft and found:
        waiting = len(_open(draft, found))
        outdated = _is_outdated(draft)
        now = 2 if waiting or outdated else 3
        told[1] = ("二 上传填好的表", f"{_short(draft.made)}，没有填错的格")
        checked = f"还有 {waiting} 处要确认" if waiting else "没有要确认的了"
        checked = "已发布的数据更新过，要重新核对" if outdated else checked
        published = "还没有发布"
    told += [("三 核对", checked), ("四 发布", published)]
    place.html(tables.steps(told, now))


def upload(author: str) -> None:
    """Take a filled-in file, and read it once."""
    # Without a list of endings: Streamlit itself would refuse the others, in English.
    given = st.file_uploader(
        "填好的模板（.xlsx 或 .csv）", key=f"filled-in-{st.session_state.get(_UPLOADS, 0)}"
    )
    if given is not None:
        _read(author, given)
        st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
        st.rerun()
    _tell()


def _read(author: str, given: UploadedFile) -> None:
    with st.status("正在读取……") as steps:

        def progress(step: str) -> None:
            steps.update(label=f"{step}……")
            st.write(step)

        try:
            drafts.make(paths.DATA, author, given.name, given.getvalue(), progress)
        except (Refused, DataProblems) as refused:
            kept = "下面仍是以前上传的那一份。" if drafts.of(paths.DATA, author) else ""
            _remember("error", f"没有读取《{given.name}》。{refused}{kept}")


def _remember(kind: str, message: str) -> None:
    st.session_state[_TOLD] = (kind, message)


def _tell() -> None:
    kind, message = st.session_state.pop(_TOLD, ("", ""))
    if kind:
        {"error": st.error, "success": st.success}[kind](plain(message))


def _amiss(draft: Draft) -> int:
    return len(draft.faults) + draft.unlisted


def faults(draft: Draft) -> None:
    """List all that has to be mended, and hand the workbook back with it marked."""
    st.error(
        f"《{plain(draft.file)}》有 {_amiss(draft)} 处要改。已发布的数据没有变化；"
        "请在表格里改好，存盘，再上传一次。"
    )
    if draft.marked.exists():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                "下载标出问题的表格",
                data=draft.marked.read_bytes,
                file_name=f"标出问题_{draft.file}",
                mime=_XLSX,
                on_click="ignore",
                type="primary",
            )
            st.caption("有问题的格涂成红色并加了批注，第一张表列出全部问题；可以直接在它上面改。")
    elif draft.unmarked:
        st.caption(plain(draft.unmarked))
    st.html(
        tables.faults(
            (one.sheet, one.place or (f"第 {one.row} 行" if one.row else "整张表"), one.message)
            for one in draft.faults
        )
    )
    if draft.unlisted:
        st.caption(f"另有 {draft.unlisted} 处没有列出；改好以上各处再上传，会列出其余的。")


def last_upload(draft: Draft) -> None:
    """Say which file it is about."""
    year = f"，{draft.year} 年版" if draft.year else ""
    st.caption(f"最近一次：《{plain(draft.file)}》，{_short(draft.made)} 上传{year}。")


def remarks(draft: Draft) -> None:
    """Say what was understood in a way the office should know of."""
    if draft.remarks:
        with st.expander(f"读表时注意到 {len(draft.remarks)} 点，请看一下", expanded=True):
            st.markdown("\n".join(f"- {plain(remark)}" for remark in draft.remarks))


@st.cache_data(max_entries=8, show_spinner="正在对照……")
def _review(folder: str, year: int, version: str, published: str) -> Review:
    del version, published  # of which data files: what the answer is kept by
    draft = next(one for one in drafts.every(paths.DATA) if one.name == folder)
    return review.review(year, draft.database)


def reviewed(draft: Draft) -> Review:
    """Hold a draft against what is published, once for each state of both."""
    return _review(draft.name, draft.year, draft.sha256, versions.state(paths.DATA))


def summary(draft: Draft, found: Review) -> None:
    """Say in one line what the file would change."""
    against = f"与 {found.compared} 年版对照" if found.compared else "第一版，没有可对照的"
    st.caption(f"{draft.year} 年版，{against}；有疑问的回到表格里改，再上传。")
    same, *others = (found.counted(kind) for kind in (SAME, CHANGED, ADDED, GONE))
    errors, doubts, hints = (found.found(severity, new=True) for severity in SEVERITY)
    filled = ("填了", draft.filled, "格", "hint", f"与上版相同 {same} 格" if found.compared else "")
    kinds = (
        ("改动", others[0], "格", "hint", "与上版不同"),
        ("新增", others[1], "格", "hint", "上版没有"),
        ("消失", others[2], "格", "doubtful", "上版有，这次没有填"),
    )
    st.html(
        tables.numbers(
            [
                *(filled, *(kinds if found.compared else ())),
                ("新的错误", errors, "处", "error", f"新的存疑 {doubts}，提示 {hints}"),
                ("待确认", len(_open(draft, found)), "处", "doubtful", "与上一期相差很大"),
            ]
        )
    )


def _open(draft: Draft, found: Review) -> list[review.Jump]:
    return [jump for jump in found.jumps if jump.key not in draft.confirmed]


def looking(draft: Draft, found: Review, author: str) -> None:
    """Offer to look at the draft on every page, to hand its review round, or to drop it."""
    on = drafts.previewed(author) is not None
    with st.container(horizontal=True, vertical_alignment="center", key="looking"):
        if st.button("退出预览" if on else "在各页预览", key="preview"):
            if on:
                drafts.stop_preview(author)
            else:
                drafts.preview(draft)
            st.rerun()
        st.download_button(
            "下载核对结果（Excel）",
            data=functools.partial(handout.workbook, draft, found),
            file_name=export.file_name([f"{draft.year}年版核对结果"], "xlsx"),
            mime=_XLSX,
            on_click="ignore",
            key="handout",
        )
        with st.popover("放弃这份草稿", type="tertiary", key="drop"):
            st.write("核对的结果和已打的钩不再保留；您自己电脑里的表格不受影响。")
            if st.button("放弃", key="discard"):
                _drop(draft)
                st.rerun()
    st.caption(
        "预览只有您看得到：各页显示这份草稿的数，直到退出预览或发布。核对结果可以发给同事看。"
    )


def _drop(draft: Draft) -> None:
    """Take a draft away with those it took the place of, which would come to light again."""
    for one in drafts.of(paths.DATA, draft.author):
        if one.year in {0, draft.year}:
            one.discard()


def jumps(draft: Draft, found: Review) -> None:
    """Ask about each figure far from the one before; the answers are kept with the draft."""
    if not found.jumps:
        return
    keys = {f"jump-{draft.name}-{jump.key}": jump for jump in found.jumps}
    with st.expander(f"相差很大的数 {len(found.jumps)} 处，请逐处确认", expanded=True):
        left = len(_open(draft, found))
        still = f"还有 {left} 处。" if left else "都确认了。"
        st.caption(f"确实如此的，打上钩；填错的，在表格里改好再上传。{still}")
        with st.container(gap="xsmall"):
            for key, jump in keys.items():
                st.session_state.setdefault(key, jump.key in draft.confirmed)
                st.checkbox(_said(jump), key=key, on_change=_confirm, args=(draft, keys))


def _confirm(draft: Draft, keys: Mapping[str, review.Jump]) -> None:
    try:
        draft.confirm([jump.key for key, jump in keys.items() if st.session_state.get(key)])
    except Refused as refused:
        _remember("error", str(refused))


def _said(jump: review.Jump) -> str:
    then, now = plain(jump.printed_before), plain(jump.printed)
    unit = "" if jump.printed.endswith(jump.unit) else f" {plain(jump.unit)}"
    return (
        f"{plain(jump.name)}　{plain(jump.period_before)} **{then}** → "
        f"{plain(jump.period)} **{now}**{unit}（{plain(jump.source)}）"
    )


def findings(draft: Draft, found: Review) -> None:
    """Show what the audit finds in the draft: what is new apart from the rest."""
    new = found.findings[found.findings["is_new"]]
    old = found.findings[~found.findings["is_new"]]
    with warehouse.looking_at(draft.database):
        if not new.empty:
            label = f"核查发现：新出现 {len(new)} 处，其中错误 {found.new_errors} 处"
            with st.expander(label, expanded=len(new) <= _FEW):
                st.caption("报告自己对不上的地方；不妨碍发布，但最好在报送之前改好。")
                st.html(tables.findings(new, ""))
        if not old.empty:
            with st.expander(f"核查发现：已发布的数据里就有 {len(old)} 处"):
                st.html(tables.findings(old, ""))


def compared(found: Review) -> None:
    """Show what is new, changed and gone, each with old, new and difference."""
    kinds = [kind for kind in (CHANGED, GONE, ADDED, SAME) if found.counted(kind)]
    if kinds:
        told = "，".join(f"{kind} {found.counted(kind)}" for kind in kinds)
        with st.expander(f"逐格对照：{told}"):
            _compared(found, kinds)


@st.fragment
def _compared(found: Review, kinds: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="compared"):
        kind = st.pills("看哪些", kinds, default=kinds[0], required=True, key="change-kind")
        rows = found.changes[found.changes["change"] == kind]
        parts = rows["source"].map(tables.table_of)
        part = st.selectbox("哪张表", [_ALL, *parts.unique()], key="change-table", width=180)
        words = st.text_input("查找指标", placeholder="如：毕业生", key="change-words", width=220)
    if part != _ALL:
        rows = rows[parts == part]
    rows = rows[rows["indicator_name"].str.contains(words.strip(), regex=False)]
    if rows.empty:
        st.caption("没有这样的数。")
    else:
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


def official(draft: Draft, found: Review) -> None:
    """Show how far the appended tables are filled in."""
    lacking = int(found.forms["required_blanks"].sum())
    told = f"必填的还缺 {lacking} 格" if lacking else "必填的都填了"
    with st.expander(f"附表填报：{told}"), warehouse.looking_at(draft.database):
        st.html(tables.listing(found.forms))


def publish(draft: Draft, found: Review) -> None:
    """Publish, where whoever is signed in may; else say how it is done."""
    waiting = _open(draft, found)
    if not access.has_provider():
        st.info(
            "这台机器没有设置登录，发布请在看板所在的文件夹运行下面这一行"
            "（会再问一次相差很大的数，把名字和原因换成实际的）："
        )
        st.code(
            f'python -m dashboard publish "{_nearby(draft.upload)}" '
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
    left = [
        *(["要按新的数据重新核对"] if _is_outdated(draft) else []),
        *([f"还有 {len(waiting)} 处相差很大的数没有确认"] if waiting else []),
        *([] if sure else ["还没有确认看过新的错误"]),
    ]
    # The reason does not hold the button back: what is being typed is told only on leaving it.
    if st.button("发布", type="primary", disabled=bool(left), key="publish"):
        if why.strip():
            _publish(draft, why.strip())
        else:
            st.error("没有发布：请先写一句为什么发布，会记在版本记录里。")
    if left:
        st.caption("；".join(left) + "。")


def _nearby(path: Path) -> Path:
    return path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path


def _publish(draft: Draft, why: str) -> None:
    who = access.editor_now()
    if who is None:
        st.error("登录已失效，或您的账号不再有发布的权限；没有发布。请重新登录。")
        return
    if not draft.is_whole:
        st.error("这份草稿与核对时不同了（文件被改动，或看板更新过）；没有发布。请再上传一次。")
        return
    with st.status("正在发布：留存现在的数据，生成、核对、换上新的，要几秒钟……") as steps:
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
            st.error(plain(str(problem)))
            return
        # First: a second click begins the page anew at the next thing drawn.
        _drop(draft)
        steps.update(label="已发布", state="complete")
    _remember(
        "success",
        f"已发布为第 {version.number} 版。大家下一次点击就会看到新的数据；要撤回，见“版本记录”。",
    )
    st.rerun()


def again(draft: Draft, author: str) -> None:
    """Read the same file anew where the school's data has changed since."""
    if not _is_outdated(draft):
        return
    st.warning("您上传之后，已发布的数据更新过；请按新的数据重新核对，再发布。")
    if st.button("按新的数据重新核对", type="primary", key="again"):
        _again(draft, author)


def _is_outdated(draft: Draft) -> bool:
    return draft.base != versions.state(paths.DATA)


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
    _settle()
    if problem := versions.broken(paths.DATA):
        st.warning(f"版本记录有问题：{plain(problem)}请告诉管理员。")
    made = versions.history(paths.DATA)
    if not made:
        st.caption("还没有发布过；第一次发布时会先把现有的数据留存为第 1 版。")
        return
    known = access.has_provider() and access.editor_now()
    _tell()
    st.html(tables.history(_told(version, bool(known)) for version in made))
    if not access.has_provider():
        st.info("这台机器没有设置登录；恢复请运行：")
        st.code(
            'python -m dashboard rollback 版本号 --who 办公室 --why "为什么恢复"', language=None
        )
    elif known:
        _back(made)
    elif access.visitor() is None:
        access.sign_in("恢复以前的一版需要登录。")


def _back(made: Sequence[versions.Version]) -> None:
    """Offer what can be brought back: each state of the data once, as it came to be first."""
    states = {version.input_sha256: version for version in made}
    states.pop(made[0].input_sha256)
    if not states:
        return
    earlier = sorted(states.values(), key=lambda version: version.number, reverse=True)
    with st.container(horizontal=True, vertical_alignment="bottom", key="rollback"):
        chosen = earlier[0]
        if len(earlier) > 1:
            chosen = st.selectbox(
                "恢复哪一版的数据",
                earlier,
                format_func=lambda one: f"第 {one.number} 版，{_when(one)}，{one.why}",
                key="back-to",
                width=420,
            )
        if st.button(f"恢复到第 {chosen.number} 版", key="back"):
            _ask(chosen)


@st.dialog("恢复到以前的一版")
def _ask(version: versions.Version) -> None:
    st.markdown(
        f"大家看到的将是第 {version.number} 版（{_when(version)}，{plain(version.why)}）的数据。"
        "现在的数据仍然留着，随时可以再恢复回来。"
    )
    why = st.text_input("为什么恢复", value=f"恢复到第 {version.number} 版", max_chars=200)
    if st.button("恢复", disabled=not why.strip()):
        who = access.editor_now()
        if who is None:
            st.error("登录已失效，或您的账号不再有发布的权限；没有恢复。请重新登录。")
            return
        try:
            with st.spinner("正在恢复……"):
                back = versions.rollback(paths.DATA, version.number, who=who.label, why=why)
        except NotPublished as problem:
            st.error(plain(str(problem)))
            return
        _remember("success", f"已恢复到第 {version.number} 版，记为第 {back.number} 版。")
        st.rerun()


def _when(version: versions.Version) -> str:
    return _short(version.when)


def _short(when: str) -> str:
    return when[:16].replace("T", " ")


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
