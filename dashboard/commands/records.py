"""``python -m dashboard records``: what the school's own lists give, looked at and published."""

import argparse
import sys
from collections.abc import Iterable, Mapping

from dashboard import settings
from dashboard.contract.faults import DataProblems, Refused
from dashboard.paths import DATA
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.query.connection import WarehouseUnavailable
from dashboard.records import beside_report, preview, publishing
from dashboard.records.delivery import Delivery
from dashboard.records.publishing import Named

_SHOWN = 100  # lines of a list that may be long


def run(options: argparse.Namespace) -> int:
    """Show what lists would publish, and publish it where that is asked; return the exit code."""
    try:
        return _run(options)
    except (DataProblems, NotPublished, Refused) as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(f"无法读写 {error.filename}：{error.strerror}。", file=sys.stderr)
    return 1


def _run(options: argparse.Namespace) -> int:
    versions.recover(DATA)
    threshold = settings.read(DATA).records.threshold
    base = versions.state(DATA)
    contents = [(path.name, path.read_bytes()) for path in options.files]
    deliveries = publishing.look(DATA, contents, options.year, kind=options.kind or "")
    names = publishing.names(DATA)
    for one in deliveries:
        _tell(one, threshold, names)
    changed = [one for one in deliveries if one.changed]
    if not changed:
        print("要公布的与现在的完全相同，没有公布。")
        return 0
    if not options.yes:
        print("这是预览，没有公布。都看过、要公布，请加 --yes。")
        return 0
    version = publishing.publish(DATA, changed, who=options.who, base=base)
    print(f"已公布，记为第 {version.number} 版。")
    return 0


def _tell(one: Delivery, threshold: int, names: Mapping[str, Named]) -> None:
    print(preview.counted(one))
    print(
        f"  公布 {one.shown} 个数；不公布 {one.left_out} 个：它们说的不到 {threshold} 人，"
        "或者由它们能推算出这样的数。"
    )
    for table, shown, hidden in preview.tables(one):
        print(f"    {table}：公布 {shown}，不公布 {hidden}")
    print("  全校的数：")
    _list(
        f"{preview.name(each, names)}：{preview.said(each, names)}" for each in preview.whole(one)
    )
    _tell_beside_report(one, names)
    if one.before:
        print(f"  与上一次对照：改动 {len(one.changed)} 个数。")
        if one.kept:
            print(f"  {preview.kept(one, threshold)}")
        _list(
            f"{preview.about(about, names)}："
            f"{preview.said(was, names)} → {preview.said(now, names)}"
            for was, now in one.changed
            if (about := now or was)
        )
    else:
        print("  这是第一次公布，没有上一次可对照。")
    causes = (text for cause in preview.causes(one) for text in cause.told)
    for text in (*preview.asked(one), *causes):
        print(f"  · {text}")


def _tell_beside_report(one: Delivery, names: Mapping[str, Named]) -> None:
    try:
        held = beside_report.held(DATA, one.figures)
    except WarehouseUnavailable as problem:
        print(f"  没有与报告对照。{problem}")
        return
    print(f"  {beside_report.told(held, one.listing.period)}")
    _list(
        f"{preview.about(each.figure, names)}：名单算出 {preview.said(each.figure, names)}，"
        f"报告印着 {beside_report.printed(each, names)}，"
        f"差 {beside_report.difference(each, names)}{'，不同' if each.off else ''}"
        for each in held
    )


def _list(lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:_SHOWN]:
        print(f"    {line}")
    if len(every) > _SHOWN:
        print(f"    另有 {len(every) - _SHOWN} 个。")
