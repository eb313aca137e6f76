"""Every check, on schools made up of a few figures: silent where they hold, and else exact.

It must name the misprinted figure and say how grave it is. Then what is made of the findings:
ways of mending, answers, breaks in series, revisions, and names that last.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dashboard.contract.faults import DataProblems
from dashboard.ingest import audit
from dashboard.ingest.build import build
from tests.amount import exhaustively
from tests.schools import Cells, Figure, School, ask

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


def figure(text: str) -> Figure:
    """Read a figure; after the category may stand its edition and the row of its table."""
    indicator, period, printed, *rest = text.split()
    category, edition, line = (*rest, *(".", "2024", "")[len(rest) :])
    table, _, number = line.rpartition("_")
    return Figure(
        *(indicator, period, "" if printed == "空" else printed),
        category="" if category == "." else category,
        edition=int(edition),
        source=f"表{table[1:]} 第{number}行" if line else "",
    )


def place(one: Figure) -> tuple[str, str, str, int]:
    return one.indicator, one.period, one.category, one.edition


def add(school: School, number: int, pair: Pair, *, misprinted: bool) -> None:
    def named(text: str) -> str:
        return text.replace("@", prefix(number))

    figures = {place(one): one for one in map(figure, named(pair.figures).split("; "))}
    fault = figure(named(pair.fault).removeprefix("-"))
    key = place(fault)
    assert key in figures, "the fault must have a place to go"
    for code in dict.fromkeys(one.indicator for one in figures.values()):
        cells = pair.cells.get(code.replace(prefix(number), "@"), {})
        if code not in {one["indicator"] for one in school.indicators}:
            school.indicator(code, **{name: named(cell) for name, cell in cells.items()})
    if misprinted:
        del figures[key]
        if not pair.fault.startswith("-"):
            figures[key] = fault
    school.figures += figures.values()
    if pair.relation:
        head, operands = named(pair.relation).split(": ")
        kind, severity = head.split()
        cells = pair.cells.get("relation", {})
        school.relation(
            f"r{number}", kind, *operands.split("; "), **{"severity": severity, **cells}
        )
    if standard := pair.cells.get("standard"):
        unit = pair.cells[standard["indicator"]]["unit"]
        row = {"standard_id": f"s{number}", "operator": ">=", "unit": unit, **standard}
        school.standards.append({name: named(cell) for name, cell in row.items()})
    if record := pair.cells.get("record"):
        school.records.append({name: named(cell) for name, cell in record.items()})
    if claim := pair.cells.get("claim"):
        row = {"claim": f"claim_{number}", **claim}
        school.claims.append({name: named(cell) for name, cell in row.items()})


def prefix(number: int) -> str:
    return f"c{number}_"


def captions(*titles: str) -> list[Cells]:
    """Return the titles of a table, in the list of contents and at its place."""
    lists = ("目录", "正文")
    return [
        {"topic": "caption", "item": "表1", "grouping": name, "kind": "表", "detail": title}
        | {"source": name}
        for name, title in zip(lists, titles, strict=True)
    ]


def all_together(data: Path, *, misprinted: bool) -> School:
    school = School(data)
    for number, pair in enumerate(PAIRS):
        add(school, number, pair, misprinted=misprinted)
    school.facts = captions("虚构的表", "另一张表" if misprinted else "虚构的表")
    return school


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return all_together(tmp_path_factory.mktemp("misprinted") / "data", misprinted=True).build()


@pytest.fixture(scope="module")
def found(built: Path) -> list[dict[str, Any]]:
    return ask(built, "from finding order by ordinal")


def test_every_check_is_tried() -> None:
    assert {pair.check for pair in PAIRS} | {"captions"} == {one.check_id for one in audit.checks()}


def test_nothing_is_found_where_everything_holds(tmp_path: Path) -> None:
    assert all_together(tmp_path / "data", misprinted=False).ask("from finding") == []


@pytest.mark.parametrize(
    "number", range(len(PAIRS)), ids=lambda number: f"{PAIRS[number].check}-{number}"
)
def test_a_misprint_is_found_where_it_is(number: int, found: list[dict[str, Any]]) -> None:
    pair = PAIRS[number]
    where = (pair.found or pair.fault.removeprefix("-")).replace("@", prefix(number)).split()
    mine = [row for row in found if (row["indicator"] or "").startswith(prefix(number))]
    of_check = [row for row in mine if row["check_id"] == pair.check]
    assert [(row["indicator"], row["period"] or "-", row["severity"]) for row in of_check] == [
        (where[0], where[1], pair.severity)
    ]
    also = ALSO.get(f"{pair.check} {pair.found.split()[0] if pair.found else ''}")
    assert {row["check_id"] for row in mine} - {pair.check} == ({also} if also else set())


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


def test_a_caption_that_differs_is_found(found: list[dict[str, Any]]) -> None:
    told = [row["arithmetic"] for row in found if row["check_id"] == "captions"]
    assert told == ["「虚构的表」≠「另一张表」"]
    assert len(found) == len(PAIRS) + len(ALSO) + 1


@pytest.mark.parametrize(
    "number", [number for number, pair in enumerate(PAIRS) if not pair.fault.startswith("-")]
)
def test_the_misprinted_figure_is_among_those_in_doubt(number: int, built: Path) -> None:
    pair = PAIRS[number]
    wrong = figure(pair.fault.replace("@", prefix(number)))
    doubted = ask(
        built,
        f"""
        select figure.indicator, figure.period, coalesce(figure.category, '') as category
        from finding
        inner join finding_figure on finding.finding = finding_figure.finding
        inner join observation as figure
            on finding_figure.edition = figure.edition and finding_figure.ordinal = figure.ordinal
        where
            finding.check_id = '{pair.check}'
            and starts_with(finding.indicator, '{prefix(number)}')
        order by finding_figure.position
        """,
    )
    assert wrong.cells().items() >= doubted[0].items() or pair.found
    assert any(wrong.cells().items() >= one.items() for one in doubted)
    assert len({tuple(one.values()) for one in doubted}) == len(doubted)


def test_every_finding_says_what_and_where_in_whole_sentences(found: list[dict[str, Any]]) -> None:
    for row in found:
        assert row["message"].endswith(("。", "）")), row
        assert row["source"], row
    assert len({row["finding"] for row in found}) == len(found)


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


# --- another base -------------------------------------------------------------------------------


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


# --- what the school answers ----------------------------------------------------------------------

DOUBTED = "select indicator, category, corrected from doubted_figure order by all"
ALL_DOUBTED = [
    {"indicator": "all", "category": None, "corrected": False},
    {"indicator": "graded", "category": "乙", "corrected": False},
    {"indicator": "graded", "category": "甲", "corrected": False},
]


def answer(kind: str, finding: str, **cells: str) -> Cells:
    said = {"answer": kind, "answered_by": "教务处", "answered_on": "2025-01-31"}
    return {"finding": finding, "text": "" if kind == "accepted" else "虚构的理由", **said, **cells}


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


# --- breaks in series and revisions ---------------------------------------------------------------

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


# --- names that last ------------------------------------------------------------------------------


def test_a_finding_keeps_its_name_when_rows_move(
    tmp_path: Path, found: list[dict[str, Any]]
) -> None:
    school = all_together(tmp_path / "data", misprinted=True)
    school.figures.reverse()
    school.write()
    folder = school.data / "editions/2024"
    (folder / "figures.csv").rename(folder / "moved.csv")
    names = {row["finding"] for row in ask(build(school.data), "from finding")}
    assert names == {row["finding"] for row in found}


# --- faults in the files of the audit itself ------------------------------------------------------

RELATIONS, OPERANDS = "catalogue/relations.csv", "catalogue/operands.csv"
ANSWERS = "editions/2024/answers.csv"


def _other(rows: list[Cells], number: int, **cells: str) -> None:
    rows[number] = {**rows[number], **cells}


FAULTS: list[tuple[Callable[[School], None], str, int, str, str]] = [
    (lambda one: _other(one.relations, 0, relation="Grades"), RELATIONS, 2, "relation", "小写英文"),
    (lambda one: _other(one.relations, 0, relation=""), RELATIONS, 2, "relation", "不能为空"),
    (lambda one: _other(one.relations, 0, title=""), RELATIONS, 2, "title", "不能为空"),
    (lambda one: _other(one.relations, 0, kind="total"), RELATIONS, 2, "kind", "现为「total」"),
    (lambda one: _other(one.relations, 0, kind="rate"), RELATIONS, 2, "kind", "没有它的 result、"),
    (lambda one: _other(one.relations, 0, kind="range"), RELATIONS, 2, "low", "须填 low 和 high"),
    (lambda one: _other(one.relations, 0, severity="重"), RELATIONS, 2, "severity", "现为「重」"),
    (lambda one: _other(one.relations, 0, scale="百"), RELATIONS, 2, "scale", "不是数字"),
    (lambda one: one.relations.append(one.relations[0]), RELATIONS, 3, "relation", "重复"),
    (lambda one: _other(one.operands, 0, indicator="al"), OPERANDS, 2, "indicator", "应为「all」"),
    (lambda one: _other(one.operands, 1, over="class"), OPERANDS, 3, "over", "现为「class」"),
    (
        lambda one: one.operands.append({**one.operands[0], "relation": "grade"}),
        *(OPERANDS, 4, "relation", "应为「grades」"),
    ),
    (
        lambda one: one.operands.append({**one.operands[0], "role": "total"}),
        *(OPERANDS, 4, "role", "现为「total」"),
    ),
    (lambda one: _other(one.answers, 0, finding="XYZ"), ANSWERS, 2, "finding", "八位"),
    (lambda one: _other(one.answers, 0, finding=""), ANSWERS, 2, "finding", "不能为空"),
    (lambda one: _other(one.answers, 0, answer="yes"), ANSWERS, 2, "answer", "现为「yes」"),
    (lambda one: _other(one.answers, 0, value=""), ANSWERS, 2, "value", "须填更正后的数"),
    (lambda one: _other(one.answers, 0, value="六"), ANSWERS, 2, "value", "不是数字"),
    (lambda one: _other(one.answers, 0, category="丙"), ANSWERS, 2, "category", "没有「丙」的数"),
    (lambda one: _other(one.answers, 0, major="会记"), ANSWERS, 2, "major", "不认识「会记」"),
    (lambda one: _other(one.answers, 0, text=""), ANSWERS, 2, "text", "写明理由"),
    (lambda one: _other(one.answers, 0, answered_by=""), ANSWERS, 2, "answered_by", "不能为空"),
    (lambda one: _other(one.answers, 0, answered_on="昨天"), ANSWERS, 2, "answered_on", "不是日期"),
    (lambda one: _other(one.answers, 0, answer="accepted"), ANSWERS, 2, "value", "请清空"),
    (lambda one: one.answers.append(one.answers[0]), ANSWERS, 3, "finding", "重复"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[1]}-{fault[3]}-{fault[4]}")
def test_a_fault_in_a_file_of_the_audit_is_reported_where_it_is(
    school: School, fault: tuple[Callable[[School], None], str, int, str, str]
) -> None:
    change, file, row, column, message = fault
    corrected = {"indicator": "graded", "period": "2023年", "category": "乙", "value": "6"}
    graded(school).answers = [answer("corrected", "0123abcd", **corrected)]
    change(school)
    with pytest.raises(DataProblems) as caught:
        school.build()
    problems = caught.value.problems
    assert (f"data/{file}", row, column) in [(one.file, one.row, one.column) for one in problems]
    assert message in "".join(one.message for one in problems)
