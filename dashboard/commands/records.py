"""``python -m dashboard records``: what the school's own lists give, looked at and published."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard import settings
from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.faults import DataProblems, Refused
from dashboard.paths import DATA
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.records import lists, publishing
from dashboard.records.delivery import Delivery
from dashboard.records.figures import Figure

_SHOWN = 40  # lines of a list that may be long


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
    deliveries = _deliveries(options.files, options.year, options.kind or "")
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


def _deliveries(files: Sequence[Path], year: int, kind: str) -> list[Delivery]:
    """Count the lists; what they say of a person is gone when this returns."""
    contents = [(file.name, file.read_bytes()) for file in files]
    listings = lists.read(contents, DATA, year, kind=kind)
    return [publishing.prepare(DATA, listing) for listing in listings]


def _tell(one: Delivery, threshold: int, names: Mapping[str, str]) -> None:
    listing = one.listing
    left_out = sum(remark.left_out for remark in listing.remarks)
    twice = sum(remark.code == "pupil_twice" for remark in listing.remarks)
    print(
        f"{RECORD_LISTS[listing.kind]}，{listing.period}：名单有 {listing.rows_seen} 人，"
        f"汇总了 {one.persons} 人；免测、缺项或另计而没有汇总的 "
        f"{listing.rows_seen - twice - one.persons} 人，重复的 {twice} 行，"
        f"读不出的 {left_out - twice} 行。"
    )
    print(
        f"  公布 {one.shown} 个数；不公布 {one.left_out} 个：它们说的不到 {threshold} 人，"
        "或者由它们能推算出这样的数。"
    )
    if one.before:
        print(f"  与上一次对照：改动 {len(one.changed)} 个数。")
        if one.kept:
            print(
                f"  沿用上一次的 {one.kept} 个：所在的表里有变动不到 {threshold} 人的组，"
                "换成新数，两次一比就知道是谁。"
            )
        for was, now in one.changed[:_SHOWN]:
            about = now or was
            if about:
                print(f"    {_named(about, names)}：{_said(was)} → {_said(now)}")
        if len(one.changed) > _SHOWN:
            print(f"    另有 {len(one.changed) - _SHOWN} 个。")
    for text in one.told[:_SHOWN]:
        print(f"  · {text}")
    if len(one.told) > _SHOWN:
        print(f"  · 另有 {len(one.told) - _SHOWN} 处。")


def _named(figure: Figure, names: Mapping[str, str]) -> str:
    where = (figure.grade, figure.sex, figure.major, figure.class_, figure.category)
    return f"{names[figure.indicator]}，{'，'.join(filter(None, where)) or '全校'}"


def _said(figure: Figure | None) -> str:
    if figure is None:
        return "没有"
    return "不公布" if figure.value is None else f"{figure.value:g}（{figure.persons} 人）"
