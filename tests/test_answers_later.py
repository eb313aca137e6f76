"""What the school answered to one edition, met by the next: it holds there, or somebody is told."""

from pathlib import Path
from typing import Any

import pytest

from dashboard.intake.reading import stage
from dashboard.intake.reading.intake import Intake
from tests.amount import exhaustive, exhaustively
from tests.schools import Cells, Figure, School, ask

ANSWERED = {"answered_by": "教务处", "answered_on": "2025-01-31"}
SIX = {"indicator": "graded", "period": "2023年", "category": "乙", "value": "6"}
LATEST = "select edition, value, printed from latest_figure where category = '乙'"
MARKED = "select category, corrected from doubted_figure order by all"
FOUND = "select finding, answer from finding_export where edition = {}"


@pytest.fixture
def school(tmp_path: Path) -> School:
    """Pupils by grade who do not add up, 4 + 7 is not 10, in the edition of 2024."""
    school = School(tmp_path / "data")
    for code in ("all", "graded"):
        school.indicator(code)
    school.relation("grades", "sum", "whole all", "part graded *")
    school.figures = printed(2024)
    return school


def printed(edition: int, everybody: str = "10", first: str = "4", second: str = "7") -> Any:
    wanted = ("all", everybody, ""), ("graded", first, "甲"), ("graded", second, "乙")
    return [Figure(code, "2023年", text, name, edition=edition) for code, text, name in wanted]


def answer(kind: str, finding: str, **cells: str) -> Cells:
    text = "" if kind == "accepted" else "虚构的理由"
    return {"finding": finding, "answer": kind, "text": text, **ANSWERED, **cells}


def answered(school: School, kind: str) -> None:
    [row] = school.ask(FOUND.format(2024))
    school.answers = [answer(kind, row["finding"], **(SIX if kind == "corrected" else {}))]


def test_a_correction_holds_where_the_next_edition_prints_the_same(school: School) -> None:
    answered(school, "corrected")
    school.figures += printed(2025) + printed(2026)
    built = school.build()
    assert ask(built, LATEST) == [{"edition": 2026, "value": 6, "printed": "7"}]
    assert ask(built, MARKED) == [{"category": "乙", "corrected": True}]
    for edition in (2025, 2026):
        [row] = ask(built, FOUND.format(edition))
        assert row["answer"] == "corrected"
        [given] = ask(built, f"from answer where edition = {edition}")
        assert given["finding"] == row["finding"]
        assert given["text"] == "2024 年版的答复：虚构的理由"
    assert ask(built, "from lapsed_answer") == []


@pytest.mark.parametrize("kind", ["accepted", *exhaustively("explained")])
def test_what_was_accepted_or_explained_is_not_asked_again(school: School, kind: str) -> None:
    answered(school, kind)
    school.figures += printed(2025)
    built = school.build()
    [row] = ask(built, FOUND.format(2025))
    assert row["answer"] == kind
    assert ask(built, MARKED) == []


@exhaustive
def test_a_correction_holds_for_the_figure_printed_again_by_itself(school: School) -> None:
    """Nothing is found in an edition that prints the part and not its total."""
    answered(school, "corrected")
    school.figures.append(Figure("graded", "2023年", "7", "乙", edition=2025))
    built = school.build()
    assert ask(built, LATEST) == [{"edition": 2025, "value": 6, "printed": "7"}]
    assert ask(built, MARKED) == [{"category": "乙", "corrected": True}]


def again(*figures: tuple[str, str, str]) -> list[Figure]:
    return [Figure(code, "2023年", text, name, edition=2025) for code, text, name in figures]


