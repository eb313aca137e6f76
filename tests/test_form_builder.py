"""What is asked for the next edition, worked out from the real catalogue and made-up ones."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard import paths
from dashboard.contract import columns
from dashboard.contract.faults import DataProblems
from dashboard.ingest.build import build
from dashboard.intake.form_builder import layout
from dashboard.intake.form_columns import indicator_name
from dashboard.intake.form_layout import Layout, Line, Sheet
from tests.real import csv_rows
from tests.schools import Figure, School

EDITION = paths.DATA / "editions" / "2024"
Key = tuple[str, str, str, str]  # indicator, period, major, category


def figures(path: Path) -> list[Key]:
    names = ("indicator", "period", "major", "category")
    return [tuple(row[name] for name in names) for row in csv_rows(path)]  # type: ignore[misc]


def lines(made: Layout) -> Iterator[Line]:
    return (line for sheet in made.sheets for line in sheet.lines)


def sheet(made: Layout, file: str) -> Sheet:
    return next(one for one in made.sheets if one.file == file)


@pytest.fixture(scope="module")
def first() -> Layout:
    """What a school is asked for 2024 that has no edition before it."""
    return layout(paths.DATA, 2024)


@pytest.fixture(scope="module")
def following() -> Layout:
    return layout(paths.DATA, 2025)


# --- the real catalogue ---------------------------------------------------------------------------


def test_every_figure_of_2024_has_its_line(first: Layout) -> None:
    """At its place in its table, or it is one that each school goes on with by itself."""
    files = {path.stem for path in EDITION.glob("*.csv") if "printed,status" in path.read_text()}
    assert {one.file for one in first.sheets} == files
    for one in first.sheets:
        asked = [line.key for line in one.lines]
        printed = figures(EDITION / f"{one.file}.csv")
        assert len(asked) == len(set(asked))
        assert [key for key in asked if key in printed] == [key for key in printed if key in asked]
        for indicator, period, major, category in set(printed) - set(asked):
            (continued,) = (
                line
                for line in one.open
                if (line.indicator, line.period) == (indicator, period)
                and (line.open_category or not category)
                and (line.open_major or not major)
            )
            assert continued.optional


def test_the_next_edition_is_asked_for_all_that_2024_had(following: Layout) -> None:
    """Whatever 2024 printed is asked again, a year later, or has fallen out of a row of years."""
    assert following.previous == 2024
    shown = {
        (line.indicator, line.last_period, line.major, line.category) for line in lines(following)
    }
    gone = {key for one in following.sheets for key in figures(EDITION / f"{one.file}.csv")} - shown
    asked = {(line.indicator, line.category) for line in lines(following)}
    assert {(indicator, category) for indicator, _, _, category in gone} <= asked
    assert {period for _, period, _, _ in gone} == {
        *("2019年", "2020年春季", "2020年秋季", "2021年", "2022届", "2023年")
    }


@pytest.mark.parametrize(
    ("key", "period", "printed"),
    [
        # Printed again: the same year. Printed for the first time: the year before.
        (("fitness_pass_rate_pct", "2023年", "", ""), "2023年", "99.24%"),
        (("fitness_pass_rate_pct", "2024年", "", ""), "2023年", "99.24%"),
        (("form1_graduates", "2024年", "", ""), "2024年", "592"),
        (("form1_graduates", "2025年", "", ""), "2024年", "592"),
        (("student_teacher_ratio", "2025-12-23", "", ""), "2024-12-23", "18:1"),
        (("cooperation_match_rate_pct", "2016—2025届", "", ""), "2016—2024届", "83%以上"),
        (("digital_media_students_prose", "2016年", "数字媒体技术应用", ""), "2016年", "50名"),
        (("aid_recipients", "2024学年第一学期", "", ""), "2023学年第一学期", "60"),
        (("club_members", "2024学年", "", "编程社"), "2023学年", "12"),
        (("programme_students", "2025年", "会计事务", ""), "2024年", "410"),
        (("programme_students", "2025年", "大数据技术应用", ""), "", ""),
        # Counted by hand, a dash, a blank.
        (("teacher_awards_by_level", "2024学年", "", "浙江省"), "2023学年", "2"),
        (("form3_quality_online_courses", "2025年", "", ""), "2024年", "-"),
        (("form2_students_satisfaction_pct", "2025年", "", ""), "2024年", ""),
        # Nobody has split it yet.
        (("graduates", "2025届", "会计事务", ""), "", ""),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_last_years_figure_stands_beside(
    key: Key, period: str, printed: str, following: Layout
) -> None:
    (line,) = (line for line in lines(following) if line.key == key)
    assert (line.last_period, line.last_printed) == (period, printed)


def test_a_clerk_can_get_through_it(following: Layout) -> None:
    assert len(list(lines(following))) < 900
    assert len([line for line in lines(following) if not line.optional]) < 550


@pytest.mark.parametrize(
    ("indicator", "periods"),
    [
        ("fitness_grade_count", {"2024年"}),
        ("fitness_good_rate_pct", {"2024年"}),
        ("myopia_rate_pct", {"2025年春季", "2025年秋季"}),
        ("graduates_enrolled_higher", {"2025届"}),
        ("match_rate_pct", {"2025届"}),
        ("new_students", {"2025年秋季"}),
        ("programme_classes", {"2025年"}),
        ("teacher_awards_listed", {"2024学年"}),
        ("aid_amount_yuan", {"2024学年第一学期", "2024学年第二学期"}),
    ],
)
def test_what_can_be_split_is_asked_for_each_major(
    indicator: str, periods: set[str], following: Layout
) -> None:
    majors = [row["major"] for row in following.majors.last]
    split = [line for line in lines(following) if line.indicator == indicator and line.major]
    assert {line.period for line in split} == periods
    for period in periods:
        categories = {line.category for line in split}
        for category in categories:
            asked = [
                line.major for line in split if (line.period, line.category) == (period, category)
            ]
            assert asked == majors
    # The report prints classes by major; the other splits nobody has to have.
    assert all(line.optional == (indicator != "programme_classes") for line in split)


def test_what_is_split_must_add_up_to_the_school(made_up: Path) -> None:
    """Each count asked for by major is held against the whole school's, and a slip is found."""
    split = {
        (line.indicator, line.period, line.category): line.unit
        for line in lines(layout(made_up, 2025))
        if line.major
        and not line.open_major
        and line.unit in {"人", "元", "项", "班"}
        and line.indicator != "starting_salary_yuan"  # which no major adds to
    }
    folder = made_up / "editions" / "2025"
    shutil.copytree(made_up / "editions" / "2024", folder)
    for path in folder.glob("*.csv"):
        path.unlink()
    edition = (EDITION / "edition.csv").read_text(encoding="utf-8").splitlines()
    row = edition[1].replace("2024", "2025", 1)
    (folder / "edition.csv").write_text(f"{edition[0]}\n{row}\n", encoding="utf-8")
    numbers = {"": 100, "计算机应用": 60, "会计事务": 40}
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns.names(columns.FIGURES), restval="")
        writer.writeheader()
        for place, (indicator, period, category) in enumerate(split):
            for major, number in numbers.items():
                # Of one count a major has too many, of the next too few.
                slip = {"会计事务": (0, 7, -7)[place % 3]}.get(major, 0)
                cells = {"value": str(number + slip), "printed": str(number + slip)}
                writer.writerow(
                    {"indicator": indicator, "period": period, "category": category}
                    | {"major": major, "status": "A", "source": "表1"}
                    | cells
                )
    compared = told(
        build(made_up),
        """
        select indicator, period, coalesce(comparison.category, ''), off
        from comparison inner join operand using (relation, indicator)
        where edition = 2025 and kind = 'sum' and comparison.major is null
            and relation in (select relation from operand where over_what = 'major')
            and role = 'whole'
        """,
    )
    assert {(*key, place % 3 > 0) for place, key in enumerate(split)} == compared


