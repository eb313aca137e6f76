"""What is wrong with a list as a whole: another school year, pupils twice, columns out of place."""

import re
from collections import Counter

from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.faults import Refused
from dashboard.records import classes, fitness
from dashboard.records.gathered import Gathered
from dashboard.records.person import Remark
from dashboard.records.row import ListRow
from dashboard.records.when import said_years

_DOUBTED = 0.1  # of the rows: with more in contradiction a file is not what it seems
_FEW = 5
_NOT_ITS_KIND = ("not_a_number", "not_a_time", "not_a_grade")
# A pupil's number that a spreadsheet took for a quantity: it keeps fifteen digits.
_CUT_OFF = re.compile(r"\d(\.\d+)?E\+?\d+|\d{15}0+")


def titles(one: Gathered) -> list[str]:
    """Return the texts that may say when a list was made: names and titles."""
    said = [
        text for name, table, header in one.tables for text in (name, table.name, *header.above)
    ]
    return [*said, *_column_texts(one, "school_year"), *_column_texts(one, "date")]


def _column_texts(one: Gathered, code: str) -> list[str]:
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


def check_year(one: Gathered, school_year: int, said: list[str]) -> None:
    """Refuse a list that says it is of another school year."""
    years = said_years(said)
    fitting = {school_year, school_year + 1}
    stated = {year for year, is_school_year in years if is_school_year}
    named = {year for year, is_school_year in years if not is_school_year}
    wrong = stated - {school_year} if stated else set() if named & fitting else named
    if wrong:
        raise Refused(
            f"这份{RECORD_LISTS[one.kind]}写的是 {'、'.join(map(str, sorted(wrong)))} 年，"
            f"不是 {school_year} 学年的。请核对学年，或换成这一学年的名单。"
        )


def check_cohorts(one: Gathered, school_year: int) -> None:
    """Refuse a list whose years of intake, or of leaving, are those of another school year."""
    other = _cohort_year(one, school_year)
    if other not in (None, school_year):
        raise Refused(
            f"从班级的级别和年级看，这份{RECORD_LISTS[one.kind]}是 {other} 年的，"
            f"不是 {school_year} 学年的。请核对学年，或换成这一学年的名单。"
        )


def _cohort_year(one: Gathered, school_year: int) -> int | None:
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


def drop_twice(one: Gathered) -> None:
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
        file = f"「{other.file}」" if other.file != row.file else ""
        sheet = f"工作表「{other.sheet}」" if other.sheet else ""
        where = f"{file}{sheet}第 {other.number} 行"
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


def _remark_class_twice(one: Gathered, again: Counter[str]) -> None:
    counts = Counter(row.said["class"] or "" for row in one.rows)
    for name, number in again.items():
        if name and number >= _FEW and number >= counts[name] * 0.8:
            message = f"班级「{name[:20]}」出现了两次，只计一次。"
            one.remarks.append(Remark(one.tables[0][0], "", 0, "class_twice", message))


def check_columns(one: Gathered) -> None:
    """Refuse a list of which most rows have words where numbers, times or grades should be."""
    wrong = dict.fromkeys(
        (remark.file, remark.sheet, remark.row)
        for remark in one.remarks
        if remark.code in _NOT_ITS_KIND
    )
    if len(wrong) > max(_FEW, len(one.rows) / 2):
        _, sheet, row = next(iter(wrong))
        where = f"工作表「{sheet}」" if sheet else ""
        raise Refused(
            f"这份{RECORD_LISTS[one.kind]}有 {len(wrong)} 行读不出成绩（如{where}第 {row} 行），"
            "像是各列错了位。请从系统重新导出后再上传。"
        )


def check_grades(one: Gathered) -> None:
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
