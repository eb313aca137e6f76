"""What a list would publish, beside what the report prints of the same thing in the same year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard import paths
from dashboard.query import connection, question
from dashboard.records.figures import Figure
from dashboard.records.preview import with_unit
from dashboard.records.publishing import Named

_QUESTION = "lists_beside_report"


@dataclass(frozen=True)
class Printed:
    """A figure of a list, and what the report prints; ``off`` where that is no rounding of it."""

    figure: Figure
    printed: str
    period: str
    difference: float
    source: str
    off: bool


def held(data: Path, figures: Sequence[Figure]) -> list[Printed]:
    """Hold the figures that the report prints as well against the print, those that differ first.

    As the audit will hold them once they are published. Raises WarehouseUnavailable.
    """
    whole = [
        one for one in figures if one.value is not None and not (one.grade or one.sex or one.class_)
    ]
    if not whole:
        return []
    columns = {
        "list_indicators": [one.indicator for one in whole],
        "list_periods": [one.period for one in whole],
        "list_majors": [one.major for one in whole],
        "list_categories": [one.category for one in whole],
        "list_values": [one.value for one in whole],
    }
    # Not by question.run, which keeps what it was asked: this is not published, and may never be.
    with connection.looking_at(data / paths.DATABASE.name):
        asked = connection.current().cursor().execute(question.load(_QUESTION).sql, columns)
    return [Printed(whole[place], *said) for place, *said in asked.fetchall()]


def told(found: Sequence[Printed], period: str) -> str:
    """Say how many figures differ from their print, and what to do before they are published."""
    if not found:
        return f"报告没有印{period}的这些数，无从对照。"
    off = sum(one.off for one in found)
    if not off:
        return f"报告也印着的 {len(found)} 个数，与名单算出的都相符。"
    return (
        f"报告也印着的 {len(found)} 个数里，有 {off} 个与名单算出的不同，差得不是四舍五入能说明的。"
        f"请先核对学年对不对、名单全不全；照这样公布，“数据核查”会列作存疑。"
    )


def printed(one: Printed, names: Mapping[str, Named]) -> str:
    """Say what the report prints, and where."""
    bare = one.printed.replace(",", "").replace(".", "").isdecimal()
    said = with_unit(one.printed, names[one.figure.indicator].unit) if bare else one.printed
    return f"{said}（{one.period}，{one.source}）"


def difference(one: Printed, names: Mapping[str, Named]) -> str:
    """Say by how much the list is above or below the print."""
    unit = names[one.figure.indicator].unit
    number = f"{one.difference:+,.2f}".rstrip("0").rstrip(".")
    if number in {"+0", "-0"}:
        return "0"
    return with_unit(number, "个百分点" if unit == "%" else unit)