def told(database: Path, sql: str) -> set[tuple[object, ...]]:
    with duckdb.connect(database, read_only=True) as data:
        return set(data.execute(sql).fetchall())


def test_nothing_of_one_school_alone_is_in_the_lines() -> None:
    majors = {
        name for row in csv_rows(paths.DATA / "catalogue" / "majors.csv") for name in row.values()
    }
    asked = csv_rows(paths.DATA / "catalogue" / "lines.csv")
    assert not {cell for row in asked for cell in row.values() if cell} & majors
    for path in EDITION.glob("*.csv"):
        for row in csv_rows(path):
            if "printed" in row and "category" in row and "status" in row:
                own = row["category"] and row["indicator"] in {
                    *("club_members", "cooperation_start_year", "training_people"),
                    *("training_sessions", "studio_visit_capacity", "studio_years_in_use"),
                }
                assert not own or all(line["category"] != row["category"] for line in asked)


def test_the_official_tables_come_last_and_in_their_order(following: Layout) -> None:
    titles = [one.title[:3] for one in following.sheets]
    assert titles[-6:] == [f"附表{n}" for n in range(1, 7)]
    official = {
        row["indicator"]: (row["official_table"], int(row["official_row"] or 0), row["required"])
        for row in csv_rows(paths.DATA / "catalogue" / "indicators.csv")
    }
    for one in following.sheets[-6:]:
        order = [official[line.indicator] for line in one.lines if official[line.indicator][0]]
        assert {table for table, _, _ in order} == {one.title[:3]}
        assert [row for _, row, _ in order] == sorted(row for _, row, _ in order)
        assert len(order) == 2 * max(row for _, row, _ in order)  # two years of each row
    assert all(
        line.required == (official[line.indicator][2] == "true") for line in lines(following)
    )
    assert any("其中：升学人数" in line.official for line in sheet(following, "form_1").lines)


