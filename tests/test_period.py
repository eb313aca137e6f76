import pytest

from dashboard.contract.period import (
    by_first_year,
    in_edition,
    parse_period,
    period_kind,
    told_apart,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年", ("calendar_year", 2023)),
        ("2023学年", ("academic_year", 2023)),
        ("2023学年第一学期", ("term", 2023)),
        ("2023学年第二学期", ("term", 2023)),
        ("2024年春季", ("term", 2024)),
        ("2024年秋季", ("term", 2024)),
        ("2024届", ("cohort", 2024)),
        ("2016—2024届", ("cohort", 2024)),
        ("2024-12-23", ("as_of", 2024)),
        ("2024-02-29", ("as_of", 2024)),
        ("2024年12月", ("as_of", 2024)),
        ("2024年9月", ("as_of", 2024)),
        ("1900年", ("calendar_year", 1900)),
        ("2100年", ("calendar_year", 2100)),
    ],
)
def test_known_forms(text: str, expected: tuple[str, int]) -> None:
    assert parse_period(text) == expected


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("2023", "2023年"),
        ("2023年度", "2023年"),
        (" 2023 年", "2023年"),
        ("２０２３年", "2023年"),
        ("2023学年度", "2023学年"),
        ("2023-2024学年", "2023学年"),
        ("2023—2024学年第一学期", "2023学年第一学期"),
        ("2023/2024学年", "2023学年"),
        ("2023学年第1学期", "2023学年第一学期"),
        ("2023学年二学期", "2023学年第二学期"),
        ("2016-2024届", "2016—2024届"),
        ("2016届-2024届", "2016—2024届"),
        ("2024/12/23", "2024-12-23"),  # what Excel makes of a date
        ("2024/9/3", "2024-09-03"),
        ("2024-9-3", "2024-09-03"),
        ("2024年12月23日", "2024-12-23"),
        ("2024年9月3日", "2024-09-03"),
        ("2024年09月", "2024年9月"),
        ("2024-12月", "2024年12月"),
    ],
)
def test_near_misses_are_refused_with_the_form_they_stand_for(text: str, likely: str) -> None:
    with pytest.raises(ValueError, match=f"是否应为「{likely}」"):
        parse_period(text)
    parse_period(likely)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "去年",
        "1899年",
        "2101年",
        "20233年",
        "2024届毕业生",
        "2024-02-30",
        "2024-13-01",
        "2024年13月",
        "2024年0月",
        "2023学年第三学期",
        "2024年夏季",
        "2024—2016届",
        "2024—2024届",
        "1800—2024届",
        "2023年\n",
        "2023—2025学年",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="写法不对"):
        parse_period(text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{Y}年", "2024年"),
        ("{Y-1}学年第一学期", "2023学年第一学期"),
        ("{Y+1}年春季", "2025年春季"),
        ("{Y-10}届", "2014届"),
        ("2016—{Y}届", "2016—2024届"),
        ("{Y}-12-23", "2024-12-23"),
        ("2016年", "2016年"),
        ("{Y - 1}年", "{Y - 1}年"),
    ],
)
def test_periods_named_from_the_year_of_an_edition(pattern: str, expected: str) -> None:
    assert in_edition(pattern, 2024) == expected


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        ("2023年", "年"),
        ("2023学年第一学期", "学年第一学期"),
        ("2024年秋季", "年秋季"),
        ("2024-12-23", "-12-23"),
        ("2016—2024届", "—2024届"),  # a sum over years of its own, held against no other
    ],
)
def test_a_kind_is_the_period_without_its_year(period: str, kind: str) -> None:
    assert period_kind(period) == kind


@pytest.mark.parametrize(
    "text",
    [
        *("2024—2025学年", "2024/2025学年", "2024至2025学年", "2024-2025学年", "2024～2025学年"),
        *("2024——2025学年", "2024-25学年", "2024学年度", "2024到2025学年度"),
    ],
)
def test_a_school_year_goes_by_the_year_it_begins_in(text: str) -> None:
    assert by_first_year(text) == "2024学年"
    assert by_first_year(f"{text}第二学期") == "2024学年第二学期"


@pytest.mark.parametrize(
    "text", ["2024—2026学年", "2025—2024学年", "2024—2025届", "2024年", "学年"]
)
def test_whatever_is_no_school_year_stays_as_it_is(text: str) -> None:
    assert by_first_year(text) == text


@pytest.mark.parametrize(
    ("periods", "named"),
    [
        (["2023年", "2024年"], ["2023年", "2024年"]),
        (["2024年春季", "2024年秋季"], ["2024年春季", "2024年秋季"]),
        (["2024年", "2024-12-23"], ["2024年（自然年）", "2024-12-23（时点）"]),
        (["2023学年", "2024年"], ["2023学年（全学年）", "2024年（自然年）"]),
        (
            ["2023学年", "2023学年第一学期"],
            ["2023学年（全学年）", "2023学年第一学期（一学期）"],
        ),
        (["2024届", "2024年", "不明"], ["2024届（毕业届）", "2024年（自然年）", "不明"]),
    ],
)
def test_periods_of_several_kinds_say_of_which_they_are(
    periods: list[str], named: list[str]
) -> None:
    assert list(told_apart(periods).values()) == named
