"""``python -m dashboard records``: what the school's own lists give, looked at and published."""

import argparse
import sys
from collections.abc import Mapping

from dashboard import settings
from dashboard.contract.faults import DataProblems, Refused
from dashboard.paths import DATA
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.records import preview, publishing
from dashboard.records.delivery import Delivery
from dashboard.records.publishing import Named

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
    if one.before:
        print(f"  与上一次对照：改动 {len(one.changed)} 个数。")
        if one.kept:
            print(f"  {preview.kept(one, threshold)}")
        for was, now in one.changed[:_SHOWN]:
            if about := now or was:
                told = f"{preview.said(was, names)} → {preview.said(now, names)}"
                print(f"    {preview.about(about, names)}：{told}")
        if len(one.changed) > _SHOWN:
            print(f"    另有 {len(one.changed) - _SHOWN} 个。")
    causes = (text for cause in preview.causes(one) for text in cause.told)
    for text in (*preview.asked(one), *causes):
        print(f"  · {text}")
