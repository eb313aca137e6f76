"""From the files of one delivery to a list of each kind, within the process that opened them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.contract.faults import Refused
from dashboard.records import cells, classes, enrolment, files, fitness, headings, vision
from dashboard.records.classes import Majors
from dashboard.records.headings import Header
from dashboard.records.person import COMMON, KINDS, MEASURES, Remark
from dashboard.records.row import ListRow
from dashboard.records.when import period_of, said_years
from dashboard.settings import Records
from dashboard.xlsx.rows import Table

_NOT_A_PERSON = re.compile(
    "合计|总计|小计|平均|说明|备注|填表|注[:：]|审核|制表|最大值|最小值|及格率"
)
_DOUBTED = 0.1  # of the rows: with more in contradiction a file is not what it seems
_FEW = 5
# Columns of both sexes, and those of one that they stand for.
_BOTH = {"strength": ("pull_ups", "sit_ups"), "run": ("run_1000", "run_800")}
# A pupil's number that a spreadsheet took for a quantity: it keeps fifteen digits.
_CUT_OFF = re.compile(r"\d(\.\d+)?E\+?\d+|\d{15}0+")
_IDENTITY = ("number", "name")


@dataclass
class _List:
    """One kind of list while it is read. What tells persons apart stays here, and ends with it."""

    kind: str
    rows: list[ListRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tables: list[tuple[str, Table, Header]] = field(default_factory=list)
    seen: int = 0


def read(
    delivered: Sequence[tuple[str, bytes]],
    data: Path,
    school_year: int,
    kind: str,
    answers: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Read a delivery into records for `Listing.from_record`, enrolment first. Raises Refused."""
    setting = settings.read(data).records
    majors = classes.read(data)
    found: dict[str, _List] = {}
    for name, content in delivered:
        _take_file(name, content, kind, answers, found)
    return [_record(found[one], school_year, setting, majors) for one in KINDS if one in found]


def _take_file(
    name: str, content: bytes, kind: str, answers: Mapping[str, str], found: dict[str, _List]
) -> None:
    try:
        tables = [table for table in files.tables(name, content) if table.rows]
    except Refused as refused:
        raise Refused(f"「{name}」：{refused}") from None
    taken = []
    for table in tables:
        which = kind or headings.kind_of(table, answers)
        header = headings.find(table, which, answers) if which else None
        if header:
            headings.settle_twice(table, header)
            one = found.setdefault(which, _List(which))
            one.tables.append((name, table, header))
            taken.append(one)
        else:
            skipped = (
                f"这张工作表没有{KINDS[kind] if kind else '四种名单中任何一种'}的列，没有读取。"
            )
            where = next(iter(found.values()), None)
            if where and any(table.rows):
                where.remarks.append(Remark(name, table.name, 0, "sheet_passed", skipped))
    if not taken:
        wanted = KINDS[kind] if kind else "体测、视力、学籍、毕业生四种名单中的任何一种"
        raise Refused(
            f"「{name}」不是{wanted}：没有找到这种名单的列标题。请上传系统导出的原表，"
            "保留列标题所在的行。"
        )


def _record(one: _List, school_year: int, setting: Records, majors: Majors) -> dict[str, Any]:
    said = _titles(one)
    _check_year(one, school_year, said)
    _read_rows(one, school_year, setting, majors)
    _check_cohorts(one, school_year)
    _drop_twice(one)
    _check_grades(one)
    people = [row.said for row in one.rows]
    places = classes.of_enrolment(people, school_year) if one.kind == "enrolment" else []
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
        "period": period_of(one.kind, school_year, said, people),
        "people": {name: [person.get(name) for person in people] for name in names},
        "remarks": [vars(remark) for remark in dict.fromkeys(one.remarks)],
        "questions": [
            asdict(question) for question in (*asked.values(), *classes.questions(people, majors))
        ],
        "classes": [asdict(place) for place in places],
        "rows_seen": one.seen,
    }


def _lacking(one: _List, header: Header) -> dict[str, str]:
    """Return the columns, with their labels, that a table lacks and that change what is counted."""
    known = headings.columns(one.kind)
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


def _titles(one: _List) -> list[str]:
    """Return the texts that may say when a list was made: names and titles."""
    said = [
        text for name, table, header in one.tables for text in (name, table.name, *header.above)
    ]
    return [*said, *_column_texts(one, "school_year"), *_column_texts(one, "date")]


def _column_texts(one: _List, code: str) -> list[str]:
    counts: Counter[str] = Counter()
    for _, table, header in one.tables:
        place = header.places.get(code)
        if place is not None:
            counts.update(
                row[place]
                for number, row in table.rows.items()
                if number >= header.first_row and place < len(row) and row[place]
            )
    return [text for text, _ in counts.most_common(1)]


def _check_year(one: _List, school_year: int, said: list[str]) -> None:
    """Refuse a list that says it is of another school year."""
    years = said_years(said)
    fitting = {school_year, school_year + 1}
    stated = {year for year, is_school_year in years if is_school_year}
    named = {year for year, is_school_year in years if not is_school_year}
    wrong = stated - {school_year} if stated else set() if named & fitting else named
    if wrong:
        raise Refused(
            f"这份{KINDS[one.kind]}写的是 {'、'.join(map(str, sorted(wrong)))} 年，"
            f"不是 {school_year} 学年的。请核对学年，或换成这一学年的名单。"
        )


