"""What a candidate changes, against the published data: SYNTHETIC editions of a made-up school."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.ingest.build import build
from dashboard.intake import review
from dashboard.intake.review import ADDED, CHANGED, GONE, SAME, Review
from dashboard.query import connection
from tests.amount import exhaustively
from tests.schools import Figure, School


@pytest.fixture
def school(tmp_path: Path) -> School:
    made = School(tmp_path / "data")
    made.indicator("pupils")
    made.indicator("pass_pct", "%", direction="up")
    made.indicator("ratio", ":1", direction="down", decimals="1")
    made.indicator("founded", "年")
    made.figures = [
        Figure("pupils", "2023年", "900"),
        Figure("pupils", "2024年", "1000"),
        Figure("pass_pct", "2024年", "97.5%"),
        Figure("ratio", "2024-12-23", "18:1"),
        Figure("founded", "2024年", "1980"),
    ]
    return made


class Candidates:
    """Editions held against what the school has published."""

    def __init__(self, school: School, folder: Path) -> None:
        self.school, self.folder = school, folder
        self.published = school.build()
        self.number = 0

    def of(self, edition: int, *figures: Figure) -> Review:
        """Hold an edition of these figures against the published ones."""
        self.number += 1
        staged = self.folder / f"staged-{self.number}"
        kept = [one for one in self.school.figures if one.edition != edition]
        next_school = School(staged)
        for name in ("indicators", "relations", "operands", "standards", "claims", "facts"):
            setattr(next_school, name, getattr(self.school, name))
        next_school.figures = [*kept, *(one._replace(edition=edition) for one in figures)]
        next_school.write()
        return review.review(edition, build(staged), self.published)


@pytest.fixture
def candidates(school: School, tmp_path: Path) -> Iterator[Candidates]:
    yield Candidates(school, tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)


def told(found: Review, kind: str) -> list[tuple[str, str, str, str, str]]:
    rows = found.changes[found.changes["change"] == kind]
    names = ("indicator_name", "period_before", "printed_before", "period", "printed")
    return [tuple(str(row[name]) for name in names) for row in rows.to_dict("records")]  # type: ignore[misc]


def test_the_next_edition_is_paired_with_the_last_place_by_place(candidates: Candidates) -> None:
    found = candidates.of(
        2025,
        Figure("pupils", "2024年", "1000"),
        Figure("pupils", "2025年", "1040"),
        Figure("ratio", "2025-12-20", "18:1"),
        Figure("founded", "2025年", "1980"),
        Figure("pass_pct", "2023年", "96.1%"),
    )
    assert found.compared == 2024
    assert told(found, CHANGED) == [
        ("pupils", "2023年", "900", "2024年", "1000"),
        ("pupils", "2024年", "1000", "2025年", "1040"),
    ]
    # The day of a count moves, and the year of a founding stays.
    assert [row[0] for row in told(found, SAME)] == ["ratio", "founded"]
    assert told(found, ADDED) == [("pass_pct", "", "", "2023年", "96.1%")]
    assert told(found, GONE) == [("pass_pct", "2024年", "97.5%", "", "")]
    differences = dict(zip(found.changes["printed"], found.changes["difference"], strict=True))
    assert differences["1040"] == 40
    assert differences["1000"] == 100


def test_a_cell_left_blank_that_had_a_number_is_gone(candidates: Candidates) -> None:
    found = candidates.of(2025, Figure("pupils", "2024年", "-"), Figure("pupils", "2025年", ""))
    assert ("pupils", "2024年", "1000", "2025年", "未填") in told(found, GONE)
    assert ("pupils", "2023年", "900", "2024年", "-") in told(found, CHANGED)


def test_an_edition_printed_anew_is_held_against_itself(
    candidates: Candidates, school: School
) -> None:
    found = candidates.of(2024, *school.figures[:-1], Figure("founded", "2024年", "1981"))
    assert found.compared == 2024
    assert told(found, CHANGED) == [("founded", "2024年", "1980", "2024年", "1981")]
    assert found.counted(SAME) == 4
    assert found.counted(ADDED) == found.counted(GONE) == 0


def test_the_first_edition_of_a_school_is_all_new(school: School, tmp_path: Path) -> None:
    found = review.review(2024, school.build(), tmp_path / "none.duckdb")
    assert found.compared is None
    assert found.counted(ADDED) == len(school.figures)
    assert found.findings["is_new"].all()


@pytest.mark.parametrize(
    ("figure", "asked"),
    [
        (Figure("pupils", "2025年", "1040"), False),
        (Figure("pupils", "2025年", "1600"), True),
        (Figure("pass_pct", "2025年", "87%"), True),
        (Figure("ratio", "2025-12-20", "36:1"), True),
        *exhaustively(
            (Figure("pupils", "2025年", "600"), True),
            (Figure("pupils", "2025年", "-"), False),
            (Figure("pass_pct", "2025年", "96%"), False),
            (Figure("pass_pct", "2025年", "0.98"), True),
            (Figure("ratio", "2025-12-20", "19:1"), False),
            (Figure("founded", "2025年", "1880"), False),
            # Much may change in many years.
            (Figure("pupils", "2028年", "5000"), False),
            # Printed a year ago already, and looked at then.
            (Figure("pupils", "2024年", "1000"), False),
        ),
    ],
)
def test_a_figure_far_from_the_one_before_is_asked_about(
    candidates: Candidates, figure: Figure, asked: bool
) -> None:
    jumps = candidates.of(2025, figure).jumps
    assert [jump.printed for jump in jumps] == ([figure.printed] if asked else [])


def test_a_jump_confirmed_and_published_is_not_asked_about_again(
    candidates: Candidates, school: School
) -> None:
    wild = Figure("pupils", "2024年", "3000")
    school.figures[1] = wild
    candidates.published = school.build()
    assert [jump.printed for jump in candidates.of(2024, *school.figures).jumps] == []
    [jump] = candidates.of(2024, school.figures[0], wild._replace(printed="4000")).jumps
    assert (jump.printed_before, jump.printed) == ("900", "4000")


def test_a_finding_on_a_figure_printed_again_is_not_new(
    candidates: Candidates, school: School
) -> None:
    school.indicator("girls")
    school.indicator("boys")
    school.relation("sexes", "sum", "whole pupils", "part girls", "part boys")
    wrong = [Figure("girls", "2024年", "300"), Figure("boys", "2024年", "600")]
    school.figures += wrong
    candidates.published = school.build()
    again = candidates.of(2025, Figure("pupils", "2024年", "1000"), *wrong)
    assert len(again.findings) > 0
    assert not again.findings["is_new"].any()
    more = candidates.of(
        2025,
        Figure("pupils", "2025年", "1000"),
        Figure("girls", "2025年", "480"),
        Figure("boys", "2025年", "510"),
    )
    fresh = more.findings[more.findings["is_new"]]
    assert any("990" in message for message in fresh["message"])
    assert more.new_errors > 0


def test_findings_of_one_slip_are_one_where_they_are_counted(
    candidates: Candidates, school: School
) -> None:
    for code in ("girls", "boys", "day", "boarding"):
        school.indicator(code)
    school.relation("sexes", "sum", "whole pupils", "part girls", "part boys")
    school.relation("housing", "sum", "whole pupils", "part day", "part boarding")
    found = candidates.of(
        2025,
        Figure("pupils", "2025年", "1009"),
        *(Figure(code, "2025年", "450") for code in ("girls", "boys", "day", "boarding")),
    )
    fresh = found.findings[found.findings["is_new"] & (found.findings["severity"] == "错误")]
    assert len(fresh) == 2
    assert fresh["cause"].nunique() == 1
    assert found.new_errors == 1
    assert found.found(new=True) == found.findings["cause"].nunique()
    assert found.found(new=False) == 0


def test_the_published_data_is_what_is_asked_again_afterwards(candidates: Candidates) -> None:
    before = connection.source()
    candidates.of(2025, Figure("pupils", "2025年", "1040"))
    assert connection.source() == before
