"""Numbers as people print them: which are exact, and what the others allow."""

from decimal import Decimal

import pytest

from dashboard.contract.named_numbers import conflict
from dashboard.contract.printed_number import bounds, decimals, plain_number, rough

NO_END = None

# What is printed, the value that stands for it, and what it allows.
ROUGH: list[tuple[str, float, float, float | None]] = [
    ("300多名", 300, 300, 400),
    ("1920多名", 1920, 1920, 2112),
    ("20余位", 20, 20, 30),
    ("百余人次", 100, 100, 200),
    ("六十多项", 60, 60, 70),
    ("十几个", 10, 10, 20),
    ("三年多", 3, 3, 4),
    ("十来个", 10, 10, 20),
    ("30+", 30, 30, 40),
    ("100出头", 100, 100, 200),
    ("≥30", 30, 30, NO_END),
    (">30", 30, 30, NO_END),
    ("＞30", 30, 30, NO_END),
    ("大于20", 20, 20, NO_END),
    ("高于95%", 95, 95, NO_END),
    ("多于20人", 20, 20, NO_END),
    ("超过30次", 30, 30, NO_END),
    ("超300人", 300, 300, NO_END),
    ("逾百人", 100, 100, NO_END),
    ("不少于30次", 30, 30, NO_END),
    ("不低于95%", 95, 95, NO_END),
    ("至少一次", 1, 1, NO_END),
    ("每月至少1-2次", 1, 1, NO_END),
    ("100人以上", 100, 100, NO_END),
    ("1/3以上", 33.33, 33.33, NO_END),
    ("百分之九十以上", 90, 90, NO_END),
    ("上百人", 100, 100, NO_END),
    ("数百人", 200, 200, NO_END),
    ("几十人", 20, 20, NO_END),
    ("过半", 50, 50, NO_END),
    ("≤30", 30, 24, 30),
    ("小于20", 20, 16, 20),
    ("少于20", 20, 16, 20),
    ("低于5%", 5, 4, 5),
    ("不到30人", 30, 24, 30),
    ("不足30人", 30, 24, 30),
    ("近2万名", 20000, 16000, 20000),
    ("近百人", 100, 80, 100),
    ("不超过30", 30, 24, 30),
    ("不高于5%", 5, 4, 5),
    ("不多于30", 30, 24, 30),
    ("至多30", 30, 24, 30),
    ("30人以内", 30, 24, 30),
    ("5%以下", 5, 4, 5),
    ("约300人", 300, 270, 330),
    ("大约300人", 300, 270, 330),
    ("4期左右", 4, 3.6, 4.4),
    ("300上下", 300, 270, 330),
    ("达百人次", 100, 90, 110),
    ("15至18岁", 15, 15, 18),
    ("15至18岁", 18, 15, 18),
    ("1-2次", 1, 1, 2),
    ("3～5万元", 30000, 30000, 50000),
    ("两三个", 2, 2, 3),
    ("两三百人", 200, 200, 300),
    ("若干", 3, 0, NO_END),
    ("几个", 3, 0, NO_END),
]

EXACT = [
    *("1920", "97.92%", "18:1", "1,234", "44个", "1980年", "2024-12-23", "-", ""),
    *("2万", "2.5万元", "3千米", "二十", "三科", "一百人", "三大类", "四大模块"),
    *("2016-2018年", "2023-2024学年", "9-11月", "第1-3页", "第三年", "第九年", "三四年级120人"),
    *("省级以上12项", "一等奖以上3项", "二级以上3人", "副高以上12人", "35岁以上12人", "3A以上2家"),
    *("百分之九十", "近视120人", "近三年12项", "附近3家", "签约3家", "预约30人", "节约2万元"),
    *("多媒体教室3间", "每周一次", "每周一次三课时", "每两周", "达标", "五年来12项", "人数100"),
]


@pytest.mark.parametrize(("printed", "value", "low", "high"), ROUGH)
def test_what_a_rough_number_allows(
    printed: str, value: float, low: float, high: float | None
) -> None:
    found = bounds(printed, value)
    assert found.is_rough
    assert found.low == pytest.approx(low)
    assert found.high is None if high is None else found.high == pytest.approx(high)


@pytest.mark.parametrize("printed", EXACT)
def test_what_is_exact(printed: str) -> None:
    assert rough(printed) is None


def test_an_exact_number_stands_for_what_rounds_to_it() -> None:
    found = bounds("99.24%", 99.24)
    assert (found.places, found.is_rough) == (2, False)
    assert found.low == pytest.approx(99.235)
    assert found.high == pytest.approx(99.245)
    assert bounds("三科", 3).high == 3.5


def test_a_range_that_does_not_hold_the_value_is_only_near_it() -> None:
    assert bounds("15至18岁", 40).low == pytest.approx(36)


@pytest.mark.parametrize(
    ("printed", "places"), [("98.40%", 2), ("18:1", 0), ("18.10:1", 2), ("300多名", 0), ("", 0)]
)
def test_decimals(printed: str, places: int) -> None:
    assert decimals(printed) == places