def _read_rows(one: _List, school_year: int, setting: Records, majors: Majors) -> None:
    # Whoever stands in both files counts with the result file's own total.
    one.tables.sort(key=lambda table: "total" not in table[2].places)
    for file, table, header in one.tables:
        columns = headings.columns(one.kind)
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
            row.said |= _measures(row, one.kind, school_year, setting)
            one.rows.append(row)


def _measures(row: ListRow, kind: str, school_year: int, setting: Records) -> dict[str, Any]:
    match kind:
        case "fitness":
            return fitness.measures(row)
        case "vision":
            return vision.measures(row, at_half=setting.myopia_at_half)
        case "enrolment":
            return enrolment.enrolment(row)
        case _:
            return {"cohort": _cohort(row, school_year), **enrolment.graduates(row)}


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
        row.remark("major_unknown", f"专业「{spelt[:20]}」不在专业目录里，没有计入任何专业。")
    row.said |= {
        "school_year": school_year,
        "grade": grade,
        "class": name[:40] or None,
        "major": major or (majors.of_class(school_year, name) if name and not spelt else None),
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


def _cohort(row: ListRow, school_year: int) -> int:
    text = row.text("cohort")
    found = re.search(r"20\d\d", cells.words(text)) if text else None
    return int(found[0]) if found else school_year


def _check_cohorts(one: _List, school_year: int) -> None:
    """Refuse a list whose years of intake, or of leaving, are those of another school year."""
    other = _cohort_year(one, school_year)
    if other not in (None, school_year):
        raise Refused(
            f"从班级的级别和年级看，这份{KINDS[one.kind]}是 {other} 年的，不是 {school_year} "
            "学年的。请核对学年，或换成这一学年的名单。"
        )


def _cohort_year(one: _List, school_year: int) -> int | None:
    """Return the school year in which the classes of a list have the grades that it gives them."""
    if one.kind == "graduates":
        leaving = Counter(row.said["cohort"] for row in one.rows)
        most = leaving.most_common(1)[0][0] if leaving else None
        return school_year if most == school_year + 1 else most
    cohorts = Counter[int]()
    years = Counter[int]()
    for row in one.rows:
        named = classes.cohort(row.said["class"] or "") or row.said.get("intake_year")
        if named:
            cohorts[named] += 1
            if row.said["grade"]:
                years[named + row.said["grade"] - 1] += 1
    # Where the grade is told by the cohort alone: nobody new, and some who should have left.
    ages = {school_year - cohort for cohort in cohorts}
    if 0 not in ages and any(age not in (1, 2) for age in ages):
        return max(cohorts)
    return years.most_common(1)[0][0] if years else None


def _drop_twice(one: _List) -> None:
    """Keep the first row of each pupil, and the first sheet of each class where numbers lack."""
    first: dict[str, ListRow] = {}
    kept, again, cut_off = [], Counter[str](), 0
    for row in one.rows:
        number = row.texts.get("number", "").upper()
        if _CUT_OFF.fullmatch(number):
            number = ""
            cut_off += 1
        named = number or row.texts.get("name")
        same = number or "\0".join(text for _, text in sorted(row.texts.items()))
        other = first.setdefault(same, row) if named else row
        if other is row:
            kept.append(row)
            continue
        again[row.said["class"] or ""] += 1
        differs = "" if _equal(row, other) else "，两行内容不同"
        where = f"{f'工作表「{other.sheet}」' if other.sheet else ''}第 {other.number} 行"
        what = "学籍号" if number else "内容"
        row.remark(
            "pupil_twice", f"与{where}的{what}相同{differs}，按先出现的一行计。", left_out=True
        )
    one.rows = kept
    if cut_off:
        message = f"有 {cut_off} 行的学籍号被存成了数字，末几位丢了，不能用来查重复。"
        one.remarks.append(Remark(one.tables[0][0], "", 0, "numbers_cut_off", message))
    _remark_class_twice(one, again)


def _equal(row: ListRow, other: ListRow) -> bool:
    return row.said == other.said


def _remark_class_twice(one: _List, again: Counter[str]) -> None:
    counts = Counter(row.said["class"] or "" for row in one.rows)
    for name, number in again.items():
        if name and number >= _FEW and number >= counts[name] * 0.8:
            message = f"班级「{name[:20]}」出现了两次，只计一次。"
            one.remarks.append(Remark(one.tables[0][0], "", 0, "class_twice", message))


def _check_grades(one: _List) -> None:
    """Refuse a result file whose grades and totals do not go together in many rows."""
    if one.kind != "fitness":
        return
    wrong = [row for row in one.rows if fitness.contradicts(row)]
    for row in wrong:
        row.remark("grade_contradicts", "总分等级与这一行自己的总分不符，按印的等级计，请核对。")
    if len(wrong) > max(_FEW, _DOUBTED * len(one.rows)):
        raise Refused(
            f"成绩表里有 {len(wrong)} 行的总分等级与总分不符（如第 {wrong[0].number} 行），"
            "像是有一列错了位。请从系统重新导出后再上传。"
        )
