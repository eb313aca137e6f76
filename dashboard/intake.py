"""What the office filled in, read into the files of an edition; each fault told with its cell.

Nothing is written into the school's data: the files go into a folder apart, where they are read
and checked as those of every other edition are.
"""

import csv
import hashlib
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from dashboard import catalogue, csv_table, editions, observations, typed, workbook
from dashboard import layout as asked_for
from dashboard.catalogue import OPEN
from dashboard.cells import day, nearest
from dashboard.labels import STATUS
from dashboard.layout import (
    AT,
    CARRY,
    CATEGORY,
    CODE,
    CONTENT,
    ITEM,
    LAST,
    MAJOR,
    NAME,
    NO,
    NOTE,
    PAGE,
    PERIOD,
    PRINTED,
    SOURCE,
    UNIT,
    VALUE,
    YES,
    Layout,
    Line,
    ListSheet,
    Sheet,
)
from dashboard.period import FIRST_YEAR, LAST_YEAR, parse_period
from dashboard.problems import Problem
from dashboard.ruled import Fault, Record, Table, fold, narrow, table_of
from dashboard.workbook import Grid, Refused

Rows = list[dict[str, str]]
Key = tuple[str, str, str, str]  # indicator, period, major, category

_MANY = 200  # faults, beyond which no more words are looked for that may have been meant
_CONTENT = "content"  # of the particulars, whichever column it stands in
_FILLED = (PRINTED, VALUE, asked_for.STATUS, NOTE, PAGE)
_HEADERS = {  # where the cell of each column of a file of figures stands on the sheet
    "indicator": NAME,
    "period": PERIOD,
    "major": MAJOR,
    "category": CATEGORY,
    "value": VALUE,
    "printed": PRINTED,
    "status": asked_for.STATUS,
    "source": SOURCE,
    "page": PAGE,
    "note": NOTE,
}
_STATUS_CODES = {fold(word): code for code, word in STATUS.items()} | {
    fold(code): code for code in STATUS
}


