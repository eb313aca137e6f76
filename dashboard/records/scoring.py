"""国家学生体质健康标准（2014年修订）: item scores, bonus, total and grade, by the national tables.

The tables stand in data/catalogue/fitness_*.csv, and go with the code: they are the nation's.
"""

import csv
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cache

from dashboard.contract.codes import GRADES
from dashboard.paths import ROOT
from dashboard.records.person import FITNESS_GRADES

_TABLES = ROOT / "data" / "catalogue"
_TENTH = Decimal("0.1")
WEIGHTS = {"bmi": 15, "lung": 15, "sprint": 20, "reach": 10, "jump": 10}
WEIGHTS |= {"strength": 10, "endurance": 20}
_MOST_STANDARD, _MOST_BONUS = Decimal(100), Decimal(10)
# By sex, as the tables name the items.
_NAMES = {
    "男": {"strength": "引体向上", "endurance": "1000米跑"},
    "女": {"strength": "1分钟仰卧起坐", "endurance": "800米跑"},
}
_COMMON = {"lung": "肺活量", "sprint": "50米跑", "reach": "坐位体前屈", "jump": "立定跳远"}
_LOWEST = (Decimal(90), Decimal(80), Decimal(60))  # of 优秀, 良好, 及格


@dataclass(frozen=True)
class Scored:
    """A person's scores; ``total`` with one decimal, as the grade goes by it."""

    scores: Mapping[str, int]
    strength_bonus: int
    endurance_bonus: int
    standard: Decimal
    bonus: int
    total: Decimal
    grade: str


def bmi(height_cm: Decimal, weight_kg: Decimal) -> Decimal:
    """Return kg/m² with one decimal, half up."""
    return (weight_kg * 10_000 / (height_cm * height_cm)).quantize(_TENTH, ROUND_HALF_UP)


def bmi_band(value: Decimal, sex: str, grade: int) -> tuple[str, int]:
    """Return the band, and its score."""
    for low, high, band, score in _bands()[sex, grade]:
        if (low is None or value >= low) and (high is None or value <= high):
            return band, score
    raise AssertionError("the bands leave no gap at one decimal")


def item_score(item: str, value: Decimal, sex: str, grade: int) -> int:
    """Return the score of the step reached; below the last step 0."""
    if item == "sprint":  # a second decimal that is not 0 rounds up
        value = value.quantize(_TENTH, ROUND_CEILING)
    return _reached(_steps("scoring", "score")[_name(item, sex), sex, grade], value)


def item_bonus(item: str, value: Decimal, sex: str, grade: int) -> int:
    """Return the bonus of strength or endurance, which only a score of 100 can have."""
    if item_score(item, value, sex, grade) < 100:
        return 0
    return _reached(_steps("bonus", "bonus")[_name(item, sex), sex, grade], value)


def score(measured: Mapping[str, Decimal], sex: str, grade: int) -> Scored:
    """Score all seven items of a person."""
    scores = {
        item: item_score(item, measured[item], sex, grade) for item in WEIGHTS if item != "bmi"
    }
    scores["bmi"] = bmi_band(measured["bmi"], sex, grade)[1]
    strength, endurance = (
        item_bonus(item, measured[item], sex, grade) for item in ("strength", "endurance")
    )
    weighed = sum(WEIGHTS[item] * reached for item, reached in scores.items())
    standard = min(Decimal(weighed) / 100, _MOST_STANDARD)
    total = (standard + strength + endurance).quantize(_TENTH, ROUND_HALF_UP)
    return Scored(
        scores, strength, endurance, standard, strength + endurance, total, grade_of(total)
    )


def grade_of(total: Decimal) -> str:
    """Return the grade of a total, which has one decimal."""
    rounded = total.quantize(_TENTH, ROUND_HALF_UP)
    return next(
        (word for word, low in zip(FITNESS_GRADES, _LOWEST, strict=False) if rounded >= low),
        FITNESS_GRADES[-1],
    )


def _name(item: str, sex: str) -> str:
    return _COMMON.get(item) or _NAMES[sex][item]


_Steps = tuple[list[Decimal], list[int], int]  # thresholds rising, points, and 1 or -1


def _reached(steps: _Steps, value: Decimal) -> int:
    thresholds, points, sign = steps
    place = bisect_right(thresholds, value * sign)
    return points[place - 1] if place else 0


@cache
def _steps(file: str, points: str) -> dict[tuple[str, str, int], _Steps]:
    found: dict[tuple[str, str, int], list[tuple[Decimal, int, int]]] = {}
    for row in _rows(f"fitness_{file}.csv"):
        sign = 1 if row["direction"] == "min" else -1
        step = (Decimal(row["threshold"]) * sign, int(row[points]), sign)
        found.setdefault((row["item"], row["sex"], _grade(row)), []).append(step)
    return {
        key: ([one[0] for one in sorted(steps)], [one[1] for one in sorted(steps)], steps[0][2])
        for key, steps in found.items()
    }


@cache
def _bands() -> dict[tuple[str, int], list[tuple[Decimal | None, Decimal | None, str, int]]]:
    found: dict[tuple[str, int], list[tuple[Decimal | None, Decimal | None, str, int]]] = {}
    for row in _rows("fitness_bmi.csv"):
        low, high = (Decimal(row[end]) if row[end] else None for end in ("bmi_min", "bmi_max"))
        band = (low, high, row["band"], int(row["score"]))
        found.setdefault((row["sex"], _grade(row)), []).append(band)
    return found


def _rows(file: str) -> list[dict[str, str]]:
    with (_TABLES / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _grade(row: dict[str, str]) -> int:
    return next(code for code, word in GRADES.items() if word == row["grade"])
