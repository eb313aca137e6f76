"""The school's own lists, read as they are handed out; and what is said of those that are wrong.

All of them are made up: see tests/made_up_lists.py.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import paths
from dashboard.contract.faults import Refused
from dashboard.records import cells, classes, list_columns, lists, preview, publishing, reading
from dashboard.records.answered import Answered
from dashboard.records.person import COMMON, MEASURES, ClassPlace, Listing
from tests import made_up_lists as made
from tests import scored_again, workbooks
from tests.amount import exhaustively

YEAR = 2024
DATA = paths.ROOT / "data"
PUPILS = made.school(YEAR, pupils=88)
NOTHING = Answered()


def read(content: bytes, name: str = "名单.xlsx", year: int = YEAR, **more: Any) -> Listing:
    """Read one file within this process."""
    return several([(name, content)], year, **more)[0]


def several(
    files: list[tuple[str, bytes]],
    year: int = YEAR,
    kind: str = "",
    answered: Answered = NOTHING,
) -> list[Listing]:
    records = reading.read(files, DATA, year, kind, answered)
    return [Listing.from_record(json.loads(json.dumps(record))) for record in records]


def codes(listing: Listing) -> list[str]:
    return [remark.code for remark in listing.remarks]


def upload(pupils: int = 20) -> made.Rows:
    return made.fitness_upload(PUPILS[:pupils])


def column(name: str) -> int:
    return made.UPLOAD.index(name)


# --- the lists as they are ------------------------------------------------------------------------

WRITERS: dict[str, Callable[[made.Rows], bytes]] = {
    "名单.xlsx": made.xlsx,
    "名单.xls": made.xls,
    "名单.csv": made.text,
    "gbk.csv": lambda rows: made.text(rows, "gbk"),
    "tabs.xls": lambda rows: made.text(rows, "gbk", "\t"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_file_gives_the_same_people(name: str) -> None:
    rows = upload()
    listing = read(WRITERS[name](rows), name)
    pd.testing.assert_frame_equal(listing.people, read(made.text(rows), "a.csv").people)
    assert (listing.kind, len(listing.people), listing.remarks) == ("fitness", 20, [])


def test_a_list_tells_no_more_of_a_person_than_is_counted() -> None:
    listing = read(made.xlsx(upload()))
    assert list(listing.people.columns) == [*COMMON, *MEASURES["fitness"]]
    told = listing.people.to_csv() + str(listing.remarks) + str(listing.questions)
    assert not any(
        secret in told
        for pupil in PUPILS
        for secret in (pupil.name, pupil.number, pupil.born, "虚构路")
    )


def test_fitness_is_scored_as_when_reckoned_again() -> None:
    listing = read(made.xlsx(made.fitness_upload(PUPILS)))
    for pupil, said in zip(PUPILS, listing.people.to_dict("records"), strict=True):
        v = {
            key: Fraction(str(value))
            for key, value in pupil.values.items()
            if not isinstance(value, bool)
        }
        male = pupil.sex == "男"
        values = {"身高": v["height"], "体重": v["weight"], "肺活量": v["lung"]}
        values |= {"50米跑": v["sprint"], "坐位体前屈": v["reach"], "立定跳远": v["jump"]}
        values["引体向上" if male else "1分钟仰卧起坐"] = v["strength"]
        values["1000米跑" if male else "800米跑"] = v["run"]
        grade = {1: "高一", 2: "高二", 3: "高三"}[pupil.grade]
        total, word = scored_again.total(pupil.sex, grade, values)
        assert (said["total"], said["fitness_grade"]) == (float(total), word)
        assert (said["class"], said["sex"], said["grade"]) == (
            pupil.class_name,
            pupil.sex,
            pupil.grade,
        )


def test_vision_lists_of_both_kinds_give_the_same() -> None:
    ministry = read(made.xlsx(made.vision_upload(PUPILS)))
    screening = read(made.xlsx(made.vision_screening(PUPILS)))
    assert (ministry.period, screening.period) == ("2024学年", "2024年秋季")
    for name in ("acuity", "low_vision", "myopia", "ok_lens", "equivalent_left", "grade", "sex"):
        pd.testing.assert_series_equal(ministry.people[name], screening.people[name])


def test_vision_is_judged_by_its_definitions() -> None:
    listing = read(made.xlsx(made.vision_upload(PUPILS)))
    for pupil, said in zip(PUPILS, listing.people.to_dict("records"), strict=True):
        v = {
            key: float(str(value))
            for key, value in pupil.values.items()
            if not isinstance(value, bool)
        }
        if pupil.values["ok_lens"]:
            assert said["ok_lens"] is True
            assert pd.isna(said["myopia"])
            continue
        worse = min(v["acuity_right"], v["acuity_left"])
        assert said["low_vision"] == (worse < 5)
        degree = (
            "正常" if worse >= 5 else "轻度" if worse > 4.85 else "中度" if worse > 4.55 else "重度"
        )
        assert said["acuity"] == degree
        assert said["myopia"] == any(
            v[f"acuity_{eye}"] < 5 and v[f"sphere_{eye}"] + v[f"cylinder_{eye}"] / 2 <= -0.5
            for eye in ("right", "left")
        )


@pytest.mark.parametrize(("at_half", "myopic"), [("true", True), ("false", False)])
def test_exactly_half_a_dioptre_is_a_setting(tmp_path: Path, at_half: str, myopic: bool) -> None:
    (tmp_path / "school.toml").write_text(f"[records]\nmyopia_at_half = {at_half}\n")
    rows = made.vision_upload(PUPILS[:1])
    rows[1][9:17] = ["4.8", "5.0", -0.25, -0.5, 90, 0, 0, 90]
    rows[1][17] = "否"
    record = reading.read([("a.xlsx", made.xlsx(rows))], tmp_path, YEAR, "", NOTHING)[0]
    assert record["people"]["myopia"] == [myopic]


def test_enrolment_places_the_classes_for_the_lists_delivered_with_it() -> None:
    enrolled, tested = several(
        [("体.xlsx", made.xlsx(upload(88))), ("籍.xlsx", made.xlsx(made.enrolment(PUPILS, YEAR)))]
    )
    assert (enrolled.kind, tested.kind) == ("enrolment", "fitness")
    assert [str(one) for one in tested.people["major"]] == [pupil.major for pupil in PUPILS]
    assert sum(place.persons for place in enrolled.classes) == 88
    assert len(enrolled.classes) == made.CLASSES
    assert not tested.questions


def test_both_enrolment_templates_are_read() -> None:
    current = read(made.xlsx(made.enrolment(PUPILS, YEAR))).people
    older = read(made.xls(made.enrolment_older(PUPILS, YEAR)), "旧.xls").people
    for name in ("grade", "class", "major", "sex", "intake_year", "intake_month", "school_years"):
        pd.testing.assert_series_equal(current[name], older[name])
    assert set(current["household"]) == {"农业户口", "非农业户口"}
    assert older["aid"].sum() == sum(bool(pupil.values["aid"]) for pupil in PUPILS)


def test_graduates_are_read_by_synonyms() -> None:
    people = read(made.xlsx(made.graduates(PUPILS, YEAR))).people
    assert set(people["destination"]) == {"升学", "就业"}
    employed = people[people["destination"] == "就业"]
    assert employed["pay_yuan"].between(2_800, 4_800).all()
    assert employed["matched"].notna().all()
    assert people.loc[people["destination"] == "升学", "pay_yuan"].isna().all()
    assert set(people["cohort"]) == {YEAR}


def test_a_screening_list_that_says_nothing_of_ok_lenses_is_counted() -> None:
    rows = [row[:-1] for row in made.vision_upload(PUPILS)]
    counted = publishing.prepare(DATA, read(made.xlsx(rows)))
    assert counted.persons == len(PUPILS)
    [apart] = [one for one in counted.figures if one.indicator == "vision_ok_lens_count"]
    assert apart.value in (0, None)


@pytest.mark.parametrize(
    ("words", "is_one"), [(("升学", "直接就业", ""), True), (("回家", "医院", "升学"), False)]
)
def test_a_list_of_graduates_may_have_three_columns(words: tuple[str, ...], is_one: bool) -> None:
    """But 去向 heads a list of who is on leave as well: what stands below decides."""
    rows: made.Rows = [["姓名", "专业", "去向"]]
    rows += [
        [pupil.name, pupil.major, words[place % len(words)]] for place, pupil in enumerate(PUPILS)
    ]
    if not is_one:
        with pytest.raises(Refused, match="不是体测、视力、学籍、毕业生"):
            read(made.xlsx(rows))
        return
    listing = read(made.xlsx(rows))
    assert (listing.kind, listing.rows_seen) == ("graduates", len(PUPILS))
    assert listing.people["destination"].value_counts().to_dict() == {"升学": 30, "就业": 29}


def test_a_sheet_a_class_is_one_list() -> None:
    rows = upload(20)
    head = rows[0]
    book = made.xlsx_of({"一班": [head, *rows[1:11]], "二班": [head, *rows[11:]]})
    assert len(read(book).people) == 20


# --- what stands in a cell ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3'45", 225),
        ("3’45”", 225),
        ("3′45″", 225),
        ("3‘45", 225),
        ("3'45''", 225),
        ("3:45", 225),
        ("3分45秒", 225),
        ("3.45", 225),
        ("3.4", 220),
        ("3.05", 185),
        ("4", 240),
        ("３＇４５", 225),
        ("0.15625", 225),
        ("0.00260416666666667", 225),
        ("3'5", 185),
        ("3.75", None),
        ("快", None),
        ("0'00", 0),
        ("-3.4", None),
        ("3'75", None),
        ("", None),
    ],
)
def test_a_run_is_read_however_it_is_written(text: str, seconds: int | None) -> None:
    assert cells.run_seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("31", 1),
        ("32", 2),
        ("33", 3),
        ("高一", 1),
        ("高二年级", 2),
        ("一年级", 1),
        ("中职三年级", 3),
        ("2024级", 1),
        ("23级", 2),
        ("2022", 3),
        ("3", 3),
        ("2019级", None),
        ("41", None),
        ("职高二", 2),
    ],
)
def test_a_grade_is_a_code_a_word_or_a_cohort(text: str, grade: int | None) -> None:
    assert classes.grade(text, ("31", "32", "33"), YEAR) == grade


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        ("24计算机应用1班", 1),
        ("2023级会计2班", 2),
        ("高三（2）班", 3),
        ("高一1班", 1),
        ("三(1)班", 3),
        ("22级数媒1班", 3),
        ("计算机1班", None),
    ],
)
def test_the_name_of_a_class_tells_its_grade(name: str, grade: int | None) -> None:
    rows = upload(1)
    rows[0][0], rows[1][0], rows[1][2] = "不用", "", name
    told = read(made.text(rows), "a.csv", kind="fitness").people["grade"][0]
    assert (None if pd.isna(told) else told) == grade


@pytest.mark.parametrize(
    "names",
    [
        ("24计算机应用1班", "2024级计算机应用1班"),
        ("高一(3)班", "高一（3）班"),
        ("23级 会计1班", "23会计1班"),
    ],
)
def test_one_class_written_in_two_ways_is_one(names: tuple[str, str]) -> None:
    assert classes.key(names[0]) == classes.key(names[1])


@pytest.mark.parametrize(
    ("heading", "kind", "code"),
    [
        ("50米跑(秒)", "fitness", "sprint"),
        ("50米", "fitness", "sprint"),
        ("仰卧起坐", "fitness", "sit_ups"),
        ("一分钟仰卧起坐（女）", "fitness", "sit_ups"),
        ("50米×8往返跑", "fitness", ""),
        ("５０米Ｘ８往返跑", "fitness", ""),
        ("BMI", "fitness", "bmi_given"),
        ("身高(cm)", "fitness", "height"),
        ("1000米跑（男）评分", "fitness", "run_1000_score"),
        ("1000米/800米跑", "fitness", "run"),
        ("总分等级", "fitness", "fitness_grade"),
        ("左眼裸眼视力", "vision", "acuity_left"),
        ("裸眼视力(右)", "vision", "acuity_right"),
        ("右眼屈光球镜S", "vision", "sphere_right"),
        ("左眼 柱镜", "vision", "cylinder_left"),
        ("右眼等效球镜", "vision", "equivalent_right"),
        ("左眼屈光轴位A", "vision", ""),
        ("是否为角膜塑形镜（OK镜）佩戴者", "vision", "ok_lens"),
        ("月发放标准(元)", "enrolment", "aid_month_yuan"),
        ("月薪（元/月）", "graduates", "pay_yuan"),
        ("天气", "fitness", None),
    ],
)
def test_a_heading_is_known_however_it_is_written(
    heading: str, kind: str, code: str | None
) -> None:
    found = list_columns.known(heading, kind)
    used = found if found is None or list_columns.columns(kind)[found].use != "ignored" else ""
    assert used == code


# --- what is not sure is asked --------------------------------------------------------------------


def test_an_unknown_heading_is_asked_with_masked_samples_and_remembered() -> None:
    rows = upload(3)
    rows[0][column("肺活量")] = "肺功能指标"
    asked = [one for one in read(made.xlsx(rows)).questions if one.about == "column"]
    assert [one.subject for one in asked] == ["肺功能指标"]
    assert asked[0].options["lung"] == "肺活量（毫升）"
    assert len(asked[0].samples) == 3
    assert all(one.endswith("*") for one in asked[0].samples)
    said = Answered({"fitness": {"肺功能指标": "lung"}})
    answered = read(made.xlsx(rows), answered=said)
    assert not [one for one in answered.questions if one.about == "column"]
    assert answered.people["tested"].all()


def test_a_question_says_where_its_answer_goes() -> None:
    rows = upload(20)
    rows[0][column("肺活量")] = "肺功能指标"
    told = preview.asked(publishing.prepare(DATA, read(made.xlsx(rows))))
    asked = next(text for text in told if "肺功能指标" in text)
    assert "list_headings.csv：fitness,肺功能指标" in asked
    assert "lung（肺活量（毫升））" in asked


def test_an_answer_is_remembered_in_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    answers = tmp_path / "catalogue" / "list_headings.csv"
    answers.write_text("kind,heading,column\nfitness,肺功能指标,lung\nvision,肺功能指标,\n")
    rows = upload(3)
    rows[0][column("肺活量")] = "肺功能指标"
    record = reading.read([("a.xlsx", made.xlsx(rows))], tmp_path, YEAR, "", NOTHING)[0]
    assert record["people"]["tested"] == [True] * 3
    assert not [one for one in record["questions"] if one["about"] == "column"]


def test_nothing_is_asked_while_nothing_is_missing() -> None:
    rows = upload(3)
    for row, text in zip(rows, ("监护人", "甲", "乙", "丙"), strict=True):
        row.append(text)
    asked = [one for one in read(made.xlsx(rows)).questions if one.about == "column"]
    assert asked == []


def test_a_class_that_nobody_can_place_is_asked_with_what_its_name_speaks_of() -> None:
    asked = {one.subject: one for one in read(made.xlsx(upload(44))).questions}
    assert asked["24会计事务1班"].suggested == "会计事务"
    assert asked["24数字媒体技术应用1班"].suggested == "数字媒体技术应用"
    assert len(asked) == len({pupil.class_name for pupil in PUPILS[:44]})


def test_a_class_that_was_answered_is_placed_in_its_own_grade() -> None:
    """Schools have a class 1 in every grade, each of another major."""
    rows = upload(9)
    for number, row in enumerate(rows[1:]):
        row[0], row[made.UPLOAD.index("班级名称")] = made.CODES[number % 3 + 1], "1班"
    places = [
        ClassPlace(YEAR, 1, "1班", "会计事务", 0),
        ClassPlace(YEAR, 2, "1班", "家政服务与管理", 0),
    ]
    listing = read(made.xlsx(rows), answered=Answered(classes=places))
    by_grade = listing.people.groupby("grade")["major"].first().to_dict()
    assert (by_grade[1], by_grade[2]) == ("会计事务", "家政服务与管理")
    assert [(one.grade, one.subject) for one in listing.questions if one.about == "class"] == [
        (3, "1班")
    ]


def test_every_cause_of_a_remark_has_a_title() -> None:
    code = "".join(path.read_text("utf-8") for path in (paths.CODE / "records").glob("*.py"))
    used = set(re.findall(r"(?:remark\(\s*|, 0, )\"([a-z_]+)\"", code))
    assert used == set(preview._CAUSES)


def test_many_remarks_of_one_cause_are_told_in_one_line() -> None:
    rows = upload(20)
    for row in rows[1:8]:
        row[made.UPLOAD.index("性别")] = ""
    rows[10][column("体重")] = 150
    found = {
        one.title: one for one in preview.causes(publishing.prepare(DATA, read(made.xlsx(rows))))
    }
    [line] = found["没有可读的性别"].told
    assert line.startswith("没有可读的性别：7 处，如 名单.xlsx工作表「SYNTHETIC」第 2 行：")
    assert len(found["不在可能范围里的数"].told) == 1
    assert "第 11 行" in found["不在可能范围里的数"].told[0]


@pytest.mark.parametrize(("text", "seen"), [("张三丰", "张**"), ("330382", "33****"), ("4", "4*")])
def test_a_sample_shows_its_beginning_only(text: str, seen: str) -> None:
    assert cells.masked(text) == seen


# --- bad input ------------------------------------------------------------------------------------


BAD: list[tuple[str, object, str, str]] = [
    ("1000米跑(男)", "0'00", "not_a_time", "tested"),
    ("体重", 150, "out_of_range", "tested"),
    ("身高", 1.72, "out_of_range", "tested"),
    ("肺活量", "很好", "not_a_number", "tested"),
    ("性别", "", "sex_missing", "tested"),
    ("年级编号", "", "grade_missing", ""),
    ("身高", "", "items_lacking", "tested"),
]


@pytest.mark.parametrize(("name", "value", "code", "lost"), BAD)
def test_a_bad_cell_is_named_by_its_row_and_the_rest_counted(
    name: str, value: object, code: str, lost: str
) -> None:
    rows = upload(20)
    at = next(place for place, pupil in enumerate(PUPILS[:20], 1) if pupil.sex == "男")
    rows[at][column(name)] = value
    if name == "年级编号":
        rows[at][2] = "计算机1班"
    listing = read(made.xlsx(rows))
    remark = next(one for one in listing.remarks if one.code == code)
    assert (remark.sheet, remark.row) == (made.LABEL, at + 1)
    assert len(listing.people) == 20
    if lost:
        assert listing.people[lost].sum() == 19


def test_vision_of_fifty_is_not_taken_for_five() -> None:
    rows = made.vision_upload(PUPILS[:5])
    rows[2][9], rows[2][17] = 50, "否"
    listing = read(made.xlsx(rows))
    assert [(one.code, one.row) for one in listing.remarks] == [
        ("out_of_range", 3),
        ("eye_not_known", 3),
    ]
    assert pd.isna(listing.people["low_vision"][1])
    assert pd.isna(listing.people["acuity_right"][1])


def test_vision_below_three_is_entered_as_nought() -> None:
    rows = made.vision_upload(PUPILS[:1])
    rows[1][9], rows[1][17] = 0, "否"
    people = read(made.xlsx(rows)).people
    assert (people["acuity"][0], people["acuity_right"][0]) == ("重度", 0)


def test_who_is_exempt_is_enrolled_and_not_tested() -> None:
    rows = upload(20)
    rows[4][column("身高")] = "免体"
    people = read(made.xlsx(rows)).people
    assert people["exempt"].sum() == 1
    assert people["tested"].sum() == 19


def test_a_pupil_twice_is_counted_once() -> None:
    rows = upload(20)
    listing = read(made.xlsx([*rows, rows[3], [*rows[4][:9], 199, *rows[4][10:]]]))
    assert len(listing.people) == 20
    assert listing.rows_seen == 22
    assert [(one.code, one.row, one.left_out) for one in listing.remarks] == [
        ("pupil_twice", 22, True),
        ("pupil_twice", 23, True),
    ]
    assert "第 4 行" in listing.remarks[0].text
    assert "内容不同" in listing.remarks[1].text


@pytest.mark.parametrize("numbers", [(3.30382200801011e17,) * 3, ("3.30382E+17",) * 3])
def test_numbers_that_excel_cut_off_make_nobody_a_double(numbers: tuple[object, ...]) -> None:
    rows = upload(3)
    for row, number in zip(rows[1:], numbers, strict=True):
        row[3] = number
    listing = read(made.xlsx(rows))
    assert len(listing.people) == 3
    assert codes(listing) == ["numbers_cut_off"]


def test_a_class_twice_is_counted_once() -> None:
    rows = upload(88)
    once = [row for row in rows[1:] if row[2] == rows[1][2]] * 6
    for place, row in enumerate(once):
        once[place] = [*row[:3], f"SYN{place % 6}", *row[4:]]
    listing = read(made.xlsx_of({"甲": [rows[0], *once[:6]], "乙": [rows[0], *once[:6]]}))
    assert len(listing.people) == 6
    assert "class_twice" in codes(listing)


def test_two_headings_alike_are_refused_unless_they_hold_the_same() -> None:
    rows = [[*row, row[column("身高")]] for row in upload(5)]
    assert len(read(made.xlsx(rows)).people) == 5
    rows[2][-1] = 111
    with pytest.raises(Refused, match=r"身高.*不止一次.*J 列、T 列"):
        read(made.xlsx(rows))


def test_the_list_of_another_school_year_is_refused() -> None:
    with pytest.raises(Refused, match="2024 年的，不是 2023"):
        read(made.xlsx(upload()), year=2023)
    title: made.Rows = [[f"2022-2023学年体质健康测试（{made.LABEL}）"], *upload()]
    with pytest.raises(Refused, match="2022 年，不是 2024"):
        read(made.xlsx(title))


def test_an_enrolment_list_of_the_year_before_is_refused() -> None:
    before = made.school(YEAR - 1, pupils=88)
    with pytest.raises(Refused, match="2023 年的，不是 2024"):
        read(made.xlsx(made.enrolment(before, YEAR - 1)))
    leaving = [pupil for pupil in PUPILS if pupil.grade == 3]
    assert len(read(made.xlsx(made.enrolment(leaving, YEAR))).people) == len(leaving)


def test_headings_in_three_rows_are_one() -> None:
    rows: made.Rows = [
        ["班级", "姓名", "性别", "视力检查", "", "屈光检查", "", "", "", "", "", "备注"],
        ["", "", "", "裸眼视力", "", "右眼", "", "", "左眼", "", "", ""],
        ["", "", "", "右眼", "左眼", *["球镜", "柱镜", "轴位"] * 2, ""],
    ]
    rows += [
        [pupil.class_name, pupil.name, pupil.sex, "4.8", "4.9", -1, -0.5, 180, -0.25, 0, 90, ""]
        for pupil in PUPILS[:5]
    ]
    people = read(made.xlsx(rows)).people
    assert list(people["sex"]) == [pupil.sex for pupil in PUPILS[:5]]
    assert list(people["equivalent_right"]) == [-1.25] * 5
    assert people["myopia"].all()


def test_without_name_or_number_no_row_is_taken_for_another() -> None:
    rows = [[*row[:3], "", "", "", *row[6:]] for row in [*upload(2), upload(1)[1]]]
    rows[0] = list(made.UPLOAD)
    assert len(read(made.xlsx(rows)).people) == 3


def test_a_result_file_counts_with_its_own_grades_and_says_where_it_is_wrong() -> None:
    right = read(made.xlsx(made.fitness_upload(PUPILS))).people
    totals = [
        (f"{total:.1f}", word)
        for total, word in zip(right["total"], right["fitness_grade"], strict=True)
    ]
    assert read(made.xlsx(made.fitness_result(PUPILS, totals))).remarks == []
    totals[3] = ("91.0", "优秀")
    totals[5] = (totals[5][0], "优秀")
    listing = read(made.xlsx(made.fitness_result(PUPILS, totals)))
    found = {(one.code, one.row) for one in listing.remarks}
    assert found >= {("total_differs", 5), ("grade_differs", 5), ("grade_contradicts", 7)}
    assert listing.people["fitness_grade"][3] == "优秀"
    assert listing.people["grade_computed"][3] == right["fitness_grade"][3]
    with pytest.raises(Refused, match="错了位"):
        read(made.xlsx(made.fitness_result(PUPILS, [("50.0", "优秀")] * len(PUPILS))))


def test_a_formula_counts_with_its_value_and_not_without() -> None:
    def sheet(height: str) -> bytes:
        row = upload(1)[1]
        head = "".join(workbooks.text(f"{letter}1", name) for letter, name in LETTERED)
        cells_ = "".join(
            height if letter == "J" else workbooks.text(f"{letter}2", str(value))
            for (letter, _), value in zip(LETTERED, row, strict=True)
        )
        xml = workbooks.data(f'<row r="1">{head}</row>', f'<row r="2">{cells_}</row>')
        return workbooks.packed(workbooks.parts({"甲": xml}))

    counted = read(sheet('<c r="J2"><f>160+1</f><v>161</v></c>'))
    assert counted.people["height_cm"][0] == 161
    empty = read(sheet('<c r="J2"><f>160+1</f></c>'))
    first = empty.remarks[0]
    assert (first.code, first.sheet, first.row) == ("unreadable", "甲", 2)
    reaching = read(sheet('<c r="J2"><f>[1]a!A1</f><v>161</v></c>'))
    assert codes(reaching)[0] == "unreadable"


LETTERED = list(zip("ABCDEFGHIJKLMNOPQRS", made.UPLOAD, strict=True))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (made.text([["甲", "乙"], [1, 2]]), "不是体测、视力、学籍、毕业生"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "打不开|损坏"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_none_of_the_four_lists_is_said_to_be_none(content: bytes, said: str) -> None:
    name = "名单.csv" if content.startswith(b"\xef") else "名单.xlsx"
    with pytest.raises(Refused, match=said):
        read(content, name)


def test_sums_notes_and_headings_repeated_are_no_persons() -> None:
    rows = upload(10)
    tail: made.Rows = [
        list(rows[0]),
        ["合计", "", "", "", "", "", "", "", "", 170],
        ["注：全部已测"],
    ]
    listing = read(made.xlsx([*rows, *tail]))
    assert (len(listing.people), listing.rows_seen) == (10, 10)


@pytest.mark.parametrize(
    ("text", "destination"),
    [
        ("待就业", "未就业"),
        ("尚未就业", "未就业"),
        ("暂不就业", "未就业"),
        ("灵活就业", "就业"),
        ("未升学", None),
        ("升学（高职）", "升学"),
    ],
)
def test_a_word_that_is_turned_round_does_not_count_as_itself(
    text: str, destination: str | None
) -> None:
    rows: made.Rows = [["姓名", "专业名称", "毕业去向", "单位名称"]]
    rows += [[pupil.name, pupil.major, text, ""] for pupil in PUPILS[:3]]
    told = read(made.xlsx(rows)).people["destination"][0]
    assert (None if pd.isna(told) else told) == destination


@pytest.mark.parametrize(
    ("title", "period"), [("2025届毕业生去向", "2025届"), ("毕业生去向", "2024届")]
)
def test_the_title_tells_when_graduates_leave(title: str, period: str) -> None:
    rows: made.Rows = [[title], ["姓名", "专业名称", "毕业去向", "单位名称"]]
    rows += [[pupil.name, pupil.major, "升学", ""] for pupil in PUPILS[:3]]
    assert read(made.xlsx(rows)).period == period


def test_a_name_in_a_column_of_words_or_classes_goes_no_further() -> None:
    """Words, classes and majors are written down by name; cells that have moved hold others."""
    rows = made.enrolment(PUPILS, YEAR)
    astray = ("学生类别", "班级名称", "专业简称", "户口性质")
    names = ("虚某甲", "虚某乙", "虚某丙", "虚某丁")
    for row, heading, name in zip(rows[1:], astray, names, strict=False):
        row[0] = row[rows[0].index(heading)] = name
    rows[5][rows[0].index("班级名称")] = "G330382200801011234"
    record = json.dumps(
        reading.read([("a.xlsx", made.xlsx(rows))], DATA, YEAR, "", NOTHING), ensure_ascii=False
    )
    assert not [name for name in names if name in record]
    assert "330382200801011234" not in record
    assert record.count('"not_a_class"') == 2


SMALL = "机电24-1"  # a class of two pupils, of a major that is not in the catalogue


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        *(
            (name, True)
            for name in ("24会计1", "24数媒平面2401", "高一（3）班", "高一3", "2401", "一班")
        ),
        *((name, True) for name in ("24级1班", "会计班", "3", "A2", "JD24-1", "2024级机电1班")),
        *(
            (name, False)
            for name in (SMALL, "虚某2", "虚某甲01", "24级虚某", "高一鸣2", "鲁班", "班超2")
        ),
        *((name, False) for name in ("xuniu2", "20080101", "高一", "2班虚某")),
    ],
)
def test_a_class_of_few_that_looks_like_none_is_asked_about_and_goes_no_further(
    name: str, is_taken: bool
) -> None:
    rows = upload(40)
    for row in rows[1:3]:
        row[column("班级名称")] = name
    found = read(made.xlsx(rows))
    asked = [one for one in found.questions if one.about == "class_name"]
    assert (name in {*found.people["class"].dropna()}) == is_taken == (not asked)
    if not is_taken:
        assert name not in f"{found.people.to_csv()}{found.remarks}{found.questions}"
        assert [
            one.subject.startswith("名单.xlsx工作表「SYNTHETIC」第 2 行「") for one in asked
        ] == [True]
        assert codes(found).count("not_a_class") == asked[0].persons == 2


def test_a_class_that_looks_like_none_is_taken_once_somebody_has_looked() -> None:
    rows = upload(40)
    for row in rows[1:3]:
        row[column("班级名称")] = SMALL
    files = [("体测.xlsx", made.xlsx(rows))]
    [asked] = [one for one in several(files)[0].questions if one.about == "class_name"]
    answered = Answered(class_names=[asked.subject])
    again = several(files, answered=Answered.from_record(answered.as_record()))[0]
    assert (again.people["class"] == SMALL).sum() == 2
    assert SMALL in [one.subject for one in again.questions if one.about == "class"]
    known = Answered(classes=[ClassPlace(YEAR, 1, SMALL, "计算机应用", 0)])
    assert not [one for one in several(files, answered=known)[0].questions if one.subject == SMALL]
    rows[1][column("姓名")] = SMALL  # of whoever is called so, nobody is asked by name
    own = several([("体测.xlsx", made.xlsx(rows))])[0]
    assert SMALL not in f"{own.people.to_csv()}{own.remarks}{own.questions}"


def test_a_column_of_names_is_not_asked_about_one_by_one() -> None:
    rows = upload(40)
    for number, row in enumerate(rows[1:]):
        row[column("班级名称")] = f"虚某{number}"
    found = read(made.xlsx(rows))
    assert codes(found).count("not_a_class") == 40
    assert not [one for one in found.questions if one.about == "class_name"]


def test_columns_out_of_place_are_refused() -> None:
    rows = upload(20)
    for row in rows[1:]:
        row[column("身高") :] = ["正常", *row[column("身高") : -1]]
    with pytest.raises(Refused, match=f"「{made.LABEL}」第 2 行.*错了位"):
        read(made.xlsx(rows))


def test_a_pupil_of_another_file_is_named_by_that_file() -> None:
    [listing] = several([("甲.xlsx", made.xlsx(upload(3))), ("乙.xlsx", made.xlsx(upload(2)))])
    assert {"「甲.xlsx」" in one.text for one in listing.remarks if one.code == "pupil_twice"} == {
        True
    }


def test_made_up_lists_to_try_the_way_in_with_are_read_as_the_four_kinds(tmp_path: Path) -> None:
    made.main([str(tmp_path), str(YEAR), "--pupils", "88"])
    found = several([(path.name, path.read_bytes()) for path in sorted(tmp_path.iterdir())])
    assert {one.kind for one in found} == {"enrolment", "fitness", "vision", "graduates"}
    assert all(path.name.startswith(made.LABEL) for path in tmp_path.iterdir())


# --- the process apart ----------------------------------------------------------------------------


def test_a_list_is_read_in_a_process_apart_and_leaves_no_name(tmp_path: Path) -> None:
    content = made.xlsx(upload())
    listing = lists.read([("名单.xlsx", content)], DATA, YEAR)[0]
    pd.testing.assert_frame_equal(listing.people, read(content).people)
    code = (
        "import sys, pathlib; from dashboard.records import lists;"
        "content = pathlib.Path(sys.argv[1]).read_bytes();"
        "lists.read([('a.xlsx', content)], pathlib.Path(sys.argv[2]), int(sys.argv[3]))"
    )
    source = tmp_path / "list.xlsx"
    source.write_bytes(content)
    empty = tmp_path / "tmp"
    empty.mkdir()
    subprocess.run(
        [sys.executable, "-c", code, str(source), str(DATA), str(YEAR)],
        cwd=paths.ROOT,
        env={**os.environ, "TMPDIR": str(empty)},
        check=True,
    )
    assert list(empty.iterdir()) == []


def test_a_failure_tells_nothing_of_what_it_failed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as refused:
        lists.read([("名单.xlsx", b"PK" + "虚构00001".encode())], DATA, YEAR)
    assert "虚构00001" not in str(refused.value)


@pytest.mark.parametrize("year", [2024, *exhaustively(*made.YEARS[:-1])])
def test_lists_of_full_size_are_read_whole(year: int) -> None:
    pupils = made.school(year)
    listing = read(made.text(made.fitness_upload(pupils)), "a.csv", year)
    assert len(listing.people) == made.PUPILS
    assert listing.people["class"].nunique() == made.CLASSES
    assert listing.people["tested"].all()
