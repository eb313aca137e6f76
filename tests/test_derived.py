"""Every figure that is worked out, worked out a second time: in plain Python, from the CSV files.

Nothing of the application is used but to get its answer. A query that shows figures of its own
making (its source begins with 据) must have its recomputation here, or the first test fails.
"""

import html
import math
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import paths
from dashboard.ingest.build import build
from dashboard.query import question
from dashboard.query.question import Scope
from dashboard.render import cards
from tests.asking import QUERIES, bindings
from tests.real import csv_rows

EVER = Scope(1900, 2100)
EDITION = paths.DATA / "editions" / "2024"


@pytest.fixture(scope="module")
def built_first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("first") / "data"
    for name in ("catalogue", "editions/2024"):
        shutil.copytree(paths.DATA / name, data / name)
    return build(data)


@pytest.fixture(autouse=True)
def first(built_first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application know the one edition only that is recomputed here."""
    monkeypatch.setattr(paths, "DATABASE", built_first)


Key = tuple[str, str, str, str]  # name of the figure, period, major, category
Naive = dict[Key, float]


def observations() -> list[dict[str, str]]:
    files = [
        path
        for path in sorted(EDITION.glob("*.csv"))
        if not path.name.startswith(
            ("answers", "claims", "classes", "edition", "facts", "omissions")
        )
    ]
    return [row for path in files for row in csv_rows(path)]


ROWS = observations()
VALUES = {
    (row["indicator"], row["period"], row["major"], row["category"]): float(row["value"])
    for row in ROWS
    if row["value"]
}
INDICATORS = {row["indicator"]: row for row in csv_rows(paths.DATA / "catalogue/indicators.csv")}
DERIVED = csv_rows(paths.DATA / "catalogue/derived.csv")
MAJORS = {row["major"]: row for row in csv_rows(paths.DATA / "catalogue/majors.csv")}


def value(indicator: str, period: str, major: str = "", category: str = "") -> float:
    return VALUES[indicator, period, major, category]


def periods(indicator: str) -> list[str]:
    return sorted({row["period"] for row in ROWS if row["indicator"] == indicator})


def worked_out(*codes: str) -> Naive:
    """Divide as the catalogue says, whatever the report prints of both, to the decimals shown."""
    naive = {}
    for row in DERIVED:
        for (indicator, period, major, category), above in VALUES.items():
            below = VALUES.get((row["denominator"], period, major, category))
            if indicator == row["numerator"] and below and row["indicator"] in codes:
                of = float(row["scale"] or 1) * above / below
                naive[row["name"], period, major, category] = of
    return naive


def aid_per_recipient() -> Naive:
    return worked_out("aid_per_recipient_yuan")


def catalogue() -> Naive:
    """Take the newest of each, of the whole school where that is known."""
    newest: Naive = {}
    for row in DERIVED:
        found = worked_out(row["indicator"])
        last = max(found, key=lambda key: (not key[2], key[1], not key[3], list(found).index(key)))
        newest[last] = found[last]
    # Of the whole school year the report leaves the number of recipients blank.
    del newest["人均资助额", "2023学年第二学期", "", ""]
    return newest


def class_size_by_major() -> Naive:
    return worked_out("class_size")


def cooperation_shares() -> Naive:
    of = ("course", "hours", "textbook")
    return worked_out(*(f"cooperative_{what}_share_pct" for what in of))


def coverage() -> Naive:
    """Count the cells of each chapter and form by what stands in them."""
    chapters = [
        *("学校情况", "人才培养", "发展保障", "产教融合", "文化传承", "服务贡献", "政策落实"),
        *("特色创新", "挑战与对策"),
    ]
    forms = [
        *("人才培养质量计分卡", "满意度调查表", "教学资源表", "服务贡献表", "国际影响表"),
        "落实政策表",
    ]
    words = {"A": "已填", "O": "未填", "M": "不适用"}
    counted: Counter[Key] = Counter()
    for row in ROWS:
        if row["source"].startswith("附表"):
            number = int(row["source"][2])
            part = f"附表{number} {forms[number - 1]}"
        else:
            number = int(INDICATORS[row["indicator"]]["chapter"])
            part = f"{'一二三四五六七八九'[number - 1]} {chapters[number - 1]}"
        counted[part, "2024年报告", "", words.get(row["status"], "已填但存疑")] += 1
    for number, chapter in enumerate(chapters):  # a chapter without figures keeps its line
        part = f"{'一二三四五六七八九'[number]} {chapter}"
        if not any(key[0] == part for key in counted):
            counted[part, "2024年报告", "", "已填"] = 0
    return {key: float(count) for key, count in counted.items()}


def employment_shares() -> Naive:
    return worked_out(*(f"{of}_employment_share_pct" for of in ("local", "small_firm", "tertiary")))


def enrolment_growth() -> Naive:
    before, after = (value("form6_full_time_students", year) for year in ("2023年", "2024年"))
    return {("在校生比上一年增长", "2024年", "", ""): 100 * (after - before) / before}


def explore_calculated() -> Naive:
    """Take what the page would ask first: how much has changed since 2022."""
    return {
        (INDICATORS[code]["name"], period, "", ""): value(code, period) - value(code, "2022届")
        for code in ("match_rate_pct", "graduates")
        for period in periods(code)
    }


def featured_position() -> Naive:
    major = "数字媒体技术应用"
    students = value("programme_students", "2024年", major)
    classes = value("programme_classes", "2024年", major)
    all_students = value("programme_students", "2024年")
    all_classes = value("programme_classes", "2024年")
    return {
        ("学生占全校", "2024年", major, ""): 100 * students / all_students,
        ("班级占全校", "2024年", major, ""): 100 * classes / all_classes,
        ("班均人数", "2024年", major, ""): students / classes,
        ("全校班均人数", "2024年", "", ""): all_students / all_classes,
    }


def funding_per_student() -> Naive:
    return worked_out("funding_per_student_yuan")


def _remainder() -> dict[str, float]:
    parts = ("graduates_enrolled_higher", "graduates_employed")
    return {
        cohort: value("graduates", cohort) - sum(value(part, cohort) for part in parts)
        for cohort in periods("graduates")
    }


def graduate_destinations() -> Naive:
    return {
        ("其余毕业生", cohort, "", "其余（报告未列去向）"): people
        for cohort, people in _remainder().items()
    }


def graduate_shares() -> Naive:
    shares = {}
    for cohort, rest in _remainder().items():
        parts = {
            "升入高校": value("graduates_enrolled_higher", cohort),
            "直接就业": value("graduates_employed", cohort),
            "其余（报告未列去向）": rest,
        }
        assert sum(parts.values()) == value("graduates", cohort)
        for part, people in parts.items():
            key = ("占当届毕业生的比例", cohort, "", part)
            shares[key] = 100 * people / value("graduates", cohort)
    return shares


def honours_by_level() -> Naive:
    facts = [row for path in sorted(EDITION.glob("facts*.csv")) for row in csv_rows(path)]
    levels = Counter(
        row["grouping"] for row in facts if (row["topic"], row["kind"]) == ("honour", "学校荣誉")
    )
    return {("列名的学校荣誉", "2024年", "", level): count for level, count in levels.items()}


def industry_mentors() -> Naive:
    return worked_out("mentor_hours_each")


def programme_category_shares() -> Naive:
    students: Counter[str] = Counter()
    for (indicator, _, major, _), people in VALUES.items():
        if indicator == "programme_students" and major:
            students[MAJORS[major]["major_category"]] += int(people)
    assert sum(students.values()) == value("programme_students", "2024年")
    return {
        ("学生占全校比例（按大类）", "2024年", "", name): 100 * people / sum(students.values())
        for name, people in students.items()
    }


def programme_shares() -> Naive:
    whole = value("programme_students", "2024年")
    return {
        ("学生占全校比例", "2024年", major, ""): 100 * people / whole
        for (indicator, _, major, _), people in VALUES.items()
        if indicator == "programme_students" and major
    }


def staff_structure() -> Naive:
    naive = {}
    for indicator in ("staff_by_education", "staff_by_title"):
        listed = sum(people for key, people in VALUES.items() if key[0] == indicator)
        rest = value("full_time_teachers_prose", "2024年") - listed
        if rest:
            naive[INDICATORS[indicator]["name"], "2024年", "", "其余（报告未列）"] = rest
    return naive


def staffing_ratios() -> Naive:
    teachers = ("full_time", "class", "ideology", "pe", "arts")
    return worked_out(
        *("authorised_post_share_pct", "full_time_teacher_share_form6_pct"),
        *(f"students_per_{kind}_teacher" for kind in teachers),
    )


def student_teacher_ratio() -> Naive:
    of_teachers = worked_out("students_per_full_time_teacher")
    return {("在校生÷专任教师", period, "", ""): of for (_, period, *_), of in of_teachers.items()}


def training_people_per_session() -> Naive:
    return worked_out("training_people_per_session")


def training_volume() -> Naive:
    return worked_out("training_hours_per_project")


NAIVE: dict[str, Callable[[], Naive]] = {
    naive.__name__: naive
    for naive in (
        *(aid_per_recipient, catalogue, class_size_by_major, cooperation_shares, coverage),
        *(employment_shares, enrolment_growth, explore_calculated, featured_position),
        *(funding_per_student,),
        *(graduate_destinations, graduate_shares, honours_by_level, industry_mentors),
        *(programme_category_shares, programme_shares, staff_structure, staffing_ratios),
        *(student_teacher_ratio, training_people_per_session, training_volume),
    )
}


def derived(name: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a query that the report does not print."""
    majors = ("数字媒体技术应用",) if name == "featured_position" else ()
    frame = question.run(name, Scope(1900, 2100, majors), **next(bindings(name)))
    if {"source", "value"} <= set(frame.columns):
        for row in frame.to_dict("records"):
            if str(row["source"]).startswith("据"):
                yield {str(column): cell for column, cell in row.items()}


def test_a_place_in_the_school_is_doubted_with_what_it_is_made_of() -> None:
    frame = question.run("featured_position", Scope(1900, 2100, ("会计事务", "数字媒体技术应用")))
    doubted = frame[frame["finding"].notna()]
    # Of 会计事务 the prose prints another number of classes, and the same of pupils.
    assert {*doubted["series"]} == {"班级占全校 · 会计事务", "班均人数 · 会计事务"}
    assert not frame.duplicated("series").any()


def test_every_derived_figure_is_recomputed() -> None:
    assert {name for name in QUERIES if any(derived(name))} | {"featured_position"} == set(NAIVE)


@pytest.mark.parametrize("name", NAIVE)
def test_recomputed(name: str) -> None:
    expected = NAIVE[name]()
    found: dict[Key, tuple[float, int]] = {}
    for row in derived(name):
        figure, period, major, category = (
            text if isinstance(text := row[column], str) else ""
            for column in ("indicator_name", "period", "major", "category")
        )
        number, decimals = row["value"], row["decimals"]
        assert isinstance(number, float | int)
        assert isinstance(decimals, int)
        if row["status"] in ("O", "M"):
            assert math.isnan(number)  # one of its parts is not printed
            continue
        assert not isinstance(row.get("printed"), str), "a worked-out figure is printed nowhere"
        found[figure, period, major, category] = (float(number), decimals)
    assert found.keys() == expected.keys()
    for key, (number, decimals) in found.items():
        # Right to the last digit shown, whether the query rounds or not.
        assert number == pytest.approx(expected[key], abs=0.5000001 * 10**-decimals), key


# --- changes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(1, 7))
def test_change_in_the_forms(number: int) -> None:
    """The last column of an appended table: this year less last, where both are figures."""
    table = f"附表{number}"
    frame = question.run("official_form", EVER, official_table=table)
    found = {
        row["indicator"]: row["difference"]
        for row in frame.to_dict("records")
        if row["period"] == "2024年" and row["difference"] == row["difference"]
    }
    comparable = {row["indicator"] for row in ROWS if row["status"] in ("A", "U")}
    expected = {
        code: value(code, "2024年") - value(code, "2023年")
        for code, row in INDICATORS.items()
        if row["official_table"] == table
        and code in comparable
        and {(code, "2023年", "", ""), (code, "2024年", "", "")} <= VALUES.keys()
    }
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("number", range(1, 7))
def test_filled_lines_of_the_forms(number: int) -> None:
    frame = question.run("official_form_status", EVER).set_index("official_table")
    counted = frame.loc[f"附表{number}"]
    lines = [
        row
        for row in ROWS
        if INDICATORS[row["indicator"]]["official_table"] == f"附表{number}"
        and row["period"] == "2024年"
    ]
    starred = [row for row in lines if INDICATORS[row["indicator"]]["required"] == "true"]
    assert counted["lines"] == len(lines)
    assert counted["dashes"] == sum(row["printed"] == "-" for row in lines)
    assert counted["blanks"] == sum(row["printed"] == "" for row in lines)
    assert counted["filled"] == sum(row["printed"] not in ("-", "") for row in lines)
    assert counted["required_blanks"] == sum(row["printed"] == "" for row in starred)


def test_what_moved_most() -> None:
    frame = question.run("changes", EVER)
    assert len(frame) > 5
    order = list(zip(~frame["is_key"], -frame["extent"], strict=True))
    assert order == sorted(order)
    for row in frame.to_dict("records"):
        major, category = (
            row[column] if isinstance(row[column], str) else "" for column in ("major", "category")
        )
        after = value(row["indicator"], row["period"], major, category)
        before = value(row["indicator"], row["period_before"], major, category)
        assert (row["value"], row["before"]) == (after, before)
        assert row["difference"] == pytest.approx(after - before)
        if row["is_better"] is not None:
            assert row["is_better"] == ((after > before) == (row["direction"] == "up"))
        expected = abs(after - before) if row["unit"] == "%" else 100 * abs(after / before - 1)
        assert row["extent"] == pytest.approx(expected, abs=0.006)
        # 2023年秋季 is held against the autumn before, never against the spring.
        kinds = {re.sub(r"\d{4}", "", row[column]) for column in ("period", "period_before")}
        assert len(kinds) == 1


@pytest.mark.parametrize(
    ("indicator", "period", "before", "kind", "mark"),
    [
        ("form3_simulation_bases", "2024年", "2023年", "good", "▲"),
        ("form6_industry_mentors", "2024年", "2023年", "bad", "▼"),
        ("fitness_good_rate_pct", "2023年", "2022年", "maybe", "可能变差，数有疑"),
        ("myopia_rate_pct", "2024年秋季", "2023年秋季", "gap", "基本持平"),
        ("form3_student_teacher_ratio", "2024年", "2023年", "maybe", "可能变好，数有疑"),
        ("graduates_enrolled_higher", "2024届", "2023届", "plain", "▲"),
        ("starting_salary_yuan", "2024届", "2023届", "gap", "持平"),
    ],
)
def test_change_on_cards(*, indicator: str, period: str, before: str, kind: str, mark: str) -> None:
    frame = question.run("headline", EVER, indicators=[indicator])
    made = cards.card(frame[frame["value"].notna()])
    assert made
    card = cards.as_html([made])
    read = html.unescape(re.sub("<[^>]*>", " ", card))
    assert period in read
    assert f"比{before}的" in card
    assert f'<span class="{kind}"' in card
    assert mark in read
    difference = abs(value(indicator, period) - value(indicator, before))
    decimals = int(INDICATORS[indicator]["decimals"])
    if difference:
        assert f"{difference:,.{decimals}f}" in read
    assert f"{value(indicator, period):,.{decimals}f}" in read