def test_lists_hold_last_years_rows_by_file(following: Layout) -> None:
    lists = {one.file: one for one in following.lists}
    for file in ("facts_prose", "facts_tables", "facts_captions", "claims", "omissions_prose"):
        assert len(lists[file].last) == len(csv_rows(EDITION / f"{file}.csv")), file
        assert lists[file].carries
    assert not lists["answers"].last
    assert not lists["answers"].carries
    titles = [one.title for one in following.sheets] + [one.title for one in following.lists]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= 31 for title in titles)


def test_what_is_shown_for_a_code_leads_back_to_it(following: Layout) -> None:
    for one in following.lists:
        for row in one.last:
            shown = {column: one.shown(column, cell) for column, cell in row.items()}
            assert {column: one.stored(column, cell) for column, cell in shown.items()} == row
    (facts,) = (one for one in following.lists if one.file == "facts_prose")
    assert facts.shown("topic", "honour") == "荣誉"
    assert facts.shown("indicators", "graduates;founded_year") == "毕业生人数；创办年份"
    assert facts.stored("topic", "没有这个词") == "没有这个词"


def test_no_two_columns_of_a_list_are_called_alike(following: Layout) -> None:
    for one in (following.edition, following.majors, *following.lists):
        assert len(set(one.columns.values())) == len(one.columns)
        assert all(one.columns.values())


# --- made-up schools ------------------------------------------------------------------------------


@pytest.fixture
def asking(tmp_path: Path) -> School:
    """Return a school with two majors, one edition and one table."""
    school = School(tmp_path / "data")
    school.majors = [
        {"major": "会计事务", "major_category": "财经商贸类", "aliases": "会计;财会"},
        {"major": "计算机应用", "major_category": "信息技术类"},
    ]
    for code in ("people", "rooms", "clubs", "sessions"):
        school.indicator(code)
    school.sheets = [{"sheet": "table", "title": "表1 人数"}]
    return school


