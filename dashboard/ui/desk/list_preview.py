"""What lists would publish."""

from collections.abc import Mapping

import streamlit as st

from dashboard import paths
from dashboard.contract.codes import RECORD_LISTS
from dashboard.query.connection import WarehouseUnavailable
from dashboard.records import beside_report, preview
from dashboard.records.delivery import Delivery
from dashboard.records.publishing import Named
from dashboard.render import tables
from dashboard.text import plain
from dashboard.ui.desk.lists import Handed, let_go, told

_MOST = 300  # lines of a table that may be long
_FEW = 30


def counted(found: Handed) -> None:
    """Show what would be published of each list, and what is to be said of its rows."""
    st.caption(plain(told(found)))
    for one in found.deliveries:
        st.markdown(f"**{RECORD_LISTS[one.listing.kind]}**（{plain(one.listing.period)}）")
        _numbers(one, found.threshold)
        if said := preview.kept(one, found.threshold):
            st.caption(plain(said))
        _remarks(one)
        _beside_report(one, found.names)
        _figures(one, found.names)
        _changes(one, found.names)
    with st.popover("放弃这次交的名单", type="tertiary", key="drop-lists"):
        st.write("汇总的结果不再保留；您自己电脑里的文件不受影响。")
        if st.button("放弃", key="discard-lists"):
            let_go()
            st.rerun()


def _numbers(one: Delivery, threshold: int) -> None:
    rows = preview.rows(one)
    changed = ("改动", len(one.changed), "个数", "hint", "与上一次公布的不同")
    first = ("改动", 0, "个数", "hint", "第一次公布")
    st.html(
        tables.numbers(
            [
                ("汇总了", rows.counted, "人", "hint", f"名单有 {rows.seen:,} 人"),
                ("没有汇总", rows.apart, "人", "doubtful", "免测、缺项，或另计"),
                (
                    "没有计入",
                    rows.twice + rows.unread,
                    "行",
                    "doubtful",
                    f"重复 {rows.twice:,}，读不出 {rows.unread:,}",
                ),
                ("公布", one.shown, "个数", "hint", "人数、比率、平均值"),
                ("不公布", one.left_out, "个数", "hint", f"不到 {threshold} 人，或能推算出来"),
                changed if one.before else first,
            ]
        )
    )


def _remarks(one: Delivery) -> None:
    causes = preview.causes(one)
    if causes:
        number = sum(len(cause.remarks) for cause in causes)
        with st.expander(plain(f"读的时候注意到 {number:,} 处"), expanded=number <= _FEW):
            st.html(
                tables.told(
                    (
                        cause.title,
                        len(cause.remarks),
                        [(remark.place, remark.text) for remark in cause.remarks[:_MOST]],
                    )
                    for cause in causes
                )
            )
    elif not one.listing.questions:
        st.caption("每一行都读懂了。")


def _beside_report(one: Delivery, names: Mapping[str, Named]) -> None:
    try:
        held = beside_report.held(paths.DATA, one.figures)
    except WarehouseUnavailable as problem:
        st.warning(plain(f"没有与报告对照。{problem}"))
        return
    said = plain(beside_report.told(held, one.listing.period))
    off = sum(each.off for each in held)
    if off:
        st.warning(said)
    else:
        st.caption(said)
    if held:
        with st.expander(
            plain(f"与报告对照：{len(held):,} 个数，{off:,} 个不同"), expanded=off > 0
        ):
            rows = [
                (
                    preview.about(each.figure, names),
                    preview.said(each.figure, names),
                    beside_report.printed(each, names),
                    f"{beside_report.difference(each, names)}{'，不同' if each.off else ''}",
                )
                for each in held[:_MOST]
            ]
            st.html(tables.lines(("哪个数", "名单算出", "报告印着", "差"), "-nnn", rows))


def _figures(one: Delivery, names: Mapping[str, Named]) -> None:
    if not one.figures:
        st.warning("没有一个人能汇总，没有可公布的数。")
        return
    groups = [(name, f"{shown:,}", f"{hidden:,}") for name, shown, hidden in preview.tables(one)]
    whole = [
        (preview.name(figure, names), preview.said(figure, names)) for figure in preview.whole(one)
    ]
    with st.expander(plain(f"要公布的 {one.shown:,} 个数，不公布的 {one.left_out:,} 个")):
        left, right = st.columns([2, 3], gap="large")
        left.html(tables.lines(("分组", "公布", "不公布"), "-nn", groups))
        right.html(tables.lines(("全校的数", "公布"), "-n", whole[:_MOST]))


def _changes(one: Delivery, names: Mapping[str, Named]) -> None:
    if not (one.before and one.changed):
        return
    with st.expander(f"与上一次不同的 {len(one.changed):,} 个数"):
        rows = [
            (preview.about(about, names), preview.said(was, names), preview.said(now, names))
            for was, now in one.changed[:_MOST]
            if (about := now or was)
        ]
        st.html(tables.lines(("哪个数", "上一次", "这一次"), "-nn", rows))
        if len(one.changed) > _MOST:
            st.caption(f"另有 {len(one.changed) - _MOST:,} 个没有列出。")
