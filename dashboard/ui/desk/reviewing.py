"""What a draft would change, what is found in it, what is asked about it."""

import functools

import streamlit as st

from dashboard import paths
from dashboard.auth import author
from dashboard.auth.downloads import for_editors
from dashboard.contract.codes import SEVERITIES
from dashboard.contract.faults import Refused
from dashboard.intake import drafts, review, review_workbook
from dashboard.intake.drafts import Draft
from dashboard.intake.review import ADDED, CHANGED, GONE, SAME, Review
from dashboard.publish import versions
from dashboard.query import connection
from dashboard.render import export, tables
from dashboard.text import plain
from dashboard.ui.desk.state import XLSX, drop, flash, open_jumps

_FEW = 20  # findings that are shown without being asked for
_ALL = "全部"


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
    against = f"与 {found.compared:d} 年版对照" if found.compared else "第一版，没有可对照的"
    st.caption(f"{draft.year:d} 年版，{against}；有疑问的回到表格里改，再上传。")
    for lapsed in found.lapsed:
        st.warning(plain(lapsed))
    same, *apart = (found.counted(kind) for kind in (SAME, CHANGED, ADDED, GONE))
    gravest, *others = SEVERITIES
    lesser = "，".join(f"{word} {found.found(word, new=True)}" for word in others)
    filled = ("填了", draft.filled, "格", "hint", f"与上版相同 {same} 格" if found.compared else "")
    kinds = (
        ("改动", apart[0], "格", "hint", "与上版不同"),
        ("新增", apart[1], "格", "hint", "上版没有"),
        ("消失", apart[2], "格", "doubtful", "上版有，这次没有填"),
    )
    st.html(
        tables.numbers(
            [
                *(filled, *(kinds if found.compared else ())),
                (f"新的{gravest}", found.found(gravest, new=True), "处", "error", f"新的{lesser}"),
                ("待确认", len(open_jumps(draft, found)), "处", "doubtful", "与上一期相差很大"),
            ]
        )
    )


def preview_controls(draft: Draft, found: Review, author: str) -> None:
    """Offer to look at the draft on every page, to hand its review round, or to drop it."""
    on = drafts.previewed(paths.DATA, author) is not None
    with st.container(horizontal=True, vertical_alignment="center", key="preview-controls"):
        if st.button("退出预览" if on else "在各页预览", key="preview"):
            if on:
                drafts.stop_preview(paths.DATA, author)
            else:
                _preview(draft)
            st.rerun()
        st.download_button(
            "下载核对结果（Excel）",
            data=for_editors(functools.partial(review_workbook.workbook, draft, found)),
            file_name=export.file_name([f"{draft.year}年版核对结果"], "xlsx"),
            mime=XLSX,
            on_click="ignore",
            key="handout",
        )
        with st.popover("放弃这份草稿", type="tertiary", key="drop"):
            st.write("核对的结果和已打的钩不再保留；您自己电脑里的表格不受影响。")
            if st.button("放弃", key=f"discard-{draft.name}"):
                drop(draft)
                st.rerun()
    st.caption(
        "预览只有您看得到：各页显示这份草稿的数（点左边的页名去看），直到退出预览或发布。"
        "核对结果可以发给同事看。"
    )


def _preview(draft: Draft) -> None:
    try:
        drafts.preview(paths.DATA, draft)
    except Refused as refused:
        flash("error", str(refused))


def jumps(draft: Draft, found: Review) -> None:
    """Ask about each figure far from the one before; the answers are kept with the draft."""
    if not found.jumps:
        return
    keys = {f"jump-{draft.name}-{jump.key}": jump for jump in found.jumps}
    with st.expander(f"相差很大的数 {len(found.jumps)} 处，请逐处确认", expanded=True):
        left = len(open_jumps(draft, found))
        still = f"还有 {left} 处。" if left else "都确认了。"
        st.caption(f"确实如此的，打上钩；填错的，在表格里改好再上传。{still}")
        with st.container(gap="xsmall"):
            for key, jump in keys.items():
                st.session_state[key] = jump.key in draft.confirmed
                st.checkbox(_in_words(jump), key=key, on_change=_confirm, args=(draft, jump, key))


def _confirm(draft: Draft, jump: review.Jump, key: str) -> None:
    # Of this one alone: the others may have been answered in another window meanwhile.
    mine = drafts.of(paths.DATA, draft.author)
    kept = next((one for one in mine if one.name == draft.name), draft)
    others = {*kept.confirmed} - {jump.key}
    try:
        kept.confirm([*others, *([jump.key] if st.session_state.get(key) else [])])
    except Refused as refused:
        flash("error", str(refused))


def _in_words(jump: review.Jump) -> str:
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
    with connection.looking_at(draft.database):
        if not new.empty:
            count = found.found(new=True)
            label = f"核查发现：新出现 {count:d} 处，其中错误 {found.new_errors:d} 处"
            with st.expander(label, expanded=count <= _FEW):
                st.caption("报告自己对不上的地方；不妨碍发布，但最好在报送之前改好。")
                st.html(tables.findings(new, ""))
        if not old.empty:
            count = found.found(new=False)
            with st.expander(f"核查发现：已发布的数据里就有 {count:d} 处"):
                st.html(tables.findings(old, ""))


def compared(found: Review) -> None:
    """Show what is new, changed and gone, each with old, new and difference."""
    kinds = [kind for kind in (CHANGED, GONE, ADDED, SAME) if found.counted(kind)]
    if kinds:
        told = "，".join(f"{kind} {found.counted(kind)}" for kind in kinds)
        with st.expander(plain(f"逐格对照：{told}")):
            _compared(found, kinds)


@st.fragment
def _compared(found: Review, kinds: list[str]) -> None:
    if not author.now():  # drawn anew by itself, after the right was taken away
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="bottom", key="compared"):
        told = [plain(kind) for kind in kinds]
        kind = st.pills("看哪些", told, default=told[0], required=True, key="change-kind")
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
        data=for_editors(lambda: export.to_csv(found.changes)),
        file_name=export.file_name([f"{found.edition}年版对照"], "csv"),
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key="changes-csv",
    )


def official(draft: Draft, found: Review) -> None:
    """Show how far the appended tables are filled in."""
    lacking = int(found.forms["required_blanks"].sum())
    told = f"必填的还缺 {lacking:d} 格" if lacking else "必填的都填了"
    with st.expander(f"附表填报：{told}"), connection.looking_at(draft.database):
        st.html(tables.listing(found.forms))
