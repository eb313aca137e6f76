"""For every check figures that hold, and a misprint that it must name."""

from typing import NamedTuple

ERROR, DOUBT, HINT = "错误", "存疑", "提示"


class Pair(NamedTuple):
    """Figures that hold, and the one that is misprinted: found, and nothing else.

    Figures are written ``indicator period printed category``, with 空 for a blank. An @ stands for
    what keeps the indicators (and the tables) of the pairs apart, as all are built together.
    """

    check: str
    figures: str
    # The figure as misprinted; with a minus sign before it, a row that is not there.
    fault: str
    severity: str
    # Where the finding points, if not to the misprinted figure: ``indicator period category``.
    found: str = ""
    # ``kind severity``, then the operands as ``role indicator category over``.
    relation: str = ""
    # Cells of indicators, of the relation and of a standard.
    cells: dict[str, dict[str, str]] = {}  # noqa: RUF012 - never changed


PERCENT = {"unit": "%", "decimals": "1"}


def form(table: str, row: int, required: str = "false") -> dict[str, str]:
    return {"official_table": table, "official_row": str(row), "required": required}


PAIRS = [
    Pair(
        "parts_and_total",
        "@whole 2023年 10; @part 2023年 4 甲; @part 2023年 6 乙",
        "@part 2023年 7 乙",
        ERROR,
        found="@whole 2023年",
        relation="sum 错误: whole @whole; part @part *",
    ),
    # Rounded parts may miss the total by half a digit each, and by no more.
    Pair(
        "parts_and_total",
        "@whole 2023年 99.9%; @part 2023年 33.4% 甲; @part 2023年 33.4% 乙; @part 2023年 33.3% 丙",
        "@part 2023年 33.6% 丙",
        ERROR,
        found="@whole 2023年",
        relation="sum 错误: whole @whole; part @part *",
        cells={"@whole": PERCENT, "@part": PERCENT},
    ),
    # Parts that need not be all of it: less is worth a hint, more is an error.
    Pair(
        "parts_and_total",
        "@whole 2023年 10; @one 2023年 4; @other 2023年 6",
        "@other 2023年 5",
        HINT,
        found="@whole 2023年",
        relation="sum 提示: whole @whole; part @one; part @other",
    ),
    Pair(
        "parts_and_total",
        "@whole 2023年 10; @one 2023年 4; @other 2023年 6",
        "@other 2023年 7",
        ERROR,
        found="@whole 2023年",
        relation="sum 提示: whole @whole; part @one; part @other",
    ),
    Pair(
        "parts_and_total",
        "@money 2023学年 30; @money 2023学年第一学期 10; @money 2023学年第二学期 20",
        "@money 2023学年第一学期 12",
        ERROR,
        found="@money 2023学年",
        relation="sum 错误: whole @money; part @money . term",
    ),
    Pair(
        "shares_of_hundred",
        "@share 2023年 33.3% 甲; @share 2023年 33.3% 乙; @share 2023年 33.3% 丙",
        "@share 2023年 33.6% 丙",
        ERROR,
        found="@share 2023年",
        relation="hundred 错误: part @share *",
        cells={"@share": PERCENT},
    ),
    Pair(
        "rate_recomputed",
        "@rate 2023届 33.3%; @some 2023届 5; @all 2023年 15",
        "@rate 2023届 33.5%",
        ERROR,
        relation="rate 错误: result @rate; numerator @some; denominator @all",
        cells={"@rate": PERCENT, "relation": {"scale": "100"}},
    ),
    Pair(  # 26.36 printed as 26.3
        "rate_recomputed",
        "@rate 2023年 26.4; @area 2023年 50614; @pupils 2023年 1920",
        "@rate 2023年 26.3",
        HINT,
        relation="rate 存疑: result @rate; numerator @area; denominator @pupils",
        cells={"@rate": {"unit": "平方米/生", "decimals": "1"}, "@area": {"unit": "平方米"}},
    ),
    Pair(
        "lists_differ",
        "@tested 2023年 1976",
        "@tested 2023年 1967",
        DOUBT,
        cells={"record": {"indicator": "@tested", "period": "2023年", "value": "1976"}},
    ),
    Pair(  # the list is of the school year that begins in 2023
        "lists_differ",
        "@pupils 2023年 1920",
        "@pupils 2023年 1902",
        DOUBT,
        cells={"record": {"indicator": "@pupils", "period": "2023学年", "value": "1920"}},
    ),
    Pair(  # the list says 33.333
        "lists_differ",
        "@rate 2023年 33.33% 甲",
        "@rate 2023年 33.34% 甲",
        DOUBT,
        cells={
            "@rate": PERCENT,
            "record": {
                "indicator": "@rate",
                "period": "2023年",
                "category": "甲",
                "value": "33.333",
            },
        },
    ),
    Pair(
        "whole_people",
        "@rate 2023年 33.3%; @all 2023年 3",
        "@rate 2023年 40.0%",
        ERROR,
        relation="people 错误: result @rate; denominator @all",
        cells={"@rate": PERCENT, "relation": {"scale": "100"}},
    ),
    Pair(  # less than one person
        "whole_people",
        "@rate 2023年 0.2%; @all 2023年 522",
        "@rate 2023年 0.02%",
        ERROR,
        relation="people 错误: result @rate; denominator @all",
        cells={"@rate": PERCENT, "relation": {"scale": "100"}},
    ),
    Pair(
        "part_beyond_whole",
        "@part 2023年 14; @whole 2023届 15",
        "@part 2023年 16",
        ERROR,
        relation="within 错误: whole @whole; part @part",
    ),
    Pair(  # 15 and some more may be more than 15
        "part_beyond_whole",
        "@part 2023年 15; @whole 2023年 15多",
        "@part 2023年 17",
        DOUBT,
        relation="within 错误: whole @whole; part @part",
    ),
    Pair(
        "part_is_whole",
        "@part 2023年 14; @whole 2023年 15",
        "@part 2023年 15",
        HINT,
        relation="within 错误: whole @whole; part @part",
    ),
    Pair(
        "count_of_list",
        "@kinds 2023年 2; @people 2023年 5 甲; @people 2023年 6 乙",
        "@kinds 2023年 3",
        ERROR,
        relation="count 错误: whole @kinds; counted @people . category",
    ),
    Pair(
        "years_since",
        "@years 2024年 24; @start 2024年 2000",
        "@years 2024年 26",
        DOUBT,
        relation="elapsed 存疑: result @years; start @start",
        cells={"@years": {"unit": "年"}, "@start": {"unit": "年"}},
    ),
    Pair(
        "out_of_range",
        "@each 2023年 3",
        "@each 2023年 9",
        ERROR,
        relation="range 错误: result @each",
        cells={"@each": {"unit": "元/生"}, "relation": {"low": "1", "high": "5"}},
    ),
    Pair(
        "out_of_range",
        "@pupils 2023年 80; @classes 2023年 2",
        "@pupils 2023年 8",
        DOUBT,
        relation="range 存疑: numerator @pupils; denominator @classes",
        cells={"relation": {"low": "10", "high": "60"}},
    ),
    Pair(
        "printed_twice",
        "@main 2023年 97; @twin 2023年 97",
        "@twin 2023年 79",
        ERROR,
        cells={"@twin": {"same_as": "@main"}},
    ),
    Pair(  # as far as both are printed
        "printed_twice",
        "@main 2023年 50614.6; @twin 2023年 50614",
        "@twin 2023年 50613",
        ERROR,
        cells={"@main": {"unit": "元"}, "@twin": {"unit": "元", "same_as": "@main"}},
    ),
    Pair(
        "printed_twice",
        "@main 2023年 61562; @twin 2023年 92.3",
        "@twin 2023年 93.2",
        ERROR,
        cells={"@main": {"unit": "平方米"}, "@twin": {"unit": "亩", "same_as": "@main"}},
    ),
    Pair(
        "printed_twice",
        "@main 2023年 319; @twin 2023年 300多",
        "@twin 2023年 400多",
        DOUBT,
        cells={"@twin": {"same_as": "@main"}},
    ),
    Pair(
        "shifted_year",
        "@main 2022年 50; @main 2023年 60; @twin 2023年 60",
        "@twin 2023年 50",
        ERROR,
        found="@twin -",  # of the column, whichever the year
        cells={"@twin": {"same_as": "@main"}},
    ),
    Pair(
        "required_blank",
        "@a 2024年 5",
        "@a 2024年 空",
        ERROR,
        cells={"@a": form("附表1", 1, "true")},
    ),
    Pair(
        "required_dash",
        "@a 2024年 5",
        "@a 2024年 -",
        HINT,
        cells={"@a": form("附表1", 1, "true")},
    ),
    Pair(
        "row_missing",
        "@a 2024年 5; @b 2024年 5",
        "-@b 2024年 5",
        DOUBT,
        cells={"@a": form("附表2", 1), "@b": form("附表2", 2)},
    ),
    Pair(
        "row_missing",
        "@a 2024年 5; @b 2024年 5",
        "-@b 2024年 5",
        ERROR,
        cells={"@a": form("附表4", 1), "@b": form("附表4", 2, "true")},
    ),
    Pair(  # a table of three rows and two columns
        "cell_missing",
        "@a 2021年 1 . 2024 @1; @a 2022年 1 . 2024 @2; @a 2023年 1 . 2024 @3; "
        "@b 2021年 1 . 2024 @1; @b 2022年 1 . 2024 @2; @b 2023年 1 . 2024 @3",
        "-@b 2022年 1 . 2024 @2",
        DOUBT,
    ),
    Pair(
        "number_lost",
        "@a 2023年 5; @a 2024年 6",
        "@a 2024年 -",
        DOUBT,
        cells={"@a": form("附表3", 1, "true")},
    ),
    Pair(
        "number_lost",
        "@a 2023年 5; @a 2024年 6",
        "@a 2024年 空",
        DOUBT,
        cells={"@a": form("附表5", 1)},
    ),
    Pair("not_a_number_of_things", "@people 2023年 4", "@people 2023年 4.5", ERROR),
    Pair(
        "not_a_number_of_things",
        "@money 2023年 4",
        "@money 2023年 -4",
        ERROR,
        cells={"@money": {"unit": "元"}},
    ),
    Pair("size_changed", "@people 2023年 3; @people 2024年 4", "@people 2024年 400", ERROR),
    Pair("jump", "@people 2023年 30; @people 2024年 40", "@people 2024年 100", DOUBT),
    Pair("jump", "@people 2023年 30; @people 2024年 40", "@people 2024年 0", DOUBT),
    Pair(
        "jump",
        "@rate 2020年 41.1%; @rate 2021年 42.3%; @rate 2022年 43.1%; @rate 2023年 44.6%",
        "@rate 2023年 54.6%",
        DOUBT,
        cells={"@rate": PERCENT},
    ),
    Pair("unchanged", "@people 2023年 123; @people 2024年 124", "@people 2024年 123", HINT),
    Pair("revised", "@people 2022年 50 . 2023; @people 2022年 50", "@people 2022年 52", HINT),
    Pair("revised", "@people 2022年 50 . 2023; @people 2022年 50", "@people 2022年 60", DOUBT),
    Pair("revised", "@people 2022年 50 . 2023; @people 2022年 50", "@people 2022年 -", DOUBT),
    Pair(
        "condition_missed",
        "condition_met 2024年 1 @area; @area 2024年 31",
        "@area 2024年 29",
        ERROR,
        cells={"@area": {"unit": "平方米"}, "standard": {"indicator": "@area", "value": "30"}},
    ),
    Pair(  # printed well enough, but not by the report's own figures
        "condition_missed",
        "condition_met 2024年 1 @each; @each 2024年 33; @area 2024年 330; @pupils 2024年 10",
        "@area 2024年 320",
        DOUBT,
        found="@each 2024年",
        relation="rate 错误: result @each; numerator @area; denominator @pupils",
        cells={
            "@each": {"unit": "平方米/生"},
            "@area": {"unit": "平方米"},
            "standard": {"indicator": "@each", "value": "33"},
        },
    ),
    Pair(
        "claims",
        "@people 2023年 11; @people 2024年 12",
        "@people 2024年 11",
        ERROR,
        cells={"claim": {"assertion": "rises", "indicator": "@people"}},
    ),
]
# What a misprint also breaks, besides the check that it is meant for.
ALSO = {"condition_missed @each": "rate_recomputed"}
