"""From the files of one delivery to a list of each kind, within the process that opened them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.faults import Refused
from dashboard.records import classes, files, headings, list_columns, people, strays, whole
from dashboard.records.answered import Answered
from dashboard.records.classes import Majors
from dashboard.records.gathered import Gathered
from dashboard.records.headings import Answers, Header
from dashboard.records.person import COMMON, MEASURES, Remark
from dashboard.records.when import leaving_year, period_of
from dashboard.settings import Records

# Columns of both sexes, and those of one that they stand for.
_BOTH = {"strength": ("pull_ups", "sit_ups"), "run": ("run_1000", "run_800")}


def read(
    delivered: Sequence[tuple[str, bytes]],
    data: Path,
    school_year: int,
    kind: str,
    answered: Answered,
) -> list[dict[str, Any]]:
    """Read a delivery into records for `Listing.from_record`, enrolment first. Raises Refused."""
    setting = settings.read(data).records
    majors = classes.read(data)
    majors.place(answered.classes)
    told, new = list_columns.remembered(data), answered.headings
    known = {one: {**told.get(one, {}), **new.get(one, {})} for one in RECORD_LISTS}
    found: dict[str, Gathered] = {}
    for name, content in delivered:
        _take_file(name, content, kind, known, found)
    return [
        _record(found[one], school_year, setting, majors, answered.class_names)
        for one in RECORD_LISTS
        if one in found
    ]


def _take_file(
    name: str, content: bytes, kind: str, known: Answers, found: dict[str, Gathered]
) -> None:
    try:
        tables = [table for table in files.tables(name, content) if table.rows]
    except Refused as refused:
        raise Refused(f"「{name}」：{refused}") from None
    taken = []
    for table in tables:
        which = kind or headings.kind_of(table, known)
        header = headings.find(table, which, known[which]) if which else None
        if header:
            headings.settle_twice(table, header)
            one = found.setdefault(which, Gathered(which))
            one.tables.append((name, table, header))
            taken.append(one)
        else:
            wanted = RECORD_LISTS[kind] if kind else "四种名单中任何一种"
            skipped = f"这张工作表没有{wanted}的列，没有读取。"
            where = next(iter(found.values()), None)
            if where and any(table.rows):
                where.remarks.append(Remark(name, table.name, 0, "sheet_passed", skipped))
    if not taken:
        wanted = RECORD_LISTS[kind] if kind else "体测、视力、学籍、毕业生四种名单中的任何一种"
        raise Refused(
            f"「{name}」不是{wanted}：没有找到这种名单的列标题。请上传系统导出的原表，"
            "保留列标题所在的行。"
        )


def _record(
    one: Gathered,
    school_year: int,
    setting: Records,
    majors: Majors,
    class_names: Collection[str],
) -> dict[str, Any]:
    said = whole.titles(one)
    whole.check_year(one, school_year, said)
    people.read_rows(one, school_year, leaving_year(said, school_year), setting, majors)
    whole.check_cohorts(one, school_year)
    whole.check_columns(one)
    whole.drop_twice(one)
    whole.check_grades(one)
    strange = strays.forget(one, setting.threshold, majors, class_names)
    persons = [row.said for row in one.rows]
    places = classes.of_enrolment(persons, school_year) if one.kind == "enrolment" else []
    if places:
        majors.place(places)
    names = (*COMMON, *MEASURES[one.kind])
    asked = {
        question.subject: question
        for _, table, header in one.tables
        for question in headings.questions(table, header, _lacking(one, header))
    }
    return {
        "kind": one.kind,
        "school_year": school_year,
        "period": period_of(one.kind, school_year, said, persons),
        "people": {name: [person.get(name) for person in persons] for name in names},
        "remarks": [vars(remark) for remark in dict.fromkeys(one.remarks)],
        "questions": [
            asdict(question)
            for question in (*asked.values(), *strange, *classes.questions(persons, majors))
        ],
        "classes": [asdict(place) for place in places],
        "rows_seen": one.seen,
    }


def _lacking(one: Gathered, header: Header) -> dict[str, str]:
    """Return the columns, with their labels, that a table lacks and that change what is counted."""
    known = list_columns.columns(one.kind)
    one_column = {own for both, owned in _BOTH.items() if both in header.places for own in owned}
    lacking = {
        code: column.label
        for code, column in known.items()
        if column.use == "item" and code not in {*header.places, *one_column}
    }
    for code in ("sex", "grade", "class", "major"):
        without = sum(row.said[code] is None for row in one.rows)
        wanted = code != "major" or one.kind in ("enrolment", "graduates")
        if code == "grade" and one.kind == "graduates":
            wanted = False
        if wanted and code not in header.places and 2 * without > len(one.rows):
            lacking[code] = known[code].label
    for both, owned in _BOTH.items():
        if set(owned) & set(lacking):
            lacking[both] = known[both].label
    return lacking
