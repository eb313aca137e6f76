"""From the rows of a list to people: who is one, what is known of them, and how they measured."""

import re
from typing import Any

from dashboard.records import cells, classes, enrolment, fitness, list_columns, vision
from dashboard.records.classes import Majors
from dashboard.records.gathered import Gathered
from dashboard.records.row import ListRow
from dashboard.settings import Records

_NOT_A_PERSON = re.compile(
    "合计|总计|小计|平均|说明|备注|填表|注[:：]|审核|制表|最大值|最小值|及格率"
)
_IDENTITY = ("number", "name")


def read_rows(
    one: Gathered, school_year: int, leaving: int, setting: Records, majors: Majors
) -> None:
    """Read the people of every table into ``rows``; the result file first, as it counts.

    ``leaving`` is the year of those graduates of whom the list itself says none.
    """
    # Whoever stands in both files counts with the result file's own total.
    one.tables.sort(key=lambda table: "total" not in table[2].places)
    for file, table, header in one.tables:
        columns = list_columns.columns(one.kind)
        for number, texts in sorted(table.rows.items()):
            if number < header.first_row or not any(texts):
                continue
            row = ListRow(
                file,
                table.name,
                number,
                {code: texts[at] for code, at in header.places.items() if at < len(texts)},
                {
                    code: table.faults[number, at]
                    for code, at in header.places.items()
                    if table.faults and (number, at) in table.faults
                },
                columns,
                one.remarks,
            )
            if not _is_person(row, texts):
                continue
            one.seen += 1
            _common(row, table.name, school_year, setting, majors)
            row.said |= _measures(row, one.kind, leaving, setting)
            one.rows.append(row)


def _measures(row: ListRow, kind: str, leaving: int, setting: Records) -> dict[str, Any]:
    match kind:
        case "fitness":
            return fitness.measures(row)
        case "vision":
            return vision.measures(row, at_half=setting.myopia_at_half)
        case "enrolment":
            return enrolment.enrolment(row)
        case _:
            return {"cohort": _cohort(row, leaving), **enrolment.graduates(row)}


def _is_person(row: ListRow, texts: list[str]) -> bool:
    """Tell a person's row from a sum, a note and the headings repeated on the next page."""
    if row.texts.get("sex") == "性别" or row.texts.get("name") in ("姓名", "学生姓名"):
        return False
    known = any(row.texts.get(code) for code in _IDENTITY)
    if known and not _NOT_A_PERSON.search(row.texts.get("name", "")):
        return True
    if any(_NOT_A_PERSON.search(text) for text in texts if text):
        return False
    if known or sum(bool(text) for text in row.texts.values()) >= 3:
        return True
    row.remark("not_a_person", "这一行看不出是一个人，没有计入。", left_out=True)
    return False


def _common(row: ListRow, sheet: str, school_year: int, setting: Records, majors: Majors) -> None:
    text = row.text("sex")
    sex = cells.sex(text) if text else None
    if sex is None:
        row.remark("sex_missing", "没有可读的性别，只计入不分性别的数。")
    # One class a sheet: its name then stands on the sheet.
    name = row.text("class") or (sheet if "班" in sheet else "") or row.text("class_code")
    graduated = "destination" in row.columns
    grade = None if graduated else _grade(row, name, school_year, setting)
    if grade is None and not graduated:
        row.remark("grade_missing", "没有可读的年级，只计入不分年级的数。")
    spelt = row.text("major")
    major = majors.major(spelt) if spelt else None
    if spelt and major is None:
        row.remark("major_unknown", "「专业」的写法不在专业目录里，没有计入任何专业。")
    row.said |= {
        "school_year": school_year,
        "grade": grade,
        "class": name[:40] or None,
        "major": major
        or (majors.of_class(school_year, grade, name) if name and not spelt else None),
        "sex": sex,
    }


def _grade(row: ListRow, name: str, school_year: int, setting: Records) -> int | None:
    said = row.text("grade")
    if said:
        found = classes.grade(said, setting.grade_codes, school_year)
        if found is None:
            row.remark("grade_unknown", "「年级」的写法看不懂，没有采用。")
        return found
    cohort = classes.grade_of_cohort(classes.cohort(name), school_year)
    taken_in = cells.month(row.text("intake")) if "intake" in row.columns else None
    return (
        classes.grade_word(name)
        or cohort
        or (classes.grade_of_cohort(taken_in[0], school_year) if taken_in else None)
    )


def _cohort(row: ListRow, leaving: int) -> int:
    text = row.text("cohort")
    found = re.search(r"20\d\d", cells.words(text)) if text else None
    return int(found[0]) if found else leaving
