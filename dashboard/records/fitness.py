"""体测: one row of an upload or a result file, scored by the national tables."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dashboard.records import cells, scoring
from dashboard.records.person import FITNESS_GRADES, FITNESS_ITEMS
from dashboard.records.row import ListRow
from dashboard.records.scoring import Scored

# Where each item stands, by sex; the last is a column that both share.
_STRENGTH = {"男": ("pull_ups", "strength"), "女": ("sit_ups", "strength")}
_ENDURANCE = {"男": ("run_1000", "run"), "女": ("run_800", "run")}
_SCORES = {"男": ("pull_ups_score", "run_1000_score"), "女": ("sit_ups_score", "run_800_score")}
_APART = Decimal("0.1")  # from which on a total is another


def measures(row: ListRow) -> dict[str, Any]:
    """Return the measures of a person; what cannot be scored is left out of the totals."""
    sex, grade = row.said["sex"], row.said["grade"]
    if any(cells.is_exempt(text) for text in row.texts.values()):
        return {"exempt": True, "tested": False, "from_result_file": False}
    values = _measured(row, sex)
    lacking = [label for item, label in FITNESS_ITEMS.items() if item not in values]
    said: dict[str, Any] = {"exempt": False, "lacking": "、".join(lacking) or None}
    said |= {name: float(value) for name, value in values.items()}
    if sex and grade:
        said |= _scores(values, sex, grade)
    scored = scoring.score(values, sex, grade) if sex and grade and not lacking else None
    said |= _counted(row, scored, lacking)
    if scored:
        said |= {"total_computed": float(scored.total), "grade_computed": scored.grade}
        _hold_against(row, scored)
    return said


def _measured(row: ListRow, sex: str | None) -> dict[str, Decimal]:
    found: dict[str, Decimal | None] = {
        "height_cm": row.number_in("height"),
        "weight_kg": row.number_in("weight"),
    }
    height, weight = found["height_cm"], found["weight_kg"]
    found["bmi"] = scoring.bmi(height, weight) if height and weight else None
    found |= {item: row.number_in(item) for item in ("lung", "sprint", "reach", "jump")}
    if sex:
        found["strength"] = _first(row, _STRENGTH[sex], runs=False)
        found["endurance"] = _first(row, _ENDURANCE[sex], runs=True)
    return {item: value for item, value in found.items() if value is not None}


def _first(row: ListRow, codes: tuple[str, ...], *, runs: bool) -> Decimal | None:
    for code in codes:
        text = row.text(code)
        if not text:
            continue
        if not runs:
            return row.number_in(code)
        seconds = cells.run_seconds(text)
        if not seconds:
            row.remark("not_a_time", f"「{row.label(code)}」不是一个时间（如 3'45），没有采用。")
            return None
        return row.bounded(code, seconds)
    return None


def _scores(values: Mapping[str, Decimal], sex: str, grade: int) -> dict[str, Any]:
    """Score every item there is, also where another lacks: the items are counted each by itself."""
    said: dict[str, Any] = {}
    for item, value in values.items():
        if item == "bmi":
            said["bmi_band"], said["bmi_score"] = scoring.bmi_band(value, sex, grade)
        elif item in scoring.WEIGHTS:
            said[f"{item}_score"] = scoring.item_score(item, value, sex, grade)
    for item in ("strength", "endurance"):
        if item in values:
            said[f"{item}_bonus"] = scoring.item_bonus(item, values[item], sex, grade)
    return said


def _counted(row: ListRow, scored: Scored | None, lacking: list[str]) -> dict[str, Any]:
    """Return what counts: the result file's own grade where there is one, else what is computed."""
    grade = row.word("fitness_grade")
    total = row.number_in("total")
    if grade and grade not in FITNESS_GRADES:
        row.remark("not_a_grade", "「总分等级」不是优秀、良好、及格、不及格之一，没有采用。")
        grade = None
    if grade is None and total is not None:
        grade = scoring.grade_of(total)
    if grade:
        given = {code: row.number_in(code) for code in ("standard_score", "bonus")}
        given["total"] = total
        numbers = {code: None if one is None else float(one) for code, one in given.items()}
        return {"tested": True, "from_result_file": True, "fitness_grade": grade, **numbers}
    if scored is None:
        _say_why(row, lacking)
        return {"tested": False, "from_result_file": False}
    return {
        "tested": True,
        "from_result_file": False,
        "standard_score": float(scored.standard),
        "bonus": float(scored.bonus),
        "total": float(scored.total),
        "fitness_grade": scored.grade,
    }


def _say_why(row: ListRow, lacking: list[str]) -> None:
    if row.said["sex"] is None or row.said["grade"] is None:
        row.remark("not_scored", "没有性别或年级，不能评分，没有计入总分。")
    elif len(lacking) == len(FITNESS_ITEMS):
        row.remark("not_tested", "各项都没有成绩，按未测计，没有计入总分。")
    else:
        row.remark("items_lacking", f"缺{'、'.join(lacking)}，不编造分数，没有计入总分。")


def _hold_against(row: ListRow, scored: Scored) -> None:
    """Remark where the file's own scores, total or grade are not what the national tables give."""
    total, grade = row.texts.get("total", ""), row.word("fitness_grade")
    given = cells.number(total) if total else None
    if given is not None and abs(given - scored.total) >= _APART:
        row.remark("total_differs", f"总分印为 {given:f}，按国家标准算得 {scored.total}。")
    if grade in FITNESS_GRADES and grade != scored.grade:
        row.remark("grade_differs", f"总分等级印为{grade}，按国家标准算得{scored.grade}。")
    strength, endurance = _SCORES[row.said["sex"]]
    places = {"bmi": "bmi_score", "lung": "lung_score", "sprint": "sprint_score"}
    places |= {"reach": "reach_score", "jump": "jump_score"}
    places |= {"strength": strength, "endurance": endurance}
    for item, code in places.items():
        text = row.texts.get(code, "")
        printed = cells.number(text) if text else None
        if printed is not None and printed != scored.scores[item]:
            label = row.label(code)
            message = f"「{label}」印为 {printed:f}，按国家标准算得 {scored.scores[item]}。"
            row.remark("score_differs", message)


def contradicts(row: ListRow) -> bool:
    """Tell a row whose own grade is not that of its own total."""
    total, grade = row.texts.get("total", ""), row.word("fitness_grade")
    given = cells.number(total) if total else None
    return given is not None and grade in FITNESS_GRADES and grade != scoring.grade_of(given)
