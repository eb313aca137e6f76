"""The national fitness standard reckoned a second time, slowly and by itself."""

import csv
from fractions import Fraction
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "data" / "catalogue"
WEIGHTS = {"BMI": 15, "肺活量": 15, "50米跑": 20, "坐位体前屈": 10, "立定跳远": 10}
WEIGHTS |= {"引体向上": 10, "1分钟仰卧起坐": 10, "1000米跑": 20, "800米跑": 20}


def table(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


STEPS, BANDS, BONUS = table("fitness_scoring"), table("fitness_bmi"), table("fitness_bonus")


def points(rows: list[dict[str, str]], item: str, sex: str, grade: str, value: Fraction) -> int:
    """Look at every step, and take the best one reached."""
    best = 0
    for row in rows:
        if (row["item"], row["sex"], row["grade"]) != (item, sex, grade):
            continue
        threshold = Fraction(row["threshold"])
        reached = value >= threshold if row["direction"] == "min" else value <= threshold
        if reached:
            best = max(best, int(row.get("score") or row["bonus"]))
    return best


def tenths(value: Fraction) -> Fraction:
    """Round half up to one decimal."""
    return Fraction((value * 20 + 1) // 2, 10)


def up(value: Fraction) -> Fraction:
    """Round up to one decimal."""
    return Fraction(-(-value * 10 // 1), 10)


def bmi_points(sex: str, grade: str, height: Fraction, weight: Fraction) -> int:
    value = tenths(weight / (height / 100) ** 2)
    for row in BANDS:
        low = Fraction(row["bmi_min"] or 0)
        high = Fraction(row["bmi_max"] or 1000)
        if row["sex"] == sex and row["grade"] == grade and low <= value <= high:
            return int(row["score"])
    raise AssertionError(value)


def total(sex: str, grade: str, values: dict[str, Fraction]) -> tuple[Fraction, str]:
    """Return total and grade of a person by the raw results of their own sex, height and weight."""
    scores = {"BMI": bmi_points(sex, grade, values["身高"], values["体重"])}
    bonus = 0
    for item in WEIGHTS:
        if item in values:
            value = up(values[item]) if item == "50米跑" else values[item]
            scores[item] = points(STEPS, item, sex, grade, value)
            if scores[item] == 100:
                bonus += points(BONUS, item, sex, grade, value)
    standard = Fraction(sum(WEIGHTS[item] * score for item, score in scores.items()), 100)
    assert len(scores) == 7
    said = tenths(min(standard, Fraction(100)) + bonus)
    marks = ((90, "优秀"), (80, "良好"), (60, "及格"), (0, "不及格"))
    return said, next(word for low, word in marks if said >= low)
