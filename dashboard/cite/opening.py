"""A citation opened: which data it is shown of, and what is to be said of it."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.cite import citation, kept, since
from dashboard.cite.citation import Citation
from dashboard.cite.since import LABELS, Answered, Moved, Since
from dashboard.publish.versions import Version
from dashboard.query import connection

LOST = "原版不在"
_RECKONED = "看板的程序后来更新过，算法有变：所示与引用时看到的不完全相同。"
_THEN = "下面仍是引用时的数。"


@dataclass(frozen=True)
class Opened:
    """What a citation leads to, in words for the screen.

    ``database`` is None where the data looked at now are shown; ``now`` is the address of the same
    figure as it is now, empty where it is what is shown or there is none.
    """

    label: str
    sentence: str
    remark: str
    moved: tuple[Moved, ...]
    database: Path | None
    now: str


def opened(cited: Citation, data: Path) -> Opened:
    """Open a citation beside the data looked at, with ``data`` as the folder that keeps versions.

    Raises NotNow where others are being built.
    """
    now, newest = since.answered(cited.asked), citation.of(cited.asked)
    if newest.state == cited.state:
        sentence = "这张图就是现在的数。"
        return Opened(LABELS[since.CURRENT], sentence, _remark(cited, now), (), None, "")
    version = kept.version(data, cited.state)
    database = kept.data_file(data, version) if version else None
    if version is None or database is None:
        return _lost(cited, newest)
    with connection.looking_at(database):
        then = since.answered(cited.asked)
    found = since.compare(cited.asked, then, now)
    is_there = found.state != since.CURRENT and not now.frame.empty
    return Opened(
        LABELS[found.state],
        _sentence(found, version),
        _remark(cited, then),
        found.moved,
        database,
        newest.address if is_there else "",
    )


def _lost(cited: Citation, newest: Citation) -> Opened:
    same = "与引用时相同" if newest.seal == cited.seal else "与引用时不同，或者已经不是那张图"
    sentence = f"引用时那一版的数据没有留存，或者已缺失、被改动。下面是现在的数，{same}。"
    return Opened(LOST, sentence, "", (), None, "")


def _remark(cited: Citation, shown: Answered) -> str:
    return "" if citation.sealed(cited.asked, shown.frame) == cited.seal else _RECKONED


def _sentence(found: Since, version: Version) -> str:
    when = f"引用的是第 {version.number} 版（{version.when[:10]}）的数据"
    newer = f"此后有了 {found.newer} 年版的报告，" if found.newer else ""
    also = f"此后也有了 {found.newer} 年版的报告。" if found.newer else ""
    count = len(found.moved)
    return {
        since.CURRENT: f"{when}，这张图至今没有变。",
        since.NEWER: f"{when}。{newer}"
        + (f"这里有 {count} 处随之不同。{_THEN}" if count else "这张图没有变。"),
        since.CORRECTED: f"{when}，此后有 {count} 处改过。{also}{_THEN}",
        since.REDEFINED: f"{when}。此后指标的定义或单位改过，前后的数不能直接比。{also}{_THEN}",
        since.WITHDRAWN: f"{when}。现在的数据里已经没有这些数。{also}{_THEN}",
    }[found.state]
