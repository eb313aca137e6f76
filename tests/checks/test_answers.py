"""What the school answers to a finding, and what becomes of it: signs, corrections, breaks."""

import pytest

from tests.amount import exhaustively
from tests.checks.conftest import answer, graded
from tests.schools import Cells, Figure, School, ask

DOUBTED = "select indicator, category, corrected from doubted_figure order by all"
ALL_DOUBTED = [
    {"indicator": "all", "category": None, "corrected": False},
    {"indicator": "graded", "category": "乙", "corrected": False},
    {"indicator": "graded", "category": "甲", "corrected": False},
]


def the_finding(school: School) -> str:
    [row] = school.ask("from finding")
    return str(row["finding"])


@pytest.mark.parametrize("kind", ["accepted", *exhaustively("explained")])
def test_an_answer_takes_the_sign_away_and_not_the_finding(school: School, kind: str) -> None:
    finding = the_finding(graded(school))
    assert ask(school.data / "school.duckdb", DOUBTED) == ALL_DOUBTED
    school.answers = [answer(kind, finding)]
    assert school.ask(DOUBTED) == []
    [row] = school.ask("from finding_export")
    assert (row["finding"], row["answer"]) == (finding, kind)
    assert row["answer_text"] == (None if kind == "accepted" else "虚构的理由")


def test_a_correction_counts_and_the_print_stays(school: School) -> None:
    finding = the_finding(graded(school))
    corrected = {"indicator": "graded", "period": "2023年", "category": "乙", "value": "6"}
    school.answers = [answer("corrected", finding, **corrected)]
    built = school.build()
    [latest] = ask(built, "from latest_figure where category = '乙'")
    assert (latest["value"], latest["printed"]) == (6, "7")
    assert "学校更正为 6" in latest["note"]
    assert "虚构的理由" in latest["note"]
    printed = "select value, printed from {} where category = '乙'"
    for table in ("observation", "observation_export"):
        assert ask(built, printed.format(table)) == [{"value": 7, "printed": "7"}]
    # The report still says what it says: the finding stands, with its answer.
    [row] = ask(built, "from finding_export")
    assert (row["finding"], row["answer"]) == (finding, "corrected")
    # The sign stays on the figure that is another now, and on no other.
    assert ask(built, DOUBTED) == [{"indicator": "graded", "category": "乙", "corrected": True}]


def test_an_answer_to_what_is_no_longer_found_is_history(school: School) -> None:
    finding = the_finding(graded(school))
    school.answers = [answer("accepted", finding)]
    school.figures[2] = Figure("graded", "2023年", "6", "乙")
    assert school.ask("from finding") == []
    assert school.ask("from finding_export") == []


def test_an_answer_does_not_hold_for_other_numbers(school: School) -> None:
    """A hint that was explained away must not hide what becomes of it."""
    finding = the_finding(graded(school))
    school.answers = [answer("accepted", finding)]
    school.figures[2] = Figure("graded", "2023年", "700", "乙")
    [row] = school.ask("from finding_export")
    assert row["answer"] is None
    [gone] = school.ask("from lapsed_answer")
    assert gone["finding"] == finding
    assert "没有这个编号的发现" in gone["reason"]


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        ({"indicator": "graded", "category": "乙", "value": "5"}, "更正以后这一处仍然对不上"),
        *exhaustively(
            ({"indicator": "people", "category": "", "value": "5"}, "更正的数不在这一处发现之内")
        ),
    ],
)
def test_a_correction_that_mends_nothing_does_not_hold(
    school: School, correction: Cells, said: str
) -> None:
    finding = the_finding(graded(school))
    school.indicator("people")
    school.figures.append(Figure("people", "2023年", "4"))
    school.answers = [answer("corrected", finding, period="2023年", **correction)]
    [row] = school.ask("from finding_export")
    assert row["answer"] is None
    [gone] = school.ask("from lapsed_answer")
    assert said in gone["reason"]
    assert school.ask("from latest_figure where value = 5") == []


def test_a_correction_answers_whatever_it_mends(school: School) -> None:
    """The same slip in two sums is corrected once."""
    graded(school)
    school.indicator("again")
    school.relation("again", "sum", "whole again", "part graded *")
    school.figures.append(Figure("again", "2023年", "10"))
    findings = [row["finding"] for row in school.ask("from finding")]
    assert len(findings) == 2
    correction = {"indicator": "graded", "period": "2023年", "category": "乙", "value": "6"}
    school.answers = [answer("corrected", findings[0], **correction)]
    rows = school.ask("from finding_export")
    assert [row["answer"] for row in rows] == ["corrected", "corrected"]
    also = next(row for row in rows if row["finding"] != findings[0])
    assert also["answer_text"] == f"随 {findings[0]} 的更正而相合：虚构的理由"


def test_an_answer_to_a_column_of_another_year_holds_for_the_next(school: School) -> None:
    """Each edition would else ask again what has been explained."""
    school.indicator("main")
    school.indicator("twin", same_as="main")
    late = (("main", "50", "60", "70"), ("twin", "40", "50", "60"))
    for code, *numbers in late:
        years = zip((2022, 2023, 2024), numbers, strict=True)
        school.figures += [Figure(code, f"{year}年", number) for year, number in years]
    shifted = "from finding_export where \"check\" = 'shifted_year' and edition = {}"
    [row] = school.ask(shifted.format(2024))
    assert "2023年 50 人、2024年 60 人" in row["message"]
    school.answers = [answer("explained", row["finding"])]
    for code, before, now in (("main", "70", "80"), ("twin", "60", "70")):
        school.figures.append(Figure(code, "2024年", before, edition=2025))
        school.figures.append(Figure(code, "2025年", now, edition=2025))
    [row] = school.ask(shifted.format(2025))
    assert row["answer"] == "explained"


# --- breaks in series -----------------------------------------------------------------------------


STATUS = "select status from latest_figure where period = '2024年'"


def test_a_break_is_proposed_until_the_school_denies_it(school: School) -> None:
    school.indicator("people")
    school.figures = [Figure("people", "2023年", "30"), Figure("people", "2024年", "100")]
    [row] = school.ask("from finding")
    assert row["proposed"] == "B"
    assert ask(school.data / "school.duckdb", STATUS) == [{"status": "B"}]
    for kind, status in (("explained", "B"), ("accepted", "A")):
        school.answers = [answer(kind, row["finding"])]
        assert school.ask(STATUS) == [{"status": status}]
        printed = "select status from observation where period = '2024年'"
        assert ask(school.data / "school.duckdb", printed) == [{"status": "A"}]
