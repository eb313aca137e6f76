"""What the school's own lists give: a part of the page 专业 for each that was published."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dashboard.contract.codes import GRADES, SEXES
from dashboard.contract.wording import rows_of
from dashboard.outline.part import Part, Row
from dashboard.query import connection, question

_LEAD = (
    "由学校自己的名单汇总，不是报告所印；n 是背后的人数，比率后面和图中的横线是区间，人越少越宽。"
    "未公布的，是人数太少，或由它能推算出人数太少的数。"
)
_Spec: TypeAlias = tuple[str, dict[str, Any]]

_YEARS, _NEWEST, _PARTS = ("suitable", "whose"), ("intervals", "whose"), ("divided", "category")
_ITEMS = ("bmi", "lung", "sprint", "reach", "jump", "strength", "endurance")


def _drawn(title: str, indicators: Sequence[str], unit: str, chart: Sequence[str]) -> _Spec:
    heading = {"title": title, "unit": unit, "chart": chart}
    asked = {"list": "", "group": "", "newest": int(chart != _YEARS)}
    return "of_list", heading | asked | {"indicators": [*indicators]}


def _rate(name: str, indicator: str, unit: str = "%") -> list[list[_Spec]]:
    """Show one thing over the years, in the newest year with its intervals, and who it is of."""
    asked = {"indicators": [indicator], "unit": unit}
    return [
        [
            _drawn(f"{name}：历年", [indicator], unit, _YEARS),
            _drawn(f"{name}：最近一年", [indicator], unit, _NEWEST),
        ],
        [
            ("of_list_groups", asked | {"title": f"{name}：各年级、男女"}),
            ("of_list_classes", asked | {"title": f"{name}：各班", "group": ""}),
        ],
    ]


def _whole(name: str, indicator: str) -> _Spec:
    return _drawn(f"{name}：最近一年", [indicator], "%", _PARTS)


_FIGURES: Mapping[str, Sequence[list[_Spec]]] = {
    "enrolment": [
        *_rate("学生数", "programme_students", "人"),
        [
            _drawn("班级数：历年", ["programme_classes"], "个", _YEARS),
            _drawn("享受国家助学金比率：最近一年", ["enrolment_aid_pct"], "%", _NEWEST),
        ],
        [
            _whole("招生对象", "enrolment_origin_share_pct"),
            _whole("户口性质", "enrolment_household_share_pct"),
        ],
    ],
    "fitness": [
        [
            _whole("总分等级", "fitness_grade_share_pct"),
            _drawn(
                *("各单项平均得分：最近一年", [f"fitness_{one}_score" for one in _ITEMS]),
                *("分", ("intervals", "indicator_name")),
            ),
        ],
        *_rate("体质健康优良率", "fitness_good_rate_pct"),
        *_rate("体测总分平均分", "fitness_total_mean", "分"),
        *_rate("体质健康合格率", "fitness_pass_rate_pct"),
    ],
    "vision": [
        *_rate("近视率", "myopia_rate_pct"),
        *_rate("视力不良率", "vision_poor_rate_pct")[:1],
        [_whole("裸眼视力", "vision_acuity_share_pct")],
    ],
    "graduates": [
        [
            _whole("毕业去向", "graduates_destination_share_pct"),
            _drawn("对口就业率：最近一年", ["match_rate_pct"], "%", _NEWEST),
        ],
        [
            _drawn("毕业生数：历年", ["graduates"], "人", _YEARS),
            _drawn("平均起薪：最近一年", ["graduates_pay_mean_yuan"], "元/月", _NEWEST),
        ],
    ],
}


@connection.per_version
def parts() -> tuple[Part, ...]:
    """Return a part for each list that was published, of the figures which it has."""
    return tuple(
        _part(one["list"], one["label"], {*one["indicators"]})
        for one in rows_of(question.run("lists_given"))
    )


@connection.per_version
def groups(of_list: str) -> tuple[str, ...]:
    """Return the grades and sexes that a list can be looked at for."""
    given = rows_of(question.run("lists_given"))
    there = {group for one in given if one["list"] == of_list for group in one["groups"]}
    return tuple(group for group in (*GRADES.values(), *SEXES) if group in there)


def _part(of_list: str, label: str, known: set[str]) -> Part:
    asked = {"list": of_list, "indicators": [], "newest": 0, "group": ""}
    drawn = [
        [spec for spec in row if known & {*spec[1]["indicators"]}] for row in _FIGURES[of_list]
    ]
    rows: list[Row] = [[*row] for row in drawn if row]
    return Part(label, [*rows, ("of_list", asked | {"title": f"据{label}汇总"})], _LEAD)
