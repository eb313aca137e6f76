"""What a finding says: of whole columns, of figures in doubt, how to mend it, and of editions."""

from collections.abc import Callable

import pytest

from dashboard.ingest.build import build
from tests.checks.conftest import graded
from tests.checks.pairs import DOUBT, ERROR, PERCENT, form
from tests.schools import Figure, School, ask


def test_columns_that_hold_nothing_are_told_once(school: School) -> None:
    for row, required in enumerate(("true", "true", "false"), start=1):
        school.indicator(f"a{row}", **form("附表2", row, required))
        school.figures += [Figure(f"a{row}", year, "") for year in ("2023年", "2024年")]
    built = school.build()
    [one] = ask(built, "from finding_export where \"check\" = 'required_blank'")
    assert (one["severity"], one["source"], one["indicator"]) == (ERROR, "附表2", None)
    assert "2023年、2024年整栏空白" in one["message"]
    doubted = ask(built, "select indicator, period from doubted_figure order by all")
    assert [(row["indicator"], row["period"]) for row in doubted] == [
        (code, year) for code in ("a1", "a2") for year in ("2023年", "2024年")
    ]
    # With one cell filled in, the column is no longer empty: each blank is told by itself.
    school.figures[1] = Figure("a1", "2024年", "5")
    found = ask(school.build(), "from finding_export where \"check\" = 'required_blank'")
    assert {(row["indicator"], row["period"]) for row in found} == {(None, None), ("a2", "2024年")}


def test_a_relation_says_on_what_reading_a_second_print_rests(school: School) -> None:
    school.indicator("main")
    school.indicator("twin", same_as="main")
    school.relation(
        "one", "same", "whole main =", "other twin =", severity=DOUBT, note="虚构的读法"
    )
    school.figures = [Figure("main", "2023年", "50"), Figure("twin", "2023年", "60")]
    [row] = school.ask("from finding_export")
    assert row["severity"] == DOUBT
    assert "虚构的读法" in row["message"]


# --- a figure that is in doubt itself -------------------------------------------------------------


def test_what_was_counted_by_hand_refutes_nothing_for_certain(school: School) -> None:
    school.indicator("whole")
    school.indicator("part")
    school.relation("parts", "sum", "whole whole", "part part *")
    school.figures = [
        Figure("whole", "2023年", "10"),
        Figure("part", "2023年", "4", "甲"),
        Figure("part", "2023年", "5", "乙"),
    ]
    assert [row["severity"] for row in school.ask("from finding")] == [ERROR]
    school.write()
    path = school.data / "editions/2024/figures.csv"
    text = path.read_text(encoding="utf-8").replace("乙,5,5,A", "乙,5,,U")
    path.write_text(text, encoding="utf-8")
    assert [row["severity"] for row in ask(build(school.data), "from finding")] == [DOUBT]


def test_a_part_that_is_blank_or_absent_leaves_the_sum_open(school: School) -> None:
    school.indicator("whole")
    school.indicator("one")
    school.indicator("other")
    school.relation("parts", "sum", "whole whole", "part one", "part other")
    school.figures = [Figure("whole", "2023年", "10"), Figure("one", "2023年", "4")]
    assert school.ask("from finding") == []
    school.figures.append(Figure("other", "2023年", ""))
    assert school.ask("from finding") == []


def _two_periods_of_a_year(school: School) -> None:
    school.indicator("main")
    school.indicator("twin", same_as="main")
    school.figures = [
        Figure("main", "2022年", "50"),
        Figure("main", "2022-12-23", "50"),
        Figure("main", "2023年", "60"),
        Figure("twin", "2023年", "50"),
    ]


def _two_rates_of_a_condition(school: School) -> None:
    for code, unit in (("condition_met", "项"), ("each", "平方米/生"), ("area", "平方米")):
        school.indicator(code, unit)
    row = {"standard_id": "least", "indicator": "each", "operator": ">=", "value": "33"}
    school.standards = [{**row, "unit": "平方米/生"}]
    school.figures = [
        Figure("condition_met", "2024年", "1", "each"),
        Figure("each", "2024年", "30"),
        Figure("area", "2024年", "300"),
    ]
    for code in ("pupils", "people"):
        school.indicator(code)
        operands = ("result each", "numerator area", f"denominator {code}")
        school.relation(f"by_{code}", "rate", *operands)
        school.figures.append(Figure(code, "2024年", "10"))


@pytest.mark.parametrize("fill", [_two_periods_of_a_year, _two_rates_of_a_condition])
def test_what_is_wrong_by_two_comparisons_is_found_once(
    school: School, fill: Callable[[School], None]
) -> None:
    fill(school)
    assert len(school.ask("from finding")) == 1


# --- ways of mending ------------------------------------------------------------------------------


