"""A school to fill in, pupils by grade who do not add up, and an answer."""

from pathlib import Path

import pytest

from tests.schools import Cells, Figure, School


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path / "data")


def graded(school: School) -> School:
    """Fill in pupils by grade who do not add up: 4 + 7 is not 10."""
    for code in ("all", "graded"):
        school.indicator(code)
    school.relation("grades", "sum", "whole all", "part graded *")
    school.figures = [
        Figure("all", "2023年", "10"),
        Figure("graded", "2023年", "4", "甲"),
        Figure("graded", "2023年", "7", "乙"),
    ]
    return school


def answer(kind: str, finding: str, **cells: str) -> Cells:
    said = {"answer": kind, "answered_by": "教务处", "answered_on": "2025-01-31"}
    return {"finding": finding, "text": "" if kind == "accepted" else "虚构的理由", **said, **cells}
