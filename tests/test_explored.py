"""What is worked out on 指标探索: by hand from the real report, and where it must not be."""

import math
from pathlib import Path
from typing import Any

import pytest

from dashboard.contract.exploration import CALCULATIONS, SPLITS
from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.query.question import Scope
from dashboard.render import export
from tests.amount import exhaustively
from tests.asking import draw
from tests.schools import Figure, School, ask

EVER = Scope(1900, 2100)
ONE_YEAR, NO_DATA = Scope(2024, 2024), Scope(2017, 2018)
ONE_MAJOR = Scope(2023, 2024, ("会计事务",))
TEACHERS = "专任教师数（正文一(三)）"


def calculated(
    calculation: str,
    *indicators: str,
    base: int = 0,
    lines: str = "",
    alone: str = "",
    scope: Scope = EVER,
) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what is worked out, by its line and period."""
    frame = question.run(
        "explore_calculated",
        scope,
        calculation=calculation,
        indicators=list(indicators),
        base_year=base,
        lines=lines,
        alone=alone,
        period_type="",
    )
    return {(row["series"], row["period"]): row for row in rows_of(frame)}


def values(found: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], float]:
    return {place: row["value"] for place, row in found.items()}


# --- the real report, by hand ---------------------------------------------------------------------


def test_change_of_a_rate_is_in_points_each_term_against_its_own(school: Path) -> None:
    found = calculated("change", "myopia_rate_pct", base=2020, lines="term")
    assert found["春季", "2024年"]["value"] == round(75.78 - 78.43, 2)
    assert found["秋季", "2024年"]["value"] == round(75.34 - 77.15, 2)
    assert found["春季", "2020年"]["value"] == 0
    assert {row["unit"] for row in found.values()} == {"个百分点"}
    assert found["秋季", "2024年"]["arithmetic"] == "75.34% − 77.15%"


def test_growth_is_against_the_year_before_also_one_not_shown(school: Path) -> None:
    found = calculated("growth", "funding_10k_yuan")
    assert values(found) == {
        ("办学经费", "2022年"): round(100 * (2938.93 / 2106.23 - 1), 1),
        ("办学经费", "2023年"): round(100 * (2584.56 / 2938.93 - 1), 1),
    }
    assert found["办学经费", "2023年"]["period_against"] == "2022年"
    assert values(calculated("growth", "funding_10k_yuan", scope=Scope(2023, 2023))) == {
        ("办学经费", "2023年"): -12.1
    }


def test_no_growth_over_a_break(school: Path) -> None:
    found = calculated("growth", "fitness_good_rate_pct")
    assert [period for _, period in found] == ["2020年", "2021年", "2023年"]
    assert found["体质健康优良率", "2023年"]["value"] == round(100 * (61.74 / 68.90 - 1), 1)
    assert found["体质健康优良率", "2023年"]["finding"]
    assert found["体质健康优良率", "2023年"]["unit"] == "%，非百分点"


def test_index_begins_at_a_hundred(school: Path) -> None:
    found = calculated("index", "graduates", "graduates_enrolled_higher", base=2022)
    assert values(found) == {
        ("毕业生人数", "2022届"): 100,
        ("毕业生人数", "2023届"): round(100 * 522 / 679, 1),
        ("毕业生人数", "2024届"): round(100 * 592 / 679, 1),
        ("升入高校人数", "2022届"): 100,
        ("升入高校人数", "2023届"): round(100 * 402 / 395, 1),
        ("升入高校人数", "2024届"): round(100 * 462 / 395, 1),
    }


@pytest.mark.parametrize(
    ("indicator", "lines", "line", "period", "expected", "whole"),
    [
        ("programme_students", "major", "会计事务", "2024年", 100 * 410 / 1920, "各专业学生数"),
        (
            "staff_by_title",
            "category",
            "一级职称",
            "2024年",
            100 * 12 / 104,
            "专任教师数（正文一(三)）",
        ),
        ("graduates_employed", "", "直接就业人数", "2023届", 100 * 116 / 522, "毕业生人数"),
        (
            "form6_pe_teachers",
            "",
            "体育课专任教师数",
            "2024年",
            100 * 5 / 104,
            "专任教师总数（附表6）",
        ),
        ("aid_amount_yuan", "term", "第一学期", "2023学年", 100 * 100500 / 202500, "资助金额"),
    ],
)
def test_share_is_of_the_whole_that_the_relations_know(
    *, indicator: str, lines: str, line: str, period: str, expected: float, whole: str, school: Path
) -> None:
    row = calculated("share", indicator, lines=lines)[line, period]
    assert (row["value"], row["name_against"]) == (round(expected, 2), whole)


def test_ratio_is_of_the_same_period_and_has_three_digits(school: Path) -> None:
    found = calculated("ratio", "funding_10k_yuan", "form6_full_time_students")
    assert values(found) == {("办学经费", "2023年"): round(2584.56 / 1755, 2)}
    [row] = found.values()
    assert (row["unit"], row["decimals"]) == ("万元/人", 2)
    assert row["source"] == "据 表7-1、附表6 计算"
    twice = calculated("ratio", "form6_full_time_students", "form6_staff")
    assert {row["unit"] for row in twice.values()} == {"倍"}


def test_ratio_of_nought_is_nought(school: Path) -> None:
    found = calculated("ratio", "form3_online_courses", "form6_full_time_students")
    assert {(row["value"], row["decimals"]) for row in found.values()} == {(0, 0)}
    [no_divisor] = {
        row["grounds"]
        for row in rows_of(
            question.run(
                "explore_uncalculated",
                EVER,
                calculation="ratio",
                indicators=["form6_full_time_students", "form3_online_courses"],
                base_year=0,
                lines="",
                alone="",
            )
        )
    }
    assert no_divisor == "作除数的是 0"


@pytest.mark.parametrize("lines", ["", *SPLITS])
@pytest.mark.parametrize("calculation", sorted(CALCULATIONS.keys() - {"ratio", "rank"}))
def test_every_indicator_can_be_asked_for(calculation: str, lines: str, school: Path) -> None:
    codes = list(question.run("indicator_choices")["indicator"])
    found = calculated(calculation, *codes, base=2023, lines=lines)
    assert all(math.isfinite(row["value"]) for row in found.values())
    assert found or lines  # of majors, say, the report prints one year only


@pytest.mark.parametrize("lines", ["", *exhaustively(*SPLITS)])
@pytest.mark.parametrize("scope", [ONE_YEAR, NO_DATA, *exhaustively(ONE_MAJOR, Scope(2016, 2016))])
@pytest.mark.parametrize("calculation", ["growth", *exhaustively("change", "index", "share")])
def test_every_indicator_can_be_asked_for_in_a_narrow_scope(
    calculation: str, scope: Scope, lines: str, school: Path
) -> None:
    codes = list(question.run("indicator_choices")["indicator"])
    found = calculated(calculation, *codes, base=2023, lines=lines, scope=scope)
    assert all(math.isfinite(row["value"]) for row in found.values())
    assert all(scope.year_from <= row["year"] <= scope.year_to for row in found.values())
    assert not (scope == NO_DATA and found)


def test_what_is_worked_out_is_of_terms_majors_categories_and_worked_out_indicators(
    school: Path,
) -> None:
    """So that the tests of every indicator are of more than empty answers."""
    codes = list(question.run("indicator_choices")["indicator"])
    grown = {row["indicator"] for row in calculated("growth", *codes).values()}
    assert {"graduates_enrolled_share_pct", "local_employment_share_pct"} <= grown
    shares = calculated("share", *codes, lines="major", scope=ONE_MAJOR)
    assert {row["major"] for row in shares.values()} == {"会计事务"}
    assert calculated("change", *codes, base=2023, lines="term", alone="秋季")
    assert calculated("change", *codes, base=2022, lines="category", alone="优秀")


@pytest.mark.parametrize(
    ("scope", "lines"),
    [
        (ONE_YEAR, ""),
        *exhaustively(*((EVER, lines) for lines in ("", *SPLITS)), (ONE_MAJOR, ""), (NO_DATA, "")),
    ],
)
@pytest.mark.parametrize("calculation", ["rank", *exhaustively("", *CALCULATIONS)])
def test_an_indicator_by_itself_is_drawn(
    calculation: str, scope: Scope, lines: str, school: Path
) -> None:
    name = {"": "explore", "rank": "explore_rank"}.get(calculation, "explore_calculated")
    for code in question.run("indicator_choices")["indicator"][::80]:
        asked = [code, "form6_full_time_students"] if calculation == "ratio" else [code]
        values = {"indicators": asked, "lines": lines, "alone": "", "period_type": ""}
        worked_out = {"calculation": calculation, "base_year": 2023}
        draw(name, scope, values | (worked_out if name == "explore_calculated" else {}))


@pytest.mark.exhaustive
def test_every_indicator_can_be_divided_by_one_of_a_form(school: Path) -> None:
    codes = list(question.run("indicator_choices")["indicator"])
    for code in codes:
        for other in ("form6_full_time_students", "form3_online_courses"):
            found = calculated("ratio", code, other)
            assert all(math.isfinite(row["value"]) for row in found.values())


def test_what_is_worked_out_itself_can_be_worked_with(school: Path) -> None:
    found = calculated("change", "graduates_enrolled_share_pct", base=2022)
    assert found["毕业生升学占比", "2024届"]["value"] == round(78.04 - 58.17, 2)
    assert found["毕业生升学占比", "2024届"]["source"] == "据 表2-2 计算"


def test_rank_is_from_the_highest_and_says_of_how_many_years(school: Path) -> None:
    frame = question.run(
        "explore_rank", EVER, indicators=["myopia_rate_pct"], lines="term", alone="", period_type=""
    )
    springs = frame[frame["series"] == "春季"]
    assert list(springs["item"]) == [
        "春季 2021年（5年中第1）",
        "春季 2020年（5年中第2）",
        "春季 2022年（5年中第3）",
        "春季 2023年（5年中第4）",
        "春季 2024年（5年中第5）",
    ]
    good = question.run(
        "explore_rank",
        EVER,
        indicators=["fitness_good_rate_pct"],
        lines="",
        alone="",
        period_type="",
    )
    # Three years before the break, two from it on: neither is ranked among the others.
    assert list(zip(good["period"], good["rank"], good["ranked"], strict=True)) == [
        *(("2022年", 1, 2), ("2023年", 2, 2)),
        *(("2021年", 1, 3), ("2020年", 2, 3), ("2019年", 3, 3)),
    ]


def test_the_csv_has_formula_base_and_no_more_decimals_than_are_shown(school: Path) -> None:
    frame = question.run(
        "explore_calculated",
        EVER,
        calculation="index",
        indicators=["graduates"],
        base_year=2022,
        lines="",
        alone="",
        period_type="",
    )
    head, _, line, *_ = export.to_csv(frame).decode("utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), line.split(","), strict=True))
    assert (cells["数值"], cells["单位"]) == ("76.9", "2022年＝100")
    assert (cells["所用的数"], cells["对照的数"], cells["对照的时期"]) == ("522", "679", "2022届")
    assert cells["算式"] == "522 人 ÷ 679 人 × 100"


def test_a_line_is_of_the_whole_unless_it_is_asked_otherwise(school: Path) -> None:
    def lines(indicator: str, lines: str, scope: Scope = EVER) -> list[str]:
        bound = {"indicators": [indicator], "lines": lines, "alone": "", "period_type": ""}
        return list(dict.fromkeys(question.run("explore", scope, **bound)["series"]))

    students, grades = "programme_students", "fitness_grade_share_pct"
    assert lines(students, "") == ["各专业学生数"]
    assert len(lines(students, "major")) == 6
    assert lines(students, "", Scope(1900, 2100, ("会计事务",))) == ["会计事务"]
    assert lines(grades, "") == lines(grades, "category")
    assert len(lines(grades, "")) == 4
    assert lines(grades, "term") == []
    assert lines("myopia_rate_pct", "term") == ["春季", "秋季"]
    # What is of a group of majors is of the whole school neither, nor is it that of others.
    rates = "employment_rate_by_programme_pct"
    assert lines(rates, "") == ["计算机网络技术", "信息技术类"]
    assert lines(rates, "", Scope(1900, 2100, ("会计事务",))) == []
    assert len(lines("backbone_teachers", "", Scope(1900, 2100, ("计算机网络技术",)))) == 1


# --- where it must not be -------------------------------------------------------------------------


@pytest.fixture
def made_up(tmp_path: Path) -> School:
    school = School(tmp_path / "data")
    school.indicator("pupils")
    return school


def asked(school: School, calculation: str, *indicators: str, base: int = 0) -> dict[str, Any]:
    """Build a school; return by period what is worked out, or why it is not."""
    rows = ask(
        school.build(),
        f"""
        select * from figures_calculated(
            '{calculation}', {base}, {list(indicators)}, '', '', '', 1900, 2100, []::varchar[]
        ) order by year, period
        """,
    )
    return {row["period"]: row["grounds"] if row["value"] is None else row for row in rows}


def test_a_year_that_is_missing_is_not_jumped_over(made_up: School) -> None:
    made_up.figures = [Figure("pupils", f"{year}年", "100") for year in (2020, 2022, 2023)]
    made_up.figures.append(Figure("pupils", "2021年", ""))
    found = asked(made_up, "growth", "pupils")
    assert found.pop("2023年")["value"] == 0
    assert found == {"2020年": "上一年没有数", "2022年": "上一年没有数"}
    found = asked(made_up, "index", "pupils", base=2021)
    assert {*found.values()} == {"2021年没有数"}


def test_nothing_is_divided_by_nought(made_up: School) -> None:
    made_up.figures = [Figure("pupils", "2022年", "0"), Figure("pupils", "2023年", "5")]
    assert asked(made_up, "growth", "pupils")["2023年"] == "作除数的是 0"
    assert asked(made_up, "index", "pupils", base=2022)["2023年"] == "作除数的是 0"
    assert asked(made_up, "change", "pupils", base=2022)["2023年"]["value"] == 5


@pytest.mark.parametrize("calculation", ["change", "index"])
def test_nothing_is_held_against_what_was_before_a_break(made_up: School, calculation: str) -> None:
    made_up.figures = [
        Figure("pupils", f"{year}年", "100", status="B" if year == 2022 else "A")
        for year in (2020, 2021, 2022, 2023)
    ]
    found = asked(made_up, calculation, "pupils", base=2020)
    assert found["2021年"]["status"] == "A"
    assert found["2022年"] == found["2023年"] == "其间口径有变，不可比"
    found = asked(made_up, calculation, "pupils", base=2022)
    assert found["2020年"] == found["2021年"] == "其间口径有变，不可比"
    # The break is drawn where it is, and not again at whatever follows.
    assert [found[f"{year}年"]["status"] for year in (2022, 2023)] == ["B", "A"]


def test_nothing_is_held_against_what_is_defined_otherwise(made_up: School) -> None:
    made_up.figures = [
        Figure("pupils", f"{year}年", "100", status="D" if year == 2022 else "A")
        for year in (2021, 2022, 2023)
    ]
    found = asked(made_up, "growth", "pupils")
    assert found["2022年"] == found["2023年"] == "两期口径不同"


@pytest.mark.parametrize("year", [2022, 2023])
def test_doubt_on_either_side_is_kept(made_up: School, year: int) -> None:
    made_up.relation("few", "range", "result pupils", low="1", high="20")
    made_up.figures = [
        Figure("pupils", f"{one}年", "21" if one == year else "20") for one in (2022, 2023)
    ]
    found = asked(made_up, "growth", "pupils")["2023年"]
    assert found["finding"]
    assert found["is_doubted"]


def test_a_rough_figure_makes_what_is_worked_out_rough(made_up: School) -> None:
    made_up.figures = [
        Figure("pupils", "2022年", "300多", status="U"),
        Figure("pupils", "2023年", "360"),
    ]
    assert asked(made_up, "growth", "pupils")["2023年"]["status"] == "U"


def test_a_difference_has_the_decimals_it_takes(made_up: School) -> None:
    made_up.indicator("ratio", unit=":1", direction="down")
    made_up.figures = [Figure("ratio", "2022年", "18:1"), Figure("ratio", "2023年", "18.10:1")]
    found = asked(made_up, "change", "ratio", base=2022)["2023年"]
    assert (found["value"], found["decimals"]) == (0.1, 1)


def test_a_share_without_a_whole_says_why(made_up: School) -> None:
    made_up.indicator("rate", unit="%")
    made_up.indicator("posts")
    made_up.relation("posts", "within", "whole posts", "part pupils", severity="提示")
    made_up.figures = [
        Figure("rate", "2023年", "50"),
        Figure("pupils", "2023年", "9"),
        Figure("posts", "2023年", "3"),
    ]
    assert asked(made_up, "share", "rate")["2023年"] == "本身就是比率"
    # That there may be more than posts is said by the relation: they are no part of them.
    assert asked(made_up, "share", "pupils")["2023年"] == "没有登记它的总数"


def test_a_ratio_of_different_periods_is_none(made_up: School) -> None:
    made_up.indicator("teachers")
    made_up.figures = [
        Figure("pupils", "2023年", "90"),
        Figure("pupils", "2024年", "80"),
        Figure("teachers", "2023学年", "3"),
        Figure("teachers", "2024年", "0"),
    ]
    assert asked(made_up, "ratio", "pupils", "teachers") == {
        "2023年": "同一时期没有另一项的数",
        "2024年": "作除数的是 0",
    }


def test_what_is_not_worked_out_is_said_by_its_grounds(school: Path) -> None:
    frame = question.run(
        "explore_uncalculated",
        EVER,
        calculation="growth",
        indicators=["fitness_good_rate_pct", "programme_students"],
        base_year=0,
        lines="",
        alone="",
    )
    told = {(row["grounds"], row["indicator_name"]): row["periods"] for row in rows_of(frame)}
    assert told["其间口径有变，不可比", "体质健康优良率"] == "2022年"
    assert told["上一年没有数", "体质健康优良率"] == "2019年"
    assert told["上一年没有数", "各专业学生数"] is None  # of no period: all of them