def test_every_single_correction_is_shown_and_none_chosen(school: School) -> None:
    [row] = graded(school).ask("from finding")
    assert row["arithmetic"] == "4+7=11 ≠ 10"
    assert row["recomputed"] == 11
    assert row["difference"] == 1
    for way in ("all 10→11", "甲 4→3", "乙 7→6", "改法有 3 种", "没有说明哪一个对"):
        assert way in row["message"]


def test_a_correction_says_where_else_the_same_is_printed(school: School) -> None:
    graded(school)
    school.indicator("again", same_as="all")
    school.figures.append(Figure("again", "2023年", "10", source="正文 二"))
    school.indicator("share", "%")
    school.relation(
        "shares", "rate", "result share 甲", "numerator graded 甲", "denominator all", scale="100"
    )
    school.figures.append(Figure("share", "2023年", "40%", "甲"))
    [row] = school.ask("from finding")
    # 乙 alone is printed once and leaves the rate of 甲 as it is.
    assert "只有一种：乙 7→6；" in row["message"]
    school.relation("rest", "sum", "whole one", "part graded 乙")
    school.indicator("one")
    school.figures.append(Figure("one", "2023年", "7"))
    [row] = school.ask("from finding")
    assert (
        "all 10→11（正文 二 也印 10，要一起改；按它算出的share（甲） 40% 也要改）" in row["message"]
    )
    assert "甲 4→3（按它算出的share（甲） 40% 也要改）" in row["message"]


def test_only_the_rates_decide(school: School) -> None:
    graded(school)
    school.indicator("share", "%")
    school.relation(
        "shares", "rate", "result share *", "numerator graded =", "denominator all", scale="100"
    )
    school.figures += [
        Figure("share", "2023年", "30%", "甲"),
        Figure("share", "2023年", "70%", "乙"),
    ]
    rows = school.ask("from finding where check_id = 'parts_and_total'")
    assert len(rows) == 1
    assert "能使有关各式全部相合的改法只有一种：甲 4→3；" in rows[0]["message"]


# --- another base ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "base", "said"),
    [
        # 6 and 62 of 68, the second cut off; and of all that are as many times 34.
        (("91.17%", "8.82%"), "104", "34 人中的 31 人和 3 人、68 人中的 62 人和 6 人、102 人中的"),
        (("91.17%", "8.83%"), "104", None),
        # Among a thousand bases, or to one decimal, some base would fit whatever is printed.
        (("91.17%", "8.82%"), "1049", None),
        (("91.1%", "8.8%"), "104", None),
    ],
)
def test_rates_of_one_table_that_one_other_base_gives(
    rates: tuple[str, str], base: str, said: str | None, school: School
) -> None:
    for code, printed in zip(("one", "other"), rates, strict=True):
        school.indicator(code, **PERCENT)
        school.figures.append(Figure(code, "2024年", printed, source="附表3 第1行"))
    school.indicator("all")
    school.figures.append(Figure("all", "2024年", base))
    school.relation("people", "people", "result one", "denominator all", scale="100")
    school.indicator("less", **PERCENT)
    school.figures.append(Figure("less", "2024年", "3.00%", source="附表1 第1行"))
    school.relation("within", "within", "whole less", "part other")
    messages = {row["indicator"]: row["message"] for row in school.ask("from finding")}
    assert messages["other"].startswith("2024年的other为 8.8")
    for code in ("one", "other") if said else ():
        assert "按另一个总人数，它与同表的" in messages[code]
    assert (said in messages["one"]) if said else ("另一个总人数" not in "".join(messages.values()))


# --- from one edition to the next -----------------------------------------------------------------


def test_next_years_report_revises_this_years(school: School) -> None:
    school.indicator("people")
    school.figures = [
        Figure("people", "2022年", "50", edition=2023),
        Figure("people", "2023年", "51", edition=2023),
        Figure("people", "2023年", "53", edition=2024),
        Figure("people", "2024年", "54", edition=2024),
    ]
    [row] = school.ask("from finding")
    assert (row["check_id"], row["edition"], row["period"]) == ("revised", 2024, "2023年")
    assert (row["printed"], row["recomputed"], row["difference"]) == ("53", 51, -2)
    assert (row["other_source"], row["other_page"]) == ("2023年版 表1 people", 3)
    latest = ask(school.data / "school.duckdb", "select year, value from latest_figure order by 1")
    assert [row["value"] for row in latest] == [50, 53, 54]


def test_a_jump_between_two_editions_is_told_in_the_later_one(school: School) -> None:
    school.indicator("people")
    school.figures = [
        Figure("people", "2022年", "50", edition=2023),
        Figure("people", "2023年", "500", edition=2024),
    ]
    [row] = school.ask("from finding")
    assert (row["edition"], row["period"]) == (2024, "2023年")