@dataclass
class Intake:
    """An edition as it was filled in.

    ``files`` holds the rows by the name of the file below the data folder; ``faults`` what must be
    mended before anything can be made of it, ``remarks`` what the office should know.
    """

    year: int = 0
    files: dict[str, tuple[tuple[str, ...], Rows]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    filled: int = 0
    gone: list[str] = field(default_factory=list)  # majors that are no longer in the school's list
    # By file and row there: for each column the row of the sheet it came from, and the header.
    origins: dict[tuple[str, int], dict[str, tuple[Record, str]]] = field(default_factory=dict)

    def add(
        self,
        file: str,
        columns: Iterable[str],
        row: dict[str, str],
        origin: dict[str, tuple[Record, str]],
    ) -> None:
        """Add a row to a file, and keep in mind where its cells came from."""
        rows = self.files.setdefault(file, (tuple(columns), []))[1]
        rows.append(row)
        self.origins[file, len(rows) + 1] = origin


def _from(record: Record, headers: Mapping[str, str]) -> dict[str, tuple[Record, str]]:
    return {column: (record, header) for column, header in headers.items()}


def read(path: Path, name: str, data: Path) -> Intake:
    """Read a workbook or a CSV file called ``name`` against what the school's data asks for.

    Raises Refused, in Chinese, where the file cannot be read at all, and DataProblems where the
    school's own data is faulty.
    """
    whole = Path(name).suffix.lower() != ".csv"
    return understand((workbook if whole else csv_table).read(path), data, whole=whole)


def understand(grids: list[Grid], data: Path, *, whole: bool = True) -> Intake:
    """Read sheets against what the school's data asks for; all of them where ``whole``.

    Raises as ``read``.
    """
    taken = Intake()
    by_name: dict[str, Grid] = {}
    for grid in grids:
        if (first := by_name.setdefault(fold(grid.name), grid)) is not grid:
            message = f"与工作表「{first.name}」同名，分不清该读哪一张；请删去或改名其中一张。"
            taken.faults.append(Fault(grid.name, 0, 0, message))
    book = by_name.get(fold(asked_for.EDITION))
    if book is None:
        raise Refused(
            f"没有工作表「{asked_for.EDITION}」，看不出是哪一年的报告；"
            "请用本看板的模板填写，不要删去或改名工作表。"
            if whole
            else f"没有「{asked_for.SHEET}」一列为「{asked_for.EDITION}」的行，"
            "看不出是哪一年的报告；请用本看板的 CSV 模板填写。"
        )
    labels = asked_for.EDITION_ITEMS
    particulars = _particulars(book, labels, taken, whole=whole)
    if not taken.year:
        return taken
    wanted = asked_for.layout(data, taken.year)
    reader = _Reader(taken, wanted, by_name, whole=whole)
    reader.edition(particulars)
    reader.majors(data)
    for sheet in wanted.sheets:
        reader.figures(sheet)
    for listed in wanted.lists:
        reader.listed(listed)
    reader.remark()
    order = {fold(grid.name): place for place, grid in enumerate(grids)}
    taken.faults.sort(key=lambda fault: (order.get(fold(fault.sheet), 0), fault.row, fault.column))
    return taken


def stage(taken: Intake, data: Path, staged: Path) -> None:
    """Make the whole of the next data folder at ``staged``, and check it as a build would.

    Faults found are added to ``taken``, with the cells they come from.
    """
    for folder in (catalogue.FOLDER, editions.FOLDER):
        shutil.copytree(data / folder, staged / folder, dirs_exist_ok=True)
    for file, (columns, rows) in taken.files.items():
        place = staged / file
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8", newline="") as output:
            writer = csv.DictWriter(output, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    # A sheet that is left empty is an edition without that table.
    for path in (staged / editions.FOLDER / str(taken.year)).glob("*.csv"):
        if len(path.read_bytes().splitlines()) <= 1:
            path.unlink()
    found: list[Problem] = []
    known = catalogue.read_catalogue(staged, found)
    editions.read_editions(staged, known, found)
    told = {(fault.sheet, fault.row) for fault in taken.faults}
    for problem in found:
        fault = _origin(problem, taken)
        # What misses a figure misses it only because that figure's own fault is told already.
        follows = told and (problem.file.endswith("answers.csv") or not fault.sheet)
        is_gone = any(f"「{name}」" in problem.message for name in taken.gone)
        follows = follows or (problem.column == "major" and is_gone)
        if not follows and (fault.sheet, fault.row) not in told:
            taken.faults.append(fault)


def _origin(problem: Problem, taken: Intake) -> Fault:
    """Turn a fault of a file into one of the cell it was written from."""
    file = problem.file.partition("/")[2]
    origin = taken.origins.get((file, problem.row))
    if origin is None:
        return Fault("", 0, 0, str(problem))
    message = re.sub(
        r"(?<![\w「])([a-z_]+)(?![\w.])",
        lambda word: f"「{origin[word[1]][1]}」" if word[1] in origin else word[0],
        problem.message,
    )
    message = re.sub(
        r"(?<![A-Za-z「])([AOMBDU])(?![A-Za-z])", lambda code: f"「{STATUS[code[1]]}」", message
    )
    message = re.sub(
        r"第 (\d+) 行",
        lambda number: _row_of(taken, file, int(number[1])) or number[0],
        message,
    )
    message = message.replace(f"{catalogue.FOLDER}/majors.csv", f"工作表「{asked_for.MAJORS}」")
    record, header = origin.get(problem.column, next(iter(origin.values())))
    if problem.column == "value" and not record.cells.get(VALUE):
        header = PRINTED
    columns = record.table.columns
    column = columns.get(header, min(columns.values()))
    return Fault(record.table.grid.name, record.row, column, message)


def _row_of(taken: Intake, file: str, row: int) -> str:
    origin = taken.origins.get((file, row))
    return f"第 {next(iter(origin.values()))[0].row} 行" if origin else ""


def _particulars(
    book: Grid, labels: Mapping[str, str], taken: Intake, *, whole: bool
) -> dict[str, Record]:
    """Read the particulars of the report by their codes, and from them the year."""
    item, content = (ITEM, CONTENT) if whole else (NAME, PRINTED)
    table = table_of(book, (item, content, CODE), (item, content), taken.faults)
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
            taken.year = int(text)
        else:
            year.report(
                content,
                f"这是 {made_for} 年版的模板，年份却成了 {text}；要报 {text} 年的，请下载"
                f" {text} 年版的模板填写，否则请改回 {made_for}。",
            )
    elif year and content not in year.spoilt:
        year.report(content, "报告年份应为四位数字，如 2025；请改正。")
    elif not year:
        taken.faults.append(
            Fault(book.name, 0, 0, f"缺少「{labels['edition']}」一行；请从模板补回。")
        )
    return found


class _Reader:
    """The sheets of one workbook, read by what each is asked for."""

    def __init__(
        self, taken: Intake, wanted: Layout, grids: Mapping[str, Grid], *, whole: bool
    ) -> None:
        self.taken, self.wanted, self.grids, self.whole = taken, wanted, grids, whole
        self.read: set[str] = {fold(asked_for.EDITION)}
        self.folder = f"{editions.FOLDER}/{wanted.year}"
        self.names: dict[str, str] = {}
        self.lines = [line for sheet in wanted.sheets for line in (*sheet.lines, *sheet.open)]
        self.by_code = {line.code: line for sheet in wanted.sheets for line in sheet.lines}
        self.codes = {fold(line.name): line.indicator for line in self.lines}
        self.units = {line.indicator: line.unit for line in self.lines}
        self.titles = {line.indicator: line.name for line in self.lines}
        self.homes: dict[str, str] = {}
        self.categories: dict[tuple[str, str], dict[str, None]] = {}  # by sheet and indicator
        self.unplaced = 0
        self.lacks = False  # a sheet, which may be one that nobody asked for
        for sheet in wanted.sheets:
            for line in (*sheet.lines, *sheet.open):
                self.homes.setdefault(line.indicator, sheet.title)
                category = OPEN if line.open_category else line.category
                of_line = self.categories.setdefault((sheet.file, line.indicator), {})
                of_line[category] = None

    def edition(self, found: Mapping[str, Record]) -> None:
        columns = self.wanted.edition.columns
        content = CONTENT if self.whole else PRINTED
        if not found:
            return
        row = {
            code: typed.one_line(found[code].cells[_CONTENT]) if code in found else ""
            for code in columns
        }
        row |= {"edition": str(self.wanted.year), "pages": typed.page(row["pages"]) or row["pages"]}
        if row["published"]:
            row["published"] = day(narrow(row["published"])) or row["published"]
        for code in ("title", "school"):
            if not row[code]:
                record = found.get(code, found["edition"])
                record.report(content, f"「{columns[code]}」还没有填；请填写。")
                row[code] = columns[code]  # so that it is told once
        self._remark_on_names(row)
        origin = {code: (found.get(code, found["edition"]), content) for code in columns}
        self.taken.add(f"{self.folder}/edition.csv", columns, row, origin)

    def _remark_on_names(self, row: Mapping[str, str]) -> None:
        """Tell of a title of another year and of another school: the file may be the wrong one."""
        years = re.findall("(?<![0-9])20[0-9]{2}(?![0-9])", narrow(row["title"]))
        if years and str(self.wanted.year) not in years:
            self.taken.remarks.append(
                f"报告全称「{row['title']}」里没有 {self.wanted.year} 年；请核对是不是填错了年份。"
            )
        last = self.wanted.edition.last
        if last and row["school"] not in ("", last[0]["school"]):
            self.taken.remarks.append(
                f"学校「{row['school']}」与上一版的「{last[0]['school']}」不同；请核对。"
            )

    def majors(self, data: Path) -> None:
        """Read the school's majors; without their sheet they stay as they are."""
        listed = self.wanted.majors
        spellings = {row["major"]: row["major"] for row in listed.last}
        for row in listed.last:
            spellings |= dict.fromkeys(filter(None, row["aliases"].split(";")), row["major"])
        table = self._table(listed.title, list(listed.columns.values()), needed=self.whole)
        if table is not None:
            file, spellings = f"{catalogue.FOLDER}/majors.csv", {}
            for record in table.records():
                row = {column: record.cells[header] for column, header in listed.columns.items()}
                self.taken.add(file, listed.columns, row, _from(record, listed.columns))
                aliases = re.split("[;；]", row["aliases"])
                spellings |= dict.fromkeys(filter(None, (row["major"], *aliases)), row["major"])
            if gone := [row["major"] for row in listed.last if row["major"] not in spellings]:
                message = (
                    f"以前的报告里有专业「{'」「'.join(gone)}」，名单里却没有了。改了名的，请把旧名写进"
                    f"「{listed.columns['aliases']}」；停办的也请保留在名单里。"
                )
                self.taken.faults.append(Fault(table.grid.name, 0, 0, message))
                # Told once, not in each of their rows.
                self.taken.gone, spellings = gone, spellings | {name: name for name in gone}
        self.names = {fold(name): major for name, major in spellings.items()}

    def figures(self, sheet: Sheet) -> None:
        """Read the figures of one table of the report."""
        title = sheet.title
        table = self._table(title, asked_for.COLUMNS, _HEADERS.values(), needed=self.whole)
        if table is None:
            return
        lines = {line.key: line for line in sheet.lines}
        unread, seen = dict(lines), dict[Key, Record]()
        file = f"{self.folder}/{sheet.file}.csv"
        self.taken.files[file] = (observations.COLUMNS, [])
        records = list(table.records())
        self._check_moved(records)
        for record in records:
            if record.blank(_FILLED):
                # A row that nobody filled in says nothing, unless the official form has it.
                key = self._line_of(record, lines)
                self._check_last(record, lines.get(key) if key else None)
            else:
                key = self._key(record, sheet)
            if key is None:
                continue
            unread.pop(key, None)
            if key in seen:
                record.report(
                    NAME,
                    f"与第 {seen[key].row} 行是同一个数（指标、时期、专业、分类都相同）；"
                    "请删去一行，或改正其中一行的分类、专业或时期。",
                )
                continue
            seen[key] = record
            row = self._figure(record, key, sheet, lines.get(key))
            if row is not None and not record.spoilt:
                self.taken.add(file, observations.COLUMNS, row, _from(record, _HEADERS))
                self.taken.filled += row["printed"] not in ("", "-")
                self.unplaced += not row["page"] and row["status"] not in ("O", "M")
        missing = [line for line in unread.values() if not (line.open_category or line.open_major)]
        if missing and _is_form(sheet):
            some = "、".join(f"{line.name} {line.period}" for line in missing[:3])
            message = f"少了 {len(missing)} 行：{some}{'……' if len(missing) > 3 else ''}；"
            self.taken.faults.append(Fault(table.grid.name, 0, 0, message + "请从模板补回这些行。"))
        elif missing:
            self.taken.remarks.append(
                f"工作表「{title}」比模板少 {len(missing)} 行，按没有填处理。"
            )

    def _check_moved(self, records: list[Record]) -> None:
        """Report rows that took one another's words: one column was sorted or pasted alone."""
        shown = {record.row: self._shown(record) for record in records}
        kept = {code for record in records if (code := record.cells[CODE]) == shown[record.row]}
        left = {record.cells[CODE] for record in records} - kept
        for record in records:
            code = record.cells[CODE]
            if code in left and shown[record.row] in left and not record.spoilt:
                was, now = (_said(one.split(AT)) for one in (code, shown[record.row]))
                record.report(
                    PERIOD,
                    f"这一行原是「{was}」，却成了「{now}」，那是另一行的，像是只排序或粘贴了部分列；"
                    "请撤销后整行移动，或从模板重新复制这一行。",
                )

    def _shown(self, record: Record) -> str:
        """Return the code of what the words of a row say."""
        cells = record.cells
        indicator = self.codes.get(fold(asked_for.indicator_name(cells[NAME])), "")
        major = self.names.get(fold(cells[MAJOR]), cells[MAJOR])
        return AT.join((indicator, _period(record), major, typed.one_line(cells[CATEGORY])))

    def _check_last(self, record: Record, line: Line | None) -> None:
        """Report a number in the grey column of what was printed before, where none is read."""
        line = line or self.by_code.get(record.cells[CODE])
        known, now = (line.last_printed if line else ""), record.cells[LAST]
        unit = line.unit if line else ""
        same = fold(now) == fold(known) or (
            (number := observations.plain_number(now, unit)) is not None
            and number == observations.plain_number(known, unit)
        )
        if now and not same:
            back = f"改回 {known}" if known else "清空"
            record.report(
                LAST,
                f"「{LAST}」一列只供对照，不会读取，这里却写了「{now}」；是本版的数，"
                f"请填到「{PRINTED}」，并把这一格{back}。",
            )

    def _line_of(self, record: Record, lines: Mapping[Key, Line]) -> Key | None:
        """Return which line a row is that nobody filled in; None where it is none of them."""
        indicator, period, major, category = self._shown(record).split(AT, 3)
        key = indicator, period, major, category
        return key if key in lines else None

    def _key(self, record: Record, sheet: Sheet) -> Key | None:
        """Read what a row is about; report it, and return None, where that cannot be told."""
        indicator = self._indicator(record)
        if not indicator:
            return None
        cells = record.cells
        if (sheet.file, indicator) not in self.categories:
            message = f"「{cells[NAME]}」不在本表；请填到工作表「{self.homes[indicator]}」。"
            record.report(NAME, message)
            return None
        period = _period(record)
        if PERIOD not in record.spoilt:
            try:
                _, year = parse_period(period)
            except ValueError as error:
                message = str(error) if period else "没有写时期；请填写，如 2025年。"
                record.report(PERIOD, message)
            else:
                if year > self.wanted.year and not cells[NOTE]:
                    message = f"「{period}」晚于报告的 {self.wanted.year} 年；请改正，"
                    record.report(PERIOD, f"{message}报告确有此数的，请在备注里说明。")
        major = self.names.get(fold(cells[MAJOR]), "")
        if cells[MAJOR] and not major:
            like = self._like(cells[MAJOR], sorted(set(self.names.values())))
            advice = f"请改正，或先在工作表「{asked_for.MAJORS}」加上这个专业。"
            record.report(MAJOR, f"不认识专业「{cells[MAJOR]}」{like}{advice}")
        category = typed.one_line(cells[CATEGORY])
        self._check_category(record, category, self.categories[sheet.file, indicator])
        unit = self.units[indicator]
        if cells[UNIT] and fold(cells[UNIT]) != fold(unit):
            message = f"这个指标的单位是「{unit}」，这里成了「{cells[UNIT]}」；请把数换算过来，"
            record.report(UNIT, f"{message}并把单位改回来。")
        if record.spoilt & {NAME, CATEGORY, MAJOR, PERIOD, UNIT, CODE}:
            return None
        return indicator, period, major, category

    def _check_category(self, record: Record, category: str, known: Collection[str]) -> None:
        """Report a category that is none of the indicator's, where these are laid down."""
        if category in known or OPEN in known or CATEGORY in record.spoilt:
            return
        if not category:
            message = f"没有写分类；请填写，如 {next(iter(known))}。"
        elif list(known) == [""]:
            message = "这个指标不分类；请清空这一格。"
        else:
            message = f"没有「{category}」这一分类{self._like(category, known)}请照模板填写。"
        record.report(CATEGORY, message)

    def _indicator(self, record: Record) -> str:
        """Return the code of a row's indicator; nothing, and a report, where name and code part."""
        name, code = asked_for.indicator_name(record.cells[NAME]), record.cells[CODE]
        code = code.partition(AT)[0]
        by_name = self.codes.get(fold(name), "")
        if name and not by_name:
            like = self._like(name, self.titles.values())
            message = f"没有名为「{name}」的指标{like}请从下拉列表中选择，不要改指标名称。"
            record.report(NAME, message)
        elif name and code and by_name != code:
            record.report(
                NAME,
                f"这一行原是「{self.titles.get(code, code)}」，名称却成了「{name}」，像是只排序或"
                "粘贴了部分列；请撤销后整行移动，或从模板重新复制这一行。",
            )
        elif by_name or (code in self.titles and not self.whole):
            return by_name or code
        elif NAME not in record.spoilt:
            # A code alone does: for those who script, never in a column that nobody sees.
            record.report(NAME, "这一行没有写指标；请填写，或清空这一行。")
        return ""

    def _figure(
        self, record: Record, key: Key, sheet: Sheet, line: Line | None
    ) -> dict[str, str] | None:
        """Read what is printed, and what it means; None where nothing was filled in."""
        cells = record.cells
        unit = self.units[key[0]]
        printed, number = typed.as_printed(cells[PRINTED]), typed.one_line(narrow(cells[VALUE]))
        status = self._status(record)
        if not (printed or number or status) and not record.spoilt:
            # The official form has a cell for it: left blank there is blank in the report.
            if not (_is_form(sheet) and line):
                if cells[NOTE] or cells[PAGE]:
                    record.report(PRINTED, "写了备注或页码，却没有填数；请填数，或清空整行。")
                return None
            status = "O"
        if printed == "-":
            status = status or "M"
            if number:
                record.report(VALUE, f"「{PRINTED}」填了 -，又填了折合数值；请清空其中之一。")
        if number and not printed and status in ("", "O") and PRINTED not in record.spoilt:
            record.report(
                VALUE,
                f"只填了「{VALUE}」；报告所印的数请填在「{PRINTED}」。报告没有印、按清单清点得出的数，"
                f"请把「{asked_for.STATUS}」选为「{STATUS['U']}」并写备注。",
            )
            return None
        value = self._value(record, printed, number, status, unit)
        is_bare = value and unit == "%" and not (number or status or cells[NOTE])
        last = line.last_printed if line else ""
        if is_bare and (wrong := typed.of_which_size(printed, Decimal(value), last)):
            record.report(PRINTED, wrong)
        page = typed.page(cells[PAGE])
        if page is None:
            record.report(PAGE, f"「{cells[PAGE]}」不是页码；请只写报告的页码，如 21。")
        source = typed.one_line(cells[SOURCE]) or (line.source if line else "") or sheet.source
        indicator, period, major, category = key
        return {
            "indicator": indicator,
            "period": period,
            "major": major,
            "category": category,
            "value": value,
            "printed": printed,
            "status": status or ("A" if printed else "O"),
            "source": source or sheet.title,
            "page": page or "",
            "note": typed.one_line(cells[NOTE]),
        }

    def _status(self, record: Record) -> str:
        word = record.cells[asked_for.STATUS]
        code = _STATUS_CODES.get(fold(word), "")
        if word and not code:
            allowed = "、".join(STATUS.values())
            message = f"不认识「{word}」；请从下拉列表选 {allowed} 之一，或留空。"
            record.report(asked_for.STATUS, message)
        return code

    def _value(self, record: Record, printed: str, number: str, status: str, unit: str) -> str:
        """Return the number in plain digits; report what has none, or one that cannot be."""
        if PRINTED in record.spoilt or printed == "-" or not (printed or number):
            return ""
        read, told = (observations.plain_number(text, unit) for text in (printed, number))
        value = told if read is None else read
        where, wrong = PRINTED, typed.doubtful(printed, unit)
        if not wrong and number:
            where, wrong = VALUE, typed.doubtful(number, unit)
            if told is None:
                wrong = f"「{number}」不是数字；请只写数字，或清空。"
            elif read is not None and read != told:
                wrong = f"折合数值 {number} 与所印「{printed}」不符；所印已是数字时请清空本格。"
        if not wrong and value is None:
            wrong = typed.no_number(printed, unit)
        if not wrong and value is not None:
            where = VALUE if read is None else PRINTED
            wrong = typed.impossible(value, unit, status)
            if not wrong and read is None and not status and typed.is_about(printed):
                where, wrong = asked_for.STATUS, f"「{printed}」不是确数；请{typed.UNSURE[1:]}。"
        if wrong:
            record.report(where, wrong)
        return "" if wrong or value is None else f"{value:f}"

    def listed(self, listed: ListSheet) -> None:
        """Read a list: facts, claims, what was left out, answers."""
        columns = listed.columns
        headers = [*columns.values(), *([CARRY] if listed.carries else [])]
        required = [*columns.values()]
        table = self._table(listed.title, headers, required, needed=self.whole)
        if table is None:
            return
        file = f"{self.folder}/{listed.file}.csv"
        self.taken.files[file] = (tuple(columns), [])
        last = {tuple(self._row(listed, row).values()) for row in listed.last}
        left = 0
        for record in table.records():
            if record.blank(columns.values()):
                continue
            shown = {column: record.cells[header] for column, header in columns.items()}
            row = self._row(listed, shown)
            self._check_words(listed, record, row)
            carry = fold(record.cells.get(CARRY, ""))
            if carry not in ("", YES, NO):
                record.report(CARRY, f"应为 {YES} 或 {NO}，现为「{record.cells[CARRY]}」；请改正。")
            known = tuple(row.values()) in last
            if carry == NO or (known and carry != YES):
                left += 1
                continue
            if "claim" in row and not row["claim"]:
                # The same claim gets the same code each time the file is read.
                said = "\0".join((row["source"], row["text"], row["indicator"], row["category"]))
                row["claim"] = f"claim_{hashlib.sha256(said.encode()).hexdigest()[:8]}"
            if not record.spoilt:
                self.taken.add(file, columns, row, _from(record, columns))
        if left:
            self.taken.remarks.append(
                f"工作表「{listed.title}」有 {left} 行上版内容没有沿用"
                f"（「{CARRY}」没有选“{YES}”）。"
            )

    def _check_words(self, listed: ListSheet, record: Record, row: dict[str, str]) -> None:
        """Report a word that stands for none of the codes of its column."""
        for column, words in listed.words.items():
            for code in row[column].split(";") if column == "indicators" else [row[column]]:
                if code and code not in words:
                    like = self._like(code, words.values())
                    message = f"不认识「{code}」{like}请从下拉列表中选择。"
                    record.report(listed.columns[column], message)

    def _row(self, listed: ListSheet, shown: Mapping[str, str]) -> dict[str, str]:
        """Write a row as the file has it; one that stands there already comes out as it is."""
        row = {
            column: listed.stored(column, typed.one_line(text)) for column, text in shown.items()
        }
        if row.get("major"):
            row["major"] = self.names.get(fold(row["major"]), row["major"])
        if row.get("page"):
            row["page"] = typed.page(row["page"]) or row["page"]
        for column in ("value", "value_to", "first_year", "last_year", "period"):
            if column in row:
                row[column] = narrow(row[column])
        unit = self.units.get(row.get("indicator", ""), "")
        for column, meant in (
            *(("value", unit), ("value_to", unit)),
            *(("first_year", "年"), ("last_year", "年")),
        ):
            if number := observations.plain_number(row.get(column, ""), meant):
                row[column] = f"{number:f}"
        return row

    def _like(self, word: str, words: Iterable[str]) -> str:
        """Name the most similar word; of very many faults that takes too long."""
        return (len(self.taken.faults) < _MANY and nearest(word, list(words))) or "；"

    def _table(
        self, title: str, headers: Iterable[str], required: Iterable[str] = (), *, needed: bool
    ) -> Table | None:
        grid = self.grids.get(fold(title))
        if grid is None:
            if needed:
                others = [grid.name for name, grid in self.grids.items() if name not in self.read]
                like = nearest(title, others).replace("是否应为", "是否改名成了")
                advice = "请把名称改回来，或从模板补回这张表。"
                self.lacks = True
                self.taken.faults.append(
                    Fault("", 0, 0, f"缺少工作表「{title}」{like or '；'}{advice}")
                )
            return None
        self.read.add(fold(title))
        wanted = tuple(headers)
        table = table_of(grid, wanted, tuple(required) or wanted, self.taken.faults)
        if table and self.whole and (beside := table.beside()):
            some = "、".join(beside[:3]) + (f" 等 {len(beside)} 格" if len(beside) > 3 else "")
            self.taken.remarks.append(
                f"工作表「{title}」表格以外的 {some}没有读取；要填报的，请移到表格里。"
            )
        return table

    def remark(self) -> None:
        """Tell of sheets that nobody asked for, so that nothing is left out in silence."""
        if self.unplaced:
            self.taken.remarks.append(
                f"有 {self.unplaced} 个数没有写页码；发布后查不到它在第几页。"
            )
        known = {*self.read, *map(fold, (asked_for.HELP, workbook.FAULTS_SHEET))}
        if extra := [grid.name for name, grid in self.grids.items() if name not in known]:
            names = "、".join(f"「{name}」" for name in extra)
            if self.whole:
                self.taken.remarks.append(f"工作表{names}不在模板里，没有读取。")
                self._report_copies(extra)
                return
            for name in extra:
                grid = self.grids[fold(name)]
                row = min((row for row, _ in grid.cells if row > 1), default=1)
                message = f"没有名为「{name}」的表；请改回模板中的表名。"
                self.taken.faults.append(Fault(name, row, 1, message))

    def _report_copies(self, names: Iterable[str]) -> None:
        """Report sheets that are filled in as those of the template, and are none of them."""
        for name in names:
            grid = self.grids[fold(name)]
            head = next((at for at, text in grid.cells.items() if fold(text) == PRINTED), None)
            if head is None or self.lacks:
                continue  # a sheet that is missing was told, and which one it may be
            filled = [row for row, column in grid.cells if column == head[1] and row > head[0]]
            if filled:
                message = f"这张表不在模板里，「{PRINTED}」却填了 {len(filled)} 格，不会读取；"
                advice = "是副本的，请把要的数移到原来的表里，再删去这一张。"
                self.taken.faults.append(Fault(name, 0, 0, message + advice))


def _said(parts: Iterable[str]) -> str:
    """Name the place of a row, less its indicator, whose name stands beside it."""
    return " ".join(part for part in list(parts)[1:] if part)


def _period(record: Record) -> str:
    period = "".join(narrow(record.cells[PERIOD]).split())
    return day(period) or period


def _is_form(sheet: Sheet) -> bool:
    return any(line.official for line in sheet.lines)
