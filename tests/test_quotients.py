"""Indicators that are worked out: what they take over from the two that they are made of.

That each comes to what it should is tested where all worked-out figures are (test_derived.py).
"""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.schools import Figure, School, ask

ONE = """
    select figure.*, move, code.definition, code.chapter
    from latest_figure as figure
    inner join indicator as code using (indicator)
    left join change using (ordinal)
    where indicator = 'each' order by year
"""


@pytest.fixture
def made_up(tmp_path: Path) -> School:
    """Return a school that divides money by pupils."""
    school = School(tmp_path / "data")
    school.indicator("money", unit="万元", decimals="2", chapter="7")
    school.indicator("pupils")
    school.derived = [
        {
            "indicator": "each",
            "name": "每人多少",
            "unit": "元/人",
            "definition": "虚构。",
            "numerator": "money",
            "denominator": "pupils",
            "scale": "10000",
            "decimals": "0",
        }
    ]
    return school


def printed(school: School, money: dict[int, str], pupils: dict[int, str], **of: Any) -> None:
    for code, figures in (("money", money), ("pupils", pupils)):
        school.figures += [
            Figure(code, f"{year}年", text, status=of.get(f"{code}_{year}", ""))
            for year, text in figures.items()
        ]


def test_it_says_how_it_was_worked_out_and_stands_in_the_chapter_of_what_is_divided(
    made_up: School,
) -> None:
    printed(made_up, {2023: "12.50"}, {2023: "300"})
    [each] = made_up.ask(ONE)
    assert (each["value"], each["unit"], each["printed"]) == (417, "元/人", None)
    assert each["note"] == "12.5 万元 ÷ 300 人 × 10,000"
    assert each["definition"] == "虚构。看板计算：money ÷ pupils × 10000。"
    assert each["chapter"] == 7
    assert each["source"] == "据 表1 money、表1 pupils 计算"
    assert ask(made_up.data / "school.duckdb", "select count(*) as n from observation_export") == [
        {"n": 2}
    ]


def test_what_is_blank_a_dash_or_nought_gives_no_quotient(made_up: School) -> None:
    printed(
        made_up,
        {2020: "1", 2021: "", 2022: "1", 2023: "1", 2024: "1"},
        {2020: "9", 2021: "9", 2022: "-", 2023: "0"},
    )
    found = {each["year"]: (each["value"], each["status"]) for each in made_up.ask(ONE)}
    assert found == {2020: (1111, "A"), 2021: (None, "O"), 2022: (None, "M")}


@pytest.mark.parametrize("whose", ["money", "pupils"])
def test_a_break_in_either_begins_a_new_series(made_up: School, whose: str) -> None:
    years = {2021: "10", 2022: "20", 2023: "30", 2024: "60"}
    printed(made_up, years, years | {2024: "30"}, **{f"{whose}_2023": "B"})
    each = made_up.ask(ONE)
    assert [one["status"] for one in each] == ["A", "A", "B", "A"]
    assert [one["stretch"] for one in each] == [0, 0, 1, 1]
    assert [one["move"] for one in each] == [None, "steady", "incomparable", "moved"]


@pytest.mark.parametrize(("whose", "status"), [("money", "U"), ("pupils", "U"), ("pupils", "D")])
def test_a_doubtful_figure_makes_it_doubtful_and_says_why(
    made_up: School, whose: str, status: str
) -> None:
    printed(made_up, {2023: "10"}, {2023: "10"}, **{f"{whose}_2023": status})
    [each] = made_up.ask(ONE)
    assert (each["status"], each["is_doubted"]) == (status, True)
    assert each["note"].endswith("；虚构；虚构")


def test_a_finding_on_either_marks_it(made_up: School) -> None:
    made_up.relation("few", "range", "result pupils", low="1", high="20")
    printed(made_up, {2022: "10", 2023: "10"}, {2022: "10", 2023: "30"})
    sound, doubted = made_up.ask(ONE)
    assert (sound["finding"], sound["is_doubted"]) == (None, False)
    assert doubted["finding"]
    assert "20" in doubted["doubt"]
    assert doubted["is_doubted"]


def test_the_real_ones_take_over_the_marks_of_their_parts(database: Path) -> None:
    with duckdb.connect(database, read_only=True) as data:
        rows = data.execute(
            """
            select
                each.indicator_name,
                each.period,
                count(part.finding) > 0,
                any_value(each.finding)
            from derivation
            inner join latest_figure as each using (indicator)
            inner join latest_figure as part
                on part.indicator in (derivation.numerator, derivation.denominator)
                and part.period = each.period
                and part.major is not distinct from each.major
                and part.category is not distinct from each.category
            where each.value is not null
            group by each.ordinal, each.indicator_name, each.period
            """
        ).fetchall()
    assert {doubted for _, _, doubted, _ in rows} == {True, False}
    assert all(doubted == bool(finding) for _, _, doubted, finding in rows)
