"""The national fitness standard: every step at its edges, and whole persons reckoned again."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from dashboard.contract.codes import GRADES
from dashboard.paths import ROOT
from dashboard.records import scoring
from tests import scored_again
from tests.amount import exhaustive

CODE = {word: code for code, word in GRADES.items()}
ITEM = {"肺活量": "lung", "50米跑": "sprint", "坐位体前屈": "reach", "立定跳远": "jump"}
ITEM |= {"引体向上": "strength", "1分钟仰卧起坐": "strength"}
ITEM |= {"1000米跑": "endurance", "800米跑": "endurance"}
# The smallest difference that is measured.
STEP = {"厘米": "0.1", "秒": "1", "毫升": "1", "次": "1"}


def test_the_tables_are_whole() -> None:
    counts = [len(rows) for rows in (scored_again.STEPS, scored_again.BANDS, scored_again.BONUS)]
    assert counts == [705, 24, 120]


def test_the_tables_say_where_they_are_from() -> None:
    told = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    for file in ("fitness_scoring.csv", "fitness_bmi.csv", "fitness_bonus.csv"):
        assert file in told


def beside(row: dict[str, str], worse: int) -> Decimal:
    """Return the threshold of a step, or what is so many of the smallest differences worse."""
    smallest = Decimal("0.1" if row["item"] == "50米跑" else STEP[row["unit"]])
    sign = -1 if row["direction"] == "min" else 1
    return Decimal(row["threshold"]) + sign * worse * smallest


def test_every_step_holds_at_its_edges() -> None:
    """At the threshold the step counts, one smallest difference short of it the next one below."""
    for row in scored_again.STEPS:
        key = (row["sex"], CODE[row["grade"]])
        reached = scoring.item_score(ITEM[row["item"]], beside(row, 0), *key)
        assert reached == int(row["score"]), row
        short = scoring.item_score(ITEM[row["item"]], beside(row, 1), *key)
        lower = [
            int(one["score"])
            for one in scored_again.STEPS
            if (one["item"], one["sex"], one["grade"]) == (row["item"], row["sex"], row["grade"])
            and int(one["score"]) < int(row["score"])
        ]
        assert short in (*lower, 0)
        assert short == scored_again.points(
            scored_again.STEPS, row["item"], *key[:1], row["grade"], Fraction(beside(row, 1))
        )


def test_every_bonus_holds_at_its_edges() -> None:
    for row in scored_again.BONUS:
        key = (row["sex"], CODE[row["grade"]])
        assert scoring.item_bonus(ITEM[row["item"]], beside(row, 0), *key) == int(row["bonus"]), row
        assert scoring.item_bonus(ITEM[row["item"]], beside(row, 1), *key) < int(row["bonus"]), row


def test_every_band_holds_at_its_edges() -> None:
    for row in scored_again.BANDS:
        key = (row["sex"], CODE[row["grade"]])
        for edge in filter(None, (row["bmi_min"], row["bmi_max"])):
            assert scoring.bmi_band(Decimal(edge), *key) == (row["band"], int(row["score"]))


@pytest.mark.parametrize(
    ("height", "weight", "value"),
    [
        ("170", "60", "20.8"),
        ("160", "42.24", "16.5"),
        ("100", "16.45", "16.5"),
        ("175", "50", "16.3"),
    ],
)
def test_bmi_is_rounded_half_up(height: str, weight: str, value: str) -> None:
    assert scoring.bmi(Decimal(height), Decimal(weight)) == Decimal(value)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("90", "优秀"),
        ("89.95", "优秀"),
        ("89.94", "良好"),
        ("80", "良好"),
        ("79.9", "及格"),
        ("60", "及格"),
        ("59.95", "及格"),
        ("59.9", "不及格"),
        ("0", "不及格"),
        ("120", "优秀"),
    ],
)
def test_a_grade_goes_by_one_decimal(total: str, grade: str) -> None:
    assert scoring.grade_of(Decimal(total)) == grade


def test_a_second_decimal_of_the_sprint_rounds_up() -> None:
    row = next(one for one in scored_again.STEPS if one["item"] == "50米跑")
    key = (row["sex"], CODE[row["grade"]])
    threshold = Decimal(row["threshold"])
    assert scoring.item_score("sprint", threshold, *key) == int(row["score"])
    assert scoring.item_score("sprint", threshold + Decimal("0.01"), *key) < int(row["score"])


def person(chance: random.Random) -> tuple[str, str, dict[str, Fraction]]:
    """Return a person whose results lie anywhere, and often at the edge of a step."""
    sex, grade = chance.choice("男女"), chance.choice(list(CODE))
    own = ("引体向上", "1000米跑") if sex == "男" else ("1分钟仰卧起坐", "800米跑")
    values = {"身高": Fraction(chance.randint(1400, 2000), 10)}
    values["体重"] = Fraction(chance.randint(350, 1200), 10)
    for item in ("肺活量", "50米跑", "坐位体前屈", "立定跳远", *own):
        rows = [*scored_again.STEPS, *(scored_again.BONUS if chance.random() < 0.4 else ())]
        steps = [r for r in rows if (r["item"], r["sex"], r["grade"]) == (item, sex, grade)]
        values[item] = Fraction(beside(chance.choice(steps), chance.randint(-1, 1)))
        values[item] = max(values[item], Fraction(0)) if item != "坐位体前屈" else values[item]
    return sex, grade, values


def holds(chance: random.Random) -> None:
    sex, grade, values = person(chance)
    decimals = {
        name: Decimal(float(value)).quantize(Decimal("0.01")) for name, value in values.items()
    }
    measured = {ITEM[name]: value for name, value in decimals.items() if name in ITEM}
    measured["bmi"] = scoring.bmi(decimals["身高"], decimals["体重"])
    scored = scoring.score(measured, sex, CODE[grade])
    total, word = scored_again.total(sex, grade, values)
    assert (Fraction(scored.total), scored.grade) == (total, word), (sex, grade, values)
    assert scored.total <= 120


def test_whole_persons_come_out_as_when_reckoned_again() -> None:
    chance = random.Random("SYNTHETIC")
    for _ in range(100):
        holds(chance)


@exhaustive
def test_many_persons_come_out_as_when_reckoned_again() -> None:
    chance = random.Random("SYNTHETIC and many")
    for _ in range(5_000):
        holds(chance)