@pytest.mark.parametrize(
    ("later", "doubted"),
    [
        ([("graded", "7", "乙")], [None, "甲", "乙"]),  # by itself
        *exhaustively(
            ([("graded", "7", "乙"), ("graded", "4", "甲")], [None, "甲", "乙"]),
            (
                [("graded", "6", "乙")],
                [None, "甲"],
            ),  # another print: what is revised is no longer it
            # Held against another total.
            ([("graded", "7", "乙"), ("graded", "4", "甲"), ("all", "11", "")], []),
        ),
    ],
)
def test_what_is_doubted_is_doubted_whichever_edition_prints_it(
    school: School, later: list[tuple[str, str, str]], doubted: list[str | None]
) -> None:
    """An open doubt goes on with a figure that is printed again without what contradicts it."""
    school.figures += again(*later)
    built = school.build()
    marked = ask(built, "select category, doubt from doubted_figure where doubt like '错误%'")
    assert {row["category"] for row in marked} == {*doubted}
    assert len({row["doubt"] for row in marked}) <= 1


def test_what_is_answered_is_not_doubted_when_printed_again(school: School) -> None:
    answered(school, "explained")
    school.figures += again(("graded", "7", "乙"))
    assert ask(school.build(), MARKED) == []


def test_what_the_next_edition_finds_again_is_doubted_once(school: School) -> None:
    school.figures += printed(2025)
    built = school.build()
    marked = ask(built, "select finding, doubt from doubted_figure")
    [now] = ask(built, FOUND.format(2025))
    assert {row["finding"] for row in marked} == {now["finding"]}
    assert all(row["doubt"].count("错误：") == 1 for row in marked)


def test_another_print_is_asked_again_and_told(school: School) -> None:
    answered(school, "corrected")
    school.figures += printed(2025, second="8")
    built = school.build()
    assert ask(built, LATEST) == [{"edition": 2025, "value": 8, "printed": "8"}]
    [row] = ask(built, FOUND.format(2025) + " and \"check\" = 'parts_and_total'")
    assert row["answer"] is None
    [told] = ask(built, "from lapsed_answer")
    assert told["edition"] == 2025
    assert "更正的是所印的 7，本版印的是 8" in told["reason"]
    assert row["finding"] in told["reason"]


@exhaustive
def test_an_explanation_of_other_numbers_is_asked_again_and_told(school: School) -> None:
    answered(school, "explained")
    school.figures += printed(2025, second="8")
    built = school.build()
    [row] = ask(built, FOUND.format(2025) + " and \"check\" = 'parts_and_total'")
    assert row["answer"] is None
    [told] = ask(built, "from lapsed_answer")
    assert row["finding"] in told["reason"]


@exhaustive
def test_a_correction_that_contradicts_the_next_edition_is_told(school: School) -> None:
    """The report printed 11 for the whole instead: now 4 and 7 are right."""
    answered(school, "corrected")
    school.figures += printed(2025, everybody="11")
    built = school.build()
    assert ask(built, LATEST) == [{"edition": 2025, "value": 7, "printed": "7"}]
    [told] = ask(built, "from lapsed_answer")
    assert "更正以后反而对不上" in told["reason"]


@exhaustive
def test_what_the_next_edition_prints_as_corrected_needs_no_answer(school: School) -> None:
    answered(school, "corrected")
    school.figures += printed(2025, second="6")
    built = school.build()
    assert ask(built, "from lapsed_answer") == []
    # The change of the print itself is told, as every other is.
    [row] = ask(built, "from finding_export where edition = 2025")
    assert (row["check"], row["arithmetic"]) == ("revised", "7 → 6")


@exhaustive
def test_the_next_edition_may_say_something_else(school: School) -> None:
    answered(school, "corrected")
    school.figures += printed(2025)
    [row] = school.ask(FOUND.format(2025))
    school.later_answers[2025] = [answer("accepted", row["finding"])]
    built = school.build()
    [row] = ask(built, FOUND.format(2025))
    assert row["answer"] == "accepted"
    assert ask(built, LATEST) == [{"edition": 2025, "value": 7, "printed": "7"}]


def test_answers_that_a_filled_in_sheet_leaves_out_are_named(
    school: School, tmp_path: Path
) -> None:
    answered(school, "accepted")
    school.build()
    file = "editions/2024/answers.csv"
    intake = Intake(year=2024, files={file: ((*school.answers[0],), [])})
    stage(intake, school.data, tmp_path / "staged")
    [remark] = intake.remarks
    assert school.answers[0]["finding"] in remark