def ask(school: School, *asked: str, year: int = 2025) -> list[Line]:
    """Lay out lines written ``indicator category period by_major``, a dot for nothing."""
    names = ("indicator", "category", "period", "by_major")
    for line in asked:
        words = ["" if word == "." else word for word in line.split()]
        cells = dict(zip(names, words, strict=True))
        school.lines.append({"sheet": "table", "source": "表1 第{n}行", **cells})
    school.write()
    return list(layout(school.data, year).sheets[0].lines)


def test_blocks_go_round_the_majors(asking: School) -> None:
    made = ask(
        asking,
        *("people . {Y}年 also", "rooms . {Y}年 also", "rooms 优秀 {Y}年 ."),
        *("sessions . {Y}年 only", "clubs . {Y}年 only"),
    )
    assert [(line.indicator, line.major, line.category) for line in made] == [
        *(("people", "", ""), ("rooms", "", "")),
        *(("people", "会计事务", ""), ("rooms", "会计事务", "")),
        *(("people", "计算机应用", ""), ("rooms", "计算机应用", "")),
        ("rooms", "", "优秀"),
        *(("sessions", "会计事务", ""), ("clubs", "会计事务", "")),
        *(("sessions", "计算机应用", ""), ("clubs", "计算机应用", "")),
    ]
    assert [line.source for line in made[-4:]] == ["表1 第1行"] * 2 + ["表1 第2行"] * 2
    assert [line.source for line in made[2:6]] == ["表1 分专业"] * 4


def test_open_lines_go_on_with_what_the_edition_before_had(asking: School) -> None:
    asking.figures = [
        Figure("clubs", "2023学年", "12", "编程社"),
        Figure("sessions", "2023学年", "3", "编程社"),
        Figure("clubs", "2023学年", "9", "书法社"),
        Figure("clubs", "2023学年", "20", "合计"),
        Figure("clubs", "2022学年", "7", "早已停办的社"),
    ]
    made = ask(asking, "clubs * {Y-1}学年 .", "sessions * {Y-1}学年 .", "clubs 合计 {Y-1}学年 .")
    assert [(line.indicator, line.category, line.last_printed) for line in made] == [
        *(("clubs", "编程社", "12"), ("sessions", "编程社", "3"), ("clubs", "书法社", "9")),
        ("clubs", "合计", "20"),
    ]
    assert [line.open_category for line in made] == [True, True, True, False]
    assert [line.source for line in made[:3]] == ["表1 第1行", "表1 第1行", "表1 第2行"]
    (continued, other) = layout(asking.data, 2025).sheets[0].open
    assert (continued.indicator, continued.category, other.indicator) == ("clubs", "", "sessions")


def test_majors_as_before_and_by_their_proper_names(asking: School) -> None:
    assert not ask(asking, "rooms . {Y}年 some")  # nobody has printed any
    path = asking.data / "editions" / "2024" / "figures.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        printed = Figure("rooms", "2024年", "3").cells() | {"major": "财会"}
        csv.DictWriter(file, columns.names(columns.FIGURES)).writerow(printed)
    (line,) = layout(asking.data, 2025).sheets[0].lines
    assert (line.major, line.last_printed) == ("会计事务", "3")
    assert line.open_major
    assert line.optional


def test_the_day_of_a_count_moves(asking: School) -> None:
    asking.figures = [Figure("rooms", "2024-12-20", "5")]
    (line,) = ask(asking, "rooms . {Y}-12-23 .")
    assert (line.period, line.last_period, line.last_printed) == ("2025-12-23", "2024-12-20", "5")


def test_two_patterns_that_meet_are_asked_once(asking: School) -> None:
    assert len(ask(asking, "rooms . {Y}年 .", "rooms . 2016年 .", year=2016)) == 1


def test_years_between_may_be_missing(asking: School) -> None:
    asking.figures = [Figure("rooms", "2024年", "5")]
    (line,) = ask(asking, "rooms . {Y}年 .", year=2027)
    assert (line.period, line.last_period, line.last_printed) == ("2027年", "2024年", "5")


