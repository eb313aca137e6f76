"""Every cell of the report's tables, as read twice by other people, against the built file.

The files in ``transcription/`` were typed from the report by people who did not see ``data/``: the
nine tables of the chapters and the six appended forms, as on paper. So a slip of the pen in
``data/editions`` cannot hide, and neither can a cell that nobody entered.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

TRANSCRIPTION = Path(__file__).with_name("transcription")
FORMS = range(1, 7)
SURVEYED = "调查人数"


class Pin(NamedTuple):
    """A figure as it stands on paper, and the key under which the built file must hold it."""

    indicator: str
    period: str
    major: str
    category: str
    printed: str


def paper(name: str) -> list[list[str]]:
    with (TRANSCRIPTION / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_transcription_is_used() -> None:
    used = {f"form_{n}" for n in FORMS} | TABLES.keys() | {"table_2_3"}
    assert {path.stem for path in TRANSCRIPTION.glob("*.csv")} == used


# --- the nine tables of the chapters --------------------------------------------------------------


def conditions(rows: list[list[str]]) -> Iterator[Pin]:
    codes = {
        "生师比": "student_teacher_ratio",
        "学校占地面积": "land_area_m2",
        "生均占地面积": "land_per_student_m2",
        "校舍建筑面积": "building_area_m2",
        "生均建筑面积": "building_per_student_m2",
        "生均教学科研仪器设备值": "equipment_per_student_yuan",
        "生均图书": "books_per_student",
    }
    for _, label, printed, met in rows[1:]:
        name = label.split("（")[0]
        yield Pin(codes[name], "2024-12-23", "", "", printed)
        yield Pin("condition_met", "2024-12-23", "", name, met)


def fitness(rows: list[list[str]]) -> Iterator[Pin]:
    for period, tested, *cells in rows[2:]:
        yield Pin("fitness_tested", period, "", "", tested)
        grades, rest = cells[:8], cells[8:]
        for grade, count, share in zip(
            ("优秀", "良好", "及格", "不及格"), grades[::2], grades[1::2], strict=True
        ):
            yield Pin("fitness_grade_count", period, "", grade, count)
            yield Pin("fitness_grade_share_pct", period, "", grade, share)
        codes = ("pass_count", "pass_rate_pct", "good_count", "good_rate_pct")
        for code, printed in zip(codes, rest, strict=True):
            yield Pin(f"fitness_{code}", period, "", "", printed)


def myopia(rows: list[list[str]]) -> Iterator[Pin]:
    for year, *cells in rows[1:]:
        for season, screened, rate in (("春季", *cells[:2]), ("秋季", *cells[2:])):
            yield Pin("myopia_screened", year + season, "", "", screened)
            yield Pin("myopia_rate_pct", year + season, "", "", rate)


def clubs(rows: list[list[str]]) -> Iterator[Pin]:
    # The column of remarks holds bare numbers whose meaning nobody gives: listed as left out.
    for name, members, *_ in rows[1:]:
        yield Pin("club_members", "2023学年", "", name, members)


def aid(rows: list[list[str]]) -> Iterator[Pin]:
    for when, _, people, money in rows[1:]:
        period = when if when.startswith("2") else "2023学年"
        yield Pin("aid_recipients", period, "", "", people)
        yield Pin("aid_amount_yuan", period, "", "", money)


def graduates(rows: list[list[str]]) -> Iterator[Pin]:
    codes = (
        *("graduates", "graduates_employed", "graduates_enrolled_higher", "match_rate_pct"),
        "starting_salary_yuan",
    )
    for cohort, *cells in rows[1:]:
        for code, printed in zip(codes, cells, strict=True):
            yield Pin(code, cohort, "", "", printed)


def programmes(rows: list[list[str]]) -> Iterator[Pin]:
    for _, major, classes, students in rows[1:]:
        yield Pin("programme_classes", "2024年", major, "", classes)
        yield Pin("programme_students", "2024年", major, "", students)


def funding(rows: list[list[str]]) -> Iterator[Pin]:
    for period, _, amount in rows[1:]:
        yield Pin("funding_10k_yuan", period, "", "", amount)


TABLES = {
    "table_1_1": (conditions, 14),
    "figure_2_5": (fitness, 65),
    "figure_2_6": (myopia, 20),
    "figure_2_21": (clubs, 9),
    "table_2_1": (aid, 6),
    "table_2_2": (graduates, 15),
    "table_3_1": (programmes, 14),
    "table_7_1": (funding, 3),
}


def held(data: duckdb.DuckDBPyConnection, source: str) -> dict[tuple[str, ...], tuple[str, float]]:
    rows = data.execute(
        """
        select indicator, period, coalesce(major, ''), coalesce(category, ''), printed, value
        from observation
        where edition = 2024 and (source = $source or starts_with(source, $source || ' '))
        """,
        {"source": source},
    ).fetchall()
    return {row[:4]: row[4:] for row in rows}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_the_chapters(name: str, school: Path) -> None:
    kind, *number = name.split("_")
    source = ("表" if kind == "table" else "图") + "-".join(number)
    read, cells = TABLES[name]
    pins = list(read(paper(name)))
    assert len(pins) == cells  # nothing skipped on the way
    with duckdb.connect(school, read_only=True) as data:
        figures = held(data, source)
    assert {pin[:4]: (pin.printed, number_in(pin.printed)) for pin in pins} == figures


def number_in(printed: str) -> float | None:
    """Read a printed cell the slow way."""
    if printed in ("", "-"):
        return None
    if printed == "达标":
        return 1
    return float(printed.removesuffix("%").removesuffix(":1"))


def test_calendar(school: Path) -> None:
    """表2-3 holds words: activity by month, mode and department."""
    printed, month = set(), ""
    for when, activity, modes, departments in paper("table_2_3")[1:]:
        month = when.removesuffix("份") or month
        printed |= {(month, activity, mode, departments) for mode in modes.split("、")}
    with duckdb.connect(school, read_only=True) as data:
        facts = data.execute(
            """
            select "grouping", item, kind, detail from fact
            where edition = 2024 and topic = 'calendar'
            """
        ).fetchall()
    assert len(facts) == len(printed) == 25
    assert set(facts) == printed


# --- the six appended forms -----------------------------------------------------------------------


@pytest.mark.parametrize("number", FORMS)
def test_labels_of_the_forms(number: int, school: Path) -> None:
    """Number, label, star and unit of each line; the order is that of the paper."""
    label, meant = "", []
    for no, text, unit, *_ in paper(f"form_{number}")[1:]:
        label = text or label  # hours stand on a second line below the number of courses
        meant.append((no, label.removesuffix("*"), label.endswith("*"), unit))
    if number == 3:
        meant = mended(meant)
    with duckdb.connect(school, read_only=True) as data:
        lines = data.execute(
            """
            select coalesce(official_no, ''), official_label, required,
                case unit when ':1' then '—' else unit end
            from indicator where official_table = $table order by official_row
            """,
            {"table": f"附表{number}"},
        ).fetchall()
    assert lines == meant


FormLine = tuple[str, str, bool, str]
# The scan lost the hours of 在线精品课程, whose unit slid down by a line, and put the running
# numbers 7, 8 and 9 beside other lines than theirs.
LOST = 23
NUMBERS = {21: "", 22: "7", 28: "", 31: "8", 34: "", 38: "9", 40: ""}


def mended(printed: list[FormLine]) -> list[FormLine]:
    """Return the lines of 附表3 as the form has them, from those of the scan."""
    units = [unit for *_, unit in printed]
    block = slice(LOST - 2, LOST + 6)  # 在线精品课程, whose last unit the scan lost
    assert units[block] == ["门", "学时", "人", "门", "门", "门", "门", "门"]
    units.insert(LOST + 6, "门")
    lost = ("", "在线精品课程数", False, "学时")
    lines = [*printed[: LOST - 1], lost, *printed[LOST - 1 :]]
    return [
        (NUMBERS.get(row, no), label, star, unit)
        for row, ((no, label, star, _), unit) in enumerate(zip(lines, units, strict=True), start=1)
    ]


def printed_row(table: str, official: int) -> int:
    """Return on which line of the scan a line of the form stands."""
    return official - 1 if table == "附表3" and official > LOST else official


@pytest.mark.parametrize("number", FORMS)
def test_cells_of_the_forms(number: int, school: Path) -> None:
    table = f"附表{number}"
    head, *lines = paper(f"form_{number}")
    years = [column for column in head if column.endswith("年")]
    expected = {
        (row, head[column]): (line[column], number_in(line[column]))
        for row, line in enumerate(lines, start=1)
        for column in (head.index(year) for year in years)
    }
    assert len(years) == 2
    assert len(expected) == CELLS[number]
    with duckdb.connect(school, read_only=True) as data:
        rows = data.execute(
            """
            select official_row, period, printed, value, status, source
            from observation inner join indicator using (indicator)
            where edition = 2024 and official_table = $table
            """,
            {"table": table},
        ).fetchall()
    assert {(printed_row(table, row[0]), row[1]): row[2:4] for row in rows} == expected
    assert len(rows) == len(expected)
    for row, _, printed, _, status, source in rows:
        assert source == f"{table} 第{printed_row(table, row)}行"
        assert (status == "M", status == "O") == (printed == "-", printed == "")


CELLS = {1: 24, 2: 24, 3: 90, 4: 36, 5: 34, 6: 44}


def test_people_surveyed(school: Path) -> None:
    """附表2 has two columns more; both are blank in print and the text one has no indicator."""
    head, *lines = paper("form_2")
    blank = {
        line[1].removesuffix("*").removeprefix("其中："): line[head.index(SURVEYED)]
        for line in lines
    }
    assert set(blank.values()) == {""}
    assert {line[head.index("调查方式")] for line in lines} == {""}
    with duckdb.connect(school, read_only=True) as data:
        figures = data.execute(
            """
            select category, printed from observation
            where edition = 2024 and indicator = 'survey_respondents'
            """
        ).fetchall()
    assert len(figures) == 12
    assert dict(figures) == blank


def test_nothing_else_claims_to_come_from_these_tables(school: Path) -> None:
    """The cells above are all there are: no row names one of the tables without being pinned."""
    pinned = sum(cells for _, cells in TABLES.values()) + sum(CELLS.values()) + 12
    with duckdb.connect(school, read_only=True) as data:
        found = data.execute(
            """
            select count(*) from observation
            where edition = 2024 and regexp_matches(
                source, '^(附表[1-6]|表1-1|图2-5|图2-6|图2-21|表2-1|表2-2|表3-1|表7-1)( |$)'
            )
            """
        ).fetchone()
    assert found == (pinned,)


# --- prose ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "period", "category", "printed", "value"),
    [
        ("new_students", "2024年秋季", None, "767名", 767),
        ("land_area_mu", "2024年", None, "92.3亩", 92.3),
        ("building_area_prose_m2", "2024年", None, "50614.64平方米", 50614.64),
        ("full_time_teacher_share_pct", "2024年", None, "81.9%", 81.9),
        ("staff_by_education", "2024年", "大学专科", "6人", 6),
        ("staff_by_title", "2024年", "一级职称", "12人", 12),
        ("staff_title_share_pct", "2024年", "二级职称", "23.1%", 23.1),
        ("practice_places", "2024年", None, "520个", 520),
        ("teacher_training_hours_per_year", "2024年", None, "360学时", 360),
        ("moral_education_team", "2023学年", "班主任", "39名", 39),
        ("first_employment_rate_pct", "2024届", None, "99.32%", 99.32),
        ("training_people", "2024年", "做智慧型家长", "1089人", 1089),
        ("training_people", "2024年", None, "2544人", 2544),
        ("training_sessions", "2024年", "影音后期制作", "2期", 2),
        ("studio_visit_capacity", "2024年", "多媒体摄影摄像工作室", "50人", 50),
        ("match_rate_by_programme_pct", "2024年", "信息技术类", "86.1%", 86.1),
    ],
)
def test_figures_in_prose(  # noqa: PLR0917
    indicator: str,
    period: str,
    category: str | None,
    printed: str,
    value: float,
    school: Path,
) -> None:
    with duckdb.connect(school, read_only=True) as data:
        found = data.execute(
            """
            select printed, value from observation
            where edition = 2024 and indicator = $indicator and period = $period
                and category is not distinct from $category
            """,
            {"indicator": indicator, "period": period, "category": category},
        ).fetchall()
    assert found == [(printed, value)]