@pytest.mark.parametrize(
    ("printed", "unit", "number"),
    [
        ("1,920名", "人", "1920"),
        ("18∶1", ":1", "18"),
        ("￥100500", "元", "100500"),
        ("61562㎡", "平方米", "61562"),
        ("300多名", "人", None),
        ("95%以上", "%", None),
        ("3家", "门", None),
        ("1.68万元", "元", "16800"),
        ("1.68万", "元", "16800"),
        ("9.83万人", "人", "98300"),
        ("9.83万名", "人", "98300"),
        ("1.2亿元", "元", "120000000"),
        ("1.2亿元", "万元", None),
        ("1.68万元", "万元", "1.68"),
        ("1.68万", "万元", None),
        ("1.68万元", "人", None),
        ("2万", "%", None),
        ("2万", "年", None),
        *(("达标", "项", "1"), ("未达标", "项", "0"), ("达标", "人", None)),
    ],
)
def test_plain_numbers(printed: str, unit: str, number: str | None) -> None:
    assert plain_number(printed, unit) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("printed", "value", "unit", "low", "high", "places"),
    [
        ("1.68万元", 16800, "元", 16750, 16850, 0),
        ("9.83万人", 98300, "人", 98250, 98350, 0),
        ("2万", 20000, "人", 15000, 25000, 0),
        ("1.23456万元", 12345.6, "元", 12345.55, 12345.65, 1),
        ("1.68万元", 1.68, "万元", 1.675, 1.685, 2),
        ("16800", 16800, "元", 16799.5, 16800.5, 0),
    ],
)
def test_a_number_in_ten_thousands_is_as_exact_as_it_is_printed(  # noqa: PLR0917
    printed: str, value: float, unit: str, low: float, high: float, places: int
) -> None:
    found = bounds(printed, value, unit)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)
    assert found.places == places


MEANT = [
    *(
        ("三科", "3", "科"),
        ("三大类", "3", "个"),
        ("一百二十三人", "123", "人"),
        ("第九年", "9", "年"),
    ),
    *(("每周一次三课时", "1", "次"), ("每周一次三课时", "3", "课时"), ("2015年起", "2015", "年")),
    *(("300多名", "300", "人"), ("300多名", "320", "人"), ("近2万名", "20000", "人")),
    *(("百余人次", "100", "人次"), ("十几个", "10", "个"), ("六十多项", "60", "项")),
    *(("15至18岁", "15", "岁"), ("15至18岁", "18", "岁"), ("两三百人", "200", "人")),
    *(("1/3以上", "33.33", "%"), ("三分之一", "33.3", "%"), ("23/25", "92", "%")),
    *(("九成八", "98", "%"), ("百分之九十以上", "90", "%"), ("83%以上", "83", "%")),
    *(("省级以上12人", "12", "人"), ("每月至少1-2次", "1", "次"), ("三年半", "3.5", "年")),
    *(("几十", "40", "人"), ("几百人", "300", "人"), ("几个", "5", "个"), ("几年", "3", "年")),
    *(("数百", "200", "人"), ("过半", "55", "%"), ("近几年12项", "12", "项")),
    *(("1,920余人", "1920", "人"), ("两千三百万元", "23000000", "元"), ("若干", "3", "个")),
]


@pytest.mark.parametrize(("printed", "said", "unit"), MEANT)
def test_what_the_words_of_a_print_can_mean(printed: str, said: str, unit: str) -> None:
    assert conflict(printed, Decimal(said), unit, explained=True) is None


@pytest.mark.parametrize(
    ("printed", "said", "unit"),
    [
        *(
            ("三科", "5", "科"),
            ("300多名", "30", "人"),
            ("300多名", "3000", "人"),
            ("三科", "30", "科"),
        ),
        *(("近2万名", "30000", "人"), ("约600", "6000", "人"), ("15至18岁", "40", "岁")),
        *(
            ("23/25", "23", "%"),
            ("23/25", "24", "人"),
            ("95%以上", "59", "%"),
            ("九成八", "89", "%"),
        ),
        *(
            ("每周一次三课时", "1", "课时"),
            ("一百二十三人", "132", "人"),
            ("省级以上12人", "21", "人"),
        ),
        ("1,99", "199", "人"),
        *(("几十", "400", "人"), ("几百人", "9000", "人"), ("几个", "50", "个")),
        *(("1000+920", "1200", "人"), ("1000 + 920", "1990", "人")),
        *(("数百", "30", "人"), ("过半", "9", "%"), ("几十万元", "90000", "元")),
    ],
)
def test_what_the_words_of_a_print_cannot_mean(printed: str, said: str, unit: str) -> None:
    assert conflict(printed, Decimal(said), unit, explained=True) == "another"


@pytest.mark.parametrize(
    ("printed", "said", "unit", "why"),
    [
        ("23/25", "23", "人", "several"),
        ("好", "1", "项", "none"),
        ("若干", "50", "个", "none"),
        ("过半", "9", "人", "none"),
        ("多名", "5", "人", "none"),
        ("1968、1986", "1968", "人", "several"),
    ],
)
def test_what_needs_a_note_to_be_understood(printed: str, said: str, unit: str, why: str) -> None:
    assert conflict(printed, Decimal(said), unit, explained=False) == why
    assert conflict(printed, Decimal(said), unit, explained=True) is None
