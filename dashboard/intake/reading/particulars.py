"""The report itself, whose year decides what is asked for, and the school's majors."""

import re
from collections.abc import Mapping
from itertools import islice

from dashboard import paths
from dashboard.contract import columns
from dashboard.contract.faults import CellProblem
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.contract.printed_date import year_of
from dashboard.intake import cell_values
from dashboard.intake.form_columns import AT, CODE, CONTENT, ITEM, NAME, PRINTED
from dashboard.intake.reading.filled_file import FilledFile
from dashboard.intake.reading.intake import Intake, from_row
from dashboard.intake.sheet_table import Record, Table, table_of
from dashboard.text import day, fold, narrow, nearest
from dashboard.xlsx import Grid

MOST_MAJORS = 500
_LONGEST_NAME = 50  # letters of a major
_CONTENT = "content"  # whichever column it stands in


def identify_report(grid: Grid, intake: Intake, *, whole: bool) -> dict[str, Record]:
    """Read the particulars of the report by their codes, and from them the year."""
    labels = columns.labels(columns.EDITION)
    item, content = (ITEM, CONTENT) if whole else (NAME, PRINTED)
    table = table_of(grid, (item, content, CODE), (item, content), intake.faults)
    if table is None:
        return {}
    codes = {fold(label): code for code, label in labels.items()}
    found: dict[str, Record] = {}
    for record in table.records():
        code = codes.get(fold(record.cells[item]))
        if code is None:
            like = nearest(record.cells[item], list(labels.values()))
            record.report(item, f"不认识「{record.cells[item]}」{like or '；'}请改回模板中的项目。")
        elif code in found:
            record.report(item, f"「{labels[code]}」写了两行；请删去一行。")
        else:
            record.cells[_CONTENT] = record.cells[content]
            found[code] = record
    year = found.get("edition")
    text = narrow(year.cells[_CONTENT]).removesuffix("年") if year else ""
    if year and re.fullmatch("[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        made_for = year.cells[CODE].partition(AT)[2]
        if made_for in ("", text):
            intake.year = int(text)
        else:
            year.report(
                content,
                f"这是 {made_for} 年版的模板，年份却成了 {text}；要报 {text} 年的，请下载"
                f" {text} 年版的模板填写，否则请改回 {made_for}。",
            )
    elif year and content not in year.spoilt:
        year.report(content, "报告年份应为四位数字，如 2025；请改正。")
    elif not year:
        intake.faults.append(
            CellProblem(grid.name, 0, 0, f"缺少「{labels['edition']}」一行；请从模板补回。")
        )
    return found


def read_particulars(file: FilledFile, found: Mapping[str, Record]) -> None:
    """Take the particulars of the report; an edition cannot do without its title."""
    labels = file.wanted.edition.columns
    content = CONTENT if file.whole else PRINTED
    if not found:
        return
    row = {
        code: cell_values.one_line(found[code].cells[_CONTENT]) if code in found else ""
        for code in labels
    }
    row |= {
        "edition": str(file.wanted.year),
        "pages": cell_values.page(row["pages"]) or row["pages"],
    }
    if row["published"]:
        row["published"] = day(narrow(row["published"])) or row["published"]
    _remark_on_names(file, row)
    for code in ("title", "school"):
        if not row[code]:
            record = found.get(code, found["edition"])
            record.report(content, f"「{labels[code]}」还没有填；请填写。")
            row[code] = labels[code]  # so that the build does not report it too
    _remark_on_dates(file, row, labels)
    origin = {code: (found.get(code, found["edition"]), content) for code in labels}
    file.intake.add(f"{file.folder}/edition.csv", labels, row, origin)


def _remark_on_dates(file: FilledFile, row: Mapping[str, str], labels: Mapping[str, str]) -> None:
    """Tell of dates of other years than those in which a report of the year comes out."""
    year = file.wanted.year
    for code in ("published", "printed_date"):
        found = year_of(row[code])
        if found not in {None, year, year + 1}:
            when = "早于报告的年份" if found and found < year else "晚于报告的次年"
            file.intake.remarks.append(
                f"「{labels[code]}」{row[code]} {when}（{year} 年版）；请核对是不是写错了年份。"
            )


def _remark_on_names(file: FilledFile, row: Mapping[str, str]) -> None:
    """Tell of a title of another year and of another school: the file may be the wrong one."""
    years = re.findall("(?<![0-9])20[0-9]{2}(?![0-9])", narrow(row["title"]))
    if years and str(file.wanted.year) not in years:
        file.intake.remarks.append(
            f"报告全称「{row['title']}」里没有 {file.wanted.year} 年；请核对是不是填错了年份。"
        )
    last = file.wanted.edition.last
    if last and row["school"] not in ("", last[0]["school"]):
        file.intake.remarks.append(
            f"学校「{row['school']}」与上一版的「{last[0]['school']}」不同；请核对。"
        )


def read_majors(file: FilledFile) -> None:
    """Read the school's majors; without their sheet they stay as they are."""
    listed = file.wanted.majors
    spellings = {row["major"]: row["major"] for row in listed.last}
    for row in listed.last:
        spellings |= dict.fromkeys(filter(None, row["aliases"].split(";")), row["major"])
    table = file.table(listed.title, list(listed.columns.values()), needed=file.whole)
    if table is not None:
        path, known, added = f"{paths.CATALOGUE}/majors.csv", {*spellings}, []
        spellings = {}
        for record in _listed(table, file):
            row = {
                column: cell_values.one_line(record.cells[header])
                for column, header in listed.columns.items()
            }
            if len(row["major"]) > _LONGEST_NAME:
                message = f"专业名称超过 {_LONGEST_NAME} 字；请改短。"
                record.report(listed.columns["major"], message)
            file.intake.add(path, listed.columns, row, from_row(record, listed.columns))
            aliases = re.split("[;；]", row["aliases"])
            spellings |= dict.fromkeys(filter(None, (row["major"], *aliases)), row["major"])
            if row["major"] and not {row["major"], *aliases} & known:
                added.append(row)
        if gone := [row["major"] for row in listed.last if row["major"] not in spellings]:
            names = "」「".join(row["major"] for row in added)
            renamed = f"新出现的「{names}」如果是它改的名，" if added else "改了名的，"
            message = (
                f"以前的报告里有专业「{'」「'.join(gone)}」，名单里却没有了。{renamed}请把旧名写进"
                f"新名那一行的「{listed.columns['aliases']}」；停办的也请保留在名单里。"
            )
            file.intake.faults.append(CellProblem(table.grid.name, 0, 0, message))
            # Told once, not in each of their rows.
            file.intake.gone, spellings = gone, spellings | {name: name for name in gone}
        _remark_on_new(file, added)
    file.majors = {fold(name): major for name, major in spellings.items()}


def _listed(table: Table, file: FilledFile) -> list[Record]:
    """Return the rows of the list of majors, of which no school has hundreds."""
    rows = list(islice(table.records(), MOST_MAJORS + 1))
    if len(rows) > MOST_MAJORS:
        message = f"专业超过 {MOST_MAJORS} 个，其余没有读取；请核对是不是粘贴错了地方。"
        file.intake.faults.append(CellProblem(table.grid.name, rows[-1].row, 0, message))
    return rows[:MOST_MAJORS]


def _remark_on_new(file: FilledFile, added: list[dict[str, str]]) -> None:
    """Name the majors that no report had, and a category that none of them had."""
    categories = {row["major_category"] for row in file.wanted.majors.last}
    for row in added if categories else []:
        category = row["major_category"]
        remark = f"新增专业「{row['major']}」，专业大类「{category}」"
        if category not in categories:
            remark += f"以前没有{nearest(category, sorted(categories)) or '；请核对'}"
        file.intake.remarks.append(remark.rstrip("；") + "。")
