"""Faults in the files of the audit itself, reported with file, row and column."""

from collections.abc import Callable

import pytest

from dashboard.contract.faults import DataProblems
from tests.checks.conftest import answer, graded
from tests.schools import Cells, School

RELATIONS, OPERANDS = "catalogue/relations.csv", "catalogue/operands.csv"
ANSWERS = "editions/2024/answers.csv"


def _other(rows: list[Cells], number: int, **cells: str) -> None:
    rows[number] = {**rows[number], **cells}


FAULTS: list[tuple[Callable[[School], None], str, int, str, str]] = [
    (lambda one: _other(one.relations, 0, relation="Grades"), RELATIONS, 2, "relation", "小写英文"),
    (lambda one: _other(one.relations, 0, relation=""), RELATIONS, 2, "relation", "不能为空"),
    (lambda one: _other(one.relations, 0, title=""), RELATIONS, 2, "title", "不能为空"),
    (lambda one: _other(one.relations, 0, kind="total"), RELATIONS, 2, "kind", "现为「total」"),
    (lambda one: _other(one.relations, 0, kind="rate"), RELATIONS, 2, "kind", "没有它的 result、"),
    (lambda one: _other(one.relations, 0, kind="range"), RELATIONS, 2, "low", "须填 low 和 high"),
    (lambda one: _other(one.relations, 0, severity="重"), RELATIONS, 2, "severity", "现为「重」"),
    (lambda one: _other(one.relations, 0, scale="百"), RELATIONS, 2, "scale", "不是数字"),
    (lambda one: one.relations.append(one.relations[0]), RELATIONS, 3, "relation", "重复"),
    (lambda one: _other(one.operands, 0, indicator="al"), OPERANDS, 2, "indicator", "应为「all」"),
    (lambda one: _other(one.operands, 1, over="class"), OPERANDS, 3, "over", "现为「class」"),
    (
        lambda one: one.operands.append({**one.operands[0], "relation": "grade"}),
        *(OPERANDS, 4, "relation", "应为「grades」"),
    ),
    (
        lambda one: one.operands.append({**one.operands[0], "role": "total"}),
        *(OPERANDS, 4, "role", "现为「total」"),
    ),
    (lambda one: _other(one.answers, 0, finding="XYZ"), ANSWERS, 2, "finding", "八位"),
    (lambda one: _other(one.answers, 0, finding=""), ANSWERS, 2, "finding", "不能为空"),
    (lambda one: _other(one.answers, 0, answer="yes"), ANSWERS, 2, "answer", "现为「yes」"),
    (lambda one: _other(one.answers, 0, value=""), ANSWERS, 2, "value", "须填更正后的数"),
    (lambda one: _other(one.answers, 0, value="六"), ANSWERS, 2, "value", "不是数字"),
    (lambda one: _other(one.answers, 0, category="丙"), ANSWERS, 2, "category", "没有「丙」的数"),
    (lambda one: _other(one.answers, 0, major="会记"), ANSWERS, 2, "major", "不认识「会记」"),
    (lambda one: _other(one.answers, 0, text=""), ANSWERS, 2, "text", "写明理由"),
    (lambda one: _other(one.answers, 0, answered_by=""), ANSWERS, 2, "answered_by", "不能为空"),
    (lambda one: _other(one.answers, 0, answered_on="昨天"), ANSWERS, 2, "answered_on", "不是日期"),
    (lambda one: _other(one.answers, 0, answer="accepted"), ANSWERS, 2, "value", "请清空"),
    (lambda one: one.answers.append(one.answers[0]), ANSWERS, 3, "finding", "重复"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[1]}-{fault[3]}-{fault[4]}")
def test_a_fault_in_a_file_of_the_audit_is_reported_where_it_is(
    school: School, fault: tuple[Callable[[School], None], str, int, str, str]
) -> None:
    change, file, row, column, message = fault
    corrected = {"indicator": "graded", "period": "2023年", "category": "乙", "value": "6"}
    graded(school).answers = [answer("corrected", "0123abcd", **corrected)]
    change(school)
    with pytest.raises(DataProblems) as caught:
        school.build()
    problems = caught.value.problems
    assert (f"data/{file}", row, column) in [(one.file, one.row, one.column) for one in problems]
    assert message in "".join(one.message for one in problems)
