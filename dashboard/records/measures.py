"""What is counted of a list, and the codes of its figures: the report's where it prints the same.

The words stand in queries/records/<kind>.sql, the codes in the catalogue: indicators.csv where the
report prints the same thing, records.csv where only the lists give it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from dashboard.records.person import FITNESS_GRADES, FITNESS_ITEMS

Scores: TypeAlias = Mapping[str, tuple[float, float]]

YES, NO = "是", "否"
_TOTAL: Scores = {"优秀": (90, 120), "良好": (80, 89.9), "及格": (60, 79.9), "不及格": (0, 59.9)}
# The same without the bonus, of 20 at the most.
_STANDARD: Scores = {
    word: (max(low - 20, 0), min(high, 100)) for word, (low, high) in _TOTAL.items()
}
_ITEM: Scores = {"优秀": (90, 100), "良好": (80, 89), "及格": (60, 79), "不及格": (0, 59)}
_BMI: Scores = {"正常": (100, 100), "低体重": (80, 80), "超重": (80, 80), "肥胖": (60, 60)}
_ACUITY: Scores = {"正常": (5.0, 5.3), "轻度": (4.9, 4.9), "中度": (4.6, 4.8), "重度": (0, 4.5)}


@dataclass(frozen=True)
class Measure:
    """One thing that is known of each person, or of some: a word out of several.

    ``counts`` and ``shares`` are the indicators of each word; ``rates`` and ``totals`` those of
    several words together. ``means`` are of the first and of the second measure that belong to it;
    ``of_sex`` says that the second is not the same thing for both sexes. ``words`` are in the order
    in which they are shown; where there are none, they are the list's own.
    """

    name: str
    words: tuple[str, ...] = ()
    counts: str = ""
    shares: str = ""
    rates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    means: tuple[str, ...] = ()
    of_sex: tuple[str, str] | None = None  # the second mean: of 男, of 女
    # From what to what the values of a mean go, by word, where that is so: then it tells of words.
    scores: Mapping[str, Scores] = field(default_factory=dict)
    by_class: bool = False  # the words of a class are too few for anything but the main thing


@dataclass(frozen=True)
class Kind:
    """What a list gives: ``persons`` is the indicator of how many it counts.

    ``apart`` is that of people who are counted for the school only, and in nothing else.
    """

    persons: str
    measures: tuple[Measure, ...]
    apart: str = ""
    classes: str = ""  # the indicator of how many classes


def _item(name: str) -> Measure:
    raw: dict[str, tuple[str, str]] = {
        "strength": ("fitness_pull_ups_mean", "fitness_sit_ups_mean"),
        "endurance": ("fitness_1000m_mean_s", "fitness_800m_mean_s"),
    }
    own = () if name in raw else (f"fitness_{name}_mean",)
    return Measure(
        name,
        tuple(_BMI) if name == "bmi" else FITNESS_GRADES,
        shares=f"fitness_{name}_share_pct",
        means=(f"fitness_{name}_score", *own),
        of_sex=raw.get(name),
        scores={f"fitness_{name}_score": _BMI if name == "bmi" else _ITEM},
    )


KINDS: dict[str, Kind] = {
    "fitness": Kind(
        "fitness_tested",
        (
            Measure(
                "total",
                FITNESS_GRADES,
                counts="fitness_grade_count",
                shares="fitness_grade_share_pct",
                rates={
                    "fitness_pass_rate_pct": FITNESS_GRADES[:3],
                    "fitness_good_rate_pct": FITNESS_GRADES[:2],
                },
                totals={
                    "fitness_pass_count": FITNESS_GRADES[:3],
                    "fitness_good_count": FITNESS_GRADES[:2],
                },
                means=("fitness_total_mean", "fitness_standard_mean"),
                scores={"fitness_total_mean": _TOTAL, "fitness_standard_mean": _STANDARD},
                by_class=True,
            ),
            *map(_item, FITNESS_ITEMS),
        ),
    ),
    "vision": Kind(
        "myopia_screened",
        (
            Measure(
                "acuity",
                tuple(_ACUITY),
                shares="vision_acuity_share_pct",
                rates={"vision_poor_rate_pct": ("轻度", "中度", "重度")},
                means=("vision_acuity_mean",),
                scores={"vision_acuity_mean": _ACUITY},
            ),
            Measure(
                "myopia",
                (YES, NO),
                rates={"myopia_rate_pct": (YES,)},
                means=("vision_equivalent_mean",),
                by_class=True,
            ),
        ),
        apart="vision_ok_lens_count",
    ),
    "enrolment": Kind(
        "programme_students",
        (
            *(
                Measure(
                    name, counts=f"enrolment_{name}_count", shares=f"enrolment_{name}_share_pct"
                )
                for name in (
                    *("student_type", "origin", "admission", "joint", "stages", "household"),
                )
            ),
            Measure("migrant_child", (YES, NO), rates={"enrolment_migrant_child_pct": (YES,)}),
            Measure("aid", (YES, NO), rates={"enrolment_aid_pct": (YES,)}),
        ),
        classes="programme_classes",
    ),
    "graduates": Kind(
        "graduates",
        (
            Measure(
                "destination",
                ("升学", "就业", "其他", "未就业"),
                counts="graduates_destination_count",
                shares="graduates_destination_share_pct",
                totals={"graduates_enrolled_higher": ("升学",), "graduates_employed": ("就业",)},
            ),
            Measure("matched", (YES, NO), rates={"match_rate_pct": (YES,)}),
            Measure("pay", (YES,), means=("graduates_pay_mean_yuan",)),
            *(
                Measure(name, shares=f"graduates_{name}_share_pct")
                for name in ("sector", "place", "employer_size", "higher_level")
            ),
        ),
    ),
}