def test_an_edition_there_is_is_laid_out_as_a_new_one(asking: School) -> None:
    asking.figures = [Figure("rooms", "2024年", "5"), Figure("rooms", "2025年", "6", edition=2025)]
    (line,) = ask(asking, "rooms . {Y}年 .", year=2025)
    assert line.last_printed == "5"


def test_a_school_without_any_edition(asking: School) -> None:
    ask(asking, "rooms . {Y}年 also", "clubs * {Y}年 .")
    shutil.rmtree(asking.data / "editions" / "2024")
    made = layout(asking.data, 2025)
    assert made.previous is None
    assert [line.major for line in made.sheets[0].lines] == ["", "会计事务", "计算机应用"]
    assert {line.last_period for line in made.sheets[0].lines} == {""}
    assert [one.file for one in made.lists] == [
        *("facts_prose", "facts_tables", "facts_captions", "claims"),
        *("omissions_prose", "omissions_tables", "classes", "answers"),
    ]
    assert not any(one.last for one in (made.edition, *made.lists))


def test_the_mark_of_what_is_required_is_no_part_of_the_name() -> None:
    assert indicator_name("毕业生人数（附表1） *") == "毕业生人数（附表1）"
    assert indicator_name(" 毕业生人数 ") == "毕业生人数"


# --- faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        ("lines", {"sheet": "nowhere"}, "第 2 行「sheet」列：不认识「nowhere」"),
        ("lines", {"indicator": "roms"}, "是否应为「rooms」"),
        ("lines", {"period": "{Y}"}, "时期「{Y}」写法不对"),
        ("lines", {"period": "{Y-1年"}, "时期「{Y-1年」写法不对"),
        ("lines", {"by_major": "each"}, "第 2 行「by_major」列：应为"),
        ("lines", {"source": ""}, "第 2 行「source」列：不能为空"),
        ("sheets", {"sheet": "Table 2"}, "代码「Table 2」只能用小写英文字母"),
        ("sheets", {"sheet": "facts_more"}, "与事实等文件同名"),
        ("sheets", {"title": "表/1"}, "表名须有 1 到 31 个字"),
        ("sheets", {"title": "一" * 32}, "表名须有 1 到 31 个字"),
        ("sheets", {"title": "表1 人数"}, "表名与 第 2 行重复"),
        ("sheets", {"title": "正文说法"}, "模板里另有同名的表"),
        ("sheets", {"title": "填写说明"}, "模板里另有同名的表"),
    ],
)
def test_faults_are_told(asking: School, file: str, row: dict[str, str], said: str) -> None:
    line = {"sheet": "table", "indicator": "rooms", "period": "{Y}年", "source": "表1"}
    if file == "lines":
        asking.lines.append(line | row)
    else:
        asking.sheets.append({"sheet": "other", "title": "其他"} | row)
    asking.write()
    with pytest.raises(DataProblems) as problems:
        layout(asking.data, 2025)
    assert said in str(problems.value)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("", "", True),
        ("also", "", True),
        ("also", "some", True),
        ("only", "some", True),
        ("only", "", False),
        ("some", "", False),
    ],
)
def test_a_figure_is_asked_for_once(asking: School, one: str, other: str, clash: bool) -> None:
    line = {"sheet": "table", "indicator": "rooms", "period": "{Y}年", "source": "表1"}
    asking.lines += [line | {"by_major": one}, line | {"by_major": other}]
    asking.write()
    if not clash:
        layout(asking.data, 2025)
        return
    with pytest.raises(DataProblems, match="与 第 2 行重复"):
        layout(asking.data, 2025)


def test_a_file_that_cannot_be_read_is_told(asking: School) -> None:
    asking.write()
    (asking.data / "catalogue" / "lines.csv").unlink()
    (asking.data / "editions" / "2024" / "figures.csv").write_text("无表头\n", encoding="utf-8")
    with pytest.raises(DataProblems) as problems:
        layout(asking.data, 2025)
    files = {problem.file for problem in problems.value.problems}
    assert files == {"data/catalogue/lines.csv", "data/editions/2024/figures.csv"}
