"""What the office filled in, read into the files of an edition; each fault told with its cell.

Nothing is written into the school's data: the files go into a folder apart, where they are read
and checked as those of every other edition are.
"""

import csv
import io
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from dashboard import catalogue, editions, observations, reading, workbook
from dashboard import layout as asked_for
from dashboard.cells import day, nearest
from dashboard.labels import STATUS
from dashboard.layout import (
    CARRY,
    CATEGORY,
    CODE,
    CONTENT,
    ITEM,
    MAJOR,
    NAME,
    NO,
    NOTE,
    PAGE,
    PERIOD,
    PRINTED,
    SOURCE,
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

_CSV = "CSV"
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
_DASHES = (*observations.DASHES, "-")
_NUMBERLIKE = re.compile(r"[-+0-9.,:%\s]*[0-9][-+0-9.,:%\s]*")
_NOTHING = ("/", "\\", "无", "暂无", "没有", "空", "不适用", "未统计", "N/A", "n/a", "NA")
_PAGE_NUMBER = re.compile(r"(?:第|P\.?|p\.?)?\s*([0-9]+)\s*页?")


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
    return understand(workbook.read(path) if whole else _csv_grids(path), data, whole=whole)


def understand(grids: list[Grid], data: Path, *, whole: bool = True) -> Intake:
    """Read sheets against what the school's data asks for; all of them where ``whole``.

    Raises as ``read``.
    """
    taken = Intake()
    by_name = {fold(grid.name): grid for grid in grids}
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
        if not (taken.faults and problem.file.endswith("answers.csv")) and (
            (fault.sheet, fault.row) not in told
        ):
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
    record, header = origin.get(problem.column, next(iter(origin.values())))
    if problem.column == "value" and not record.cells.get(VALUE):
        header = PRINTED
    columns = record.table.columns
    column = columns.get(header, min(columns.values()))
    return Fault(record.table.grid.name, record.row, column, message)


def _row_of(taken: Intake, file: str, row: int) -> str:
    origin = taken.origins.get((file, row))
    return f"第 {next(iter(origin.values()))[0].row} 行" if origin else ""


def _csv_grids(path: Path) -> list[Grid]:
    """Part the one table of a CSV file into sheets, each cell still at its place in the file."""
    try:
        text = reading.decode(path.read_bytes())
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except reading.UnreadableError as error:
        raise Refused(str(error)) from None
    except csv.Error:
        raise Refused(
            "英文双引号没有成对，或引号后多了字符；单元格内的双引号要写成两个。"
        ) from None
    header = [narrow(cell) for cell in records[0]] if records else []
    if asked_for.SHEET not in header:
        raise Refused(
            f"第一行没有「{asked_for.SHEET}」一列，或分隔符不是英文逗号；"
            "请用本看板的 CSV 模板填写，保存为“CSV UTF-8（逗号分隔）”。"
        )
    where = header.index(asked_for.SHEET)
    grids: dict[str, Grid] = {}
    top = {(1, column): text for column, text in enumerate(records[0], start=1)}
    for row, record in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in record):
            continue
        name = record[where].strip() if len(record) > where else ""
        grid = grids.setdefault(fold(name), Grid(name or _CSV, cells=dict(top)))
        for column, text in enumerate(record, start=1):
            if text.strip():
                grid.cells[row, column] = text
        if len(record) > len(header):
            message = f"有 {len(record)} 格，比表头多；含逗号的内容要加英文双引号。"
            grid.faults[row, len(header)] = message
    return list(grids.values())


def _particulars(
    book: Grid, labels: Mapping[str, str], taken: Intake, *, whole: bool
) -> dict[str, Record]:
    """Read the particulars of the report by their codes, and from them the year."""
    item, content = (ITEM, CONTENT) if whole else (NAME, PRINTED)
    table = table_of(book, (item, content), (item, content), taken.faults)
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
        taken.year = int(text)
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
        self.codes = {fold(line.name): line.indicator for line in self.lines}
        self.units = {line.indicator: line.unit for line in self.lines}
        self.titles = {line.indicator: line.name for line in self.lines}
        self.homes: dict[str, str] = {}
        self.unplaced = 0
        for sheet in wanted.sheets:
            for line in (*sheet.lines, *sheet.open):
                self.homes.setdefault(line.indicator, sheet.title)

    def edition(self, found: Mapping[str, Record]) -> None:
        columns = self.wanted.edition.columns
        content = CONTENT if self.whole else PRINTED
        if not found:
            return
        row = {code: found[code].cells[_CONTENT] if code in found else "" for code in columns}
        row |= {"edition": str(self.wanted.year), "pages": _page(row["pages"]) or row["pages"]}
        if row["published"]:
            row["published"] = day(narrow(row["published"])) or row["published"]
        for code in ("title", "school"):
            if not row[code]:
                record = found.get(code, found["edition"])
                record.report(content, f"「{columns[code]}」还没有填；请填写。")
                row[code] = columns[code]  # so that it is told once
        origin = {code: (found.get(code, found["edition"]), content) for code in columns}
        self.taken.add(f"{self.folder}/edition.csv", columns, row, origin)

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
        self.names = {fold(name): major for name, major in spellings.items()}

    def figures(self, sheet: Sheet) -> None:
        """Read the figures of one table of the report."""
        title = sheet.title
        table = self._table(title, asked_for.COLUMNS, (NAME, PERIOD, PRINTED), needed=self.whole)
        if table is None:
            return
        lines = {line.key: line for line in sheet.lines}
        unread, seen = dict(lines), dict[Key, Record]()
        file = f"{self.folder}/{sheet.file}.csv"
        self.taken.files[file] = (observations.COLUMNS, [])
        for record in table.records():
            if record.blank(_FILLED):
                # A row that nobody filled in says nothing, unless the official form has it.
                key = self._line_of(record, lines)
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

    def _line_of(self, record: Record, lines: Mapping[Key, Line]) -> Key | None:
        """Return which line a row is that nobody filled in; None where it is none of them."""
        cells = record.cells
        indicator = self.codes.get(fold(asked_for.indicator_name(cells[NAME])), "")
        period = "".join(narrow(cells[PERIOD]).split())
        major = self.names.get(fold(cells[MAJOR]), "")
        key = indicator, period, major, _one_line(cells[CATEGORY])
        return key if key in lines else None

    def _key(self, record: Record, sheet: Sheet) -> Key | None:
        """Read what a row is about; report it, and return None, where that cannot be told."""
        indicator = self._indicator(record)
        if not indicator:
            return None
        cells = record.cells
        if all(line.indicator != indicator for line in (*sheet.lines, *sheet.open)):
            message = f"「{cells[NAME]}」不在本表；请填到工作表「{self.homes[indicator]}」。"
            record.report(NAME, message)
            return None
        period = "".join(narrow(cells[PERIOD]).split())
        period = day(period) or period
        if PERIOD not in record.spoilt:
            try:
                parse_period(period)
            except ValueError as error:
                message = str(error) if period else "没有写时期；请填写，如 2025年。"
                record.report(PERIOD, message)
        major = self.names.get(fold(cells[MAJOR]), "")
        if cells[MAJOR] and not major:
            like = nearest(cells[MAJOR], sorted(set(self.names.values())))
            advice = f"请改正，或先在工作表「{asked_for.MAJORS}」加上这个专业。"
            record.report(MAJOR, f"不认识专业「{cells[MAJOR]}」{like or '；'}{advice}")
        if record.spoilt & {NAME, CATEGORY, MAJOR, PERIOD, CODE}:
            return None
        return indicator, period, major, _one_line(cells[CATEGORY])

    def _indicator(self, record: Record) -> str:
        """Return the code of a row's indicator; nothing, and a report, where name and code part."""
        name, code = asked_for.indicator_name(record.cells[NAME]), record.cells[CODE]
        by_name = self.codes.get(fold(name), "")
        if name and not by_name:
            like = nearest(name, list(self.titles.values()))
            message = f"没有名为「{name}」的指标{like or '；'}请从下拉列表中选择，不要改指标名称。"
            record.report(NAME, message)
        elif name and code and by_name != code:
            record.report(
                NAME,
                f"这一行原是「{self.titles.get(code, code)}」，名称却成了「{name}」，像是只排序或"
                "粘贴了部分列；请撤销后整行移动，或从模板重新复制这一行。",
            )
        elif not name and code not in self.titles and not record.spoilt:
            record.report(NAME, "这一行没有写指标；请填写，或清空这一行。")
        else:
            return by_name or code
        return ""

    def _figure(
        self, record: Record, key: Key, sheet: Sheet, line: Line | None
    ) -> dict[str, str] | None:
        """Read what is printed, and what it means; None where nothing was filled in."""
        cells = record.cells
        unit = self.units[key[0]]
        printed, number = _as_printed(cells[PRINTED]), narrow(cells.get(VALUE, ""))
        status = self._status(record)
        if not (printed or number or status) and not record.spoilt:
            # The official form has a cell for it: left blank there is blank in the report.
            if not (_is_form(sheet) and line):
                if cells.get(NOTE) or cells.get(PAGE):
                    record.report(PRINTED, "写了备注或页码，却没有填数；请填数，或清空整行。")
                return None
            status = "O"
        if printed in _DASHES:
            printed, status = "-", status or "M"
            if number:
                record.report(VALUE, f"「{PRINTED}」填了 -，又填了折合数值；请清空其中之一。")
        if number and not printed and status in ("", "O") and PRINTED not in record.spoilt:
            record.report(
                VALUE,
                f"只填了「{VALUE}」；报告所印的数请填在「{PRINTED}」。报告没有印、按清单清点得出的数，"
                f"请把「{asked_for.STATUS}」选为「{STATUS['U']}」并写备注。",
            )
            return None
        value = self._value(record, printed, number, unit)
        page = _page(cells.get(PAGE, ""))
        if page is None:
            record.report(PAGE, f"「{cells[PAGE]}」不是页码；请只写报告的页码，如 21。")
        source = cells.get(SOURCE, "") or (line.source if line else "") or sheet.source
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
            "note": " ".join(cells.get(NOTE, "").split()),
        }

    def _status(self, record: Record) -> str:
        word = record.cells.get(asked_for.STATUS, "")
        code = _STATUS_CODES.get(fold(word), "")
        if word and not code:
            allowed = "、".join(STATUS.values())
            message = f"不认识「{word}」；请从下拉列表选 {allowed} 之一，或留空。"
            record.report(asked_for.STATUS, message)
        return code

    def _value(self, record: Record, printed: str, number: str, unit: str) -> str:
        """Return the number in plain digits; report what has none, or one that cannot be."""
        if PRINTED in record.spoilt or printed == "-" or not (printed or number):
            return ""
        read = observations.plain_number(printed, unit)
        told = observations.plain_number(number, unit) if number else None
        where, wrong = PRINTED, ""
        if number and told is None:
            where, wrong = VALUE, f"「{number}」不是数字；请只写数字，或清空。"
        elif re.search(r"[0-9]\s+[0-9]", narrow(printed)):
            wrong = f"「{printed}」中间有空格，分不清是一个数还是两个；请改成一个数。"
        elif read is None and told is None:
            wrong = _no_number(printed, unit)
        elif read is not None and "%" in printed and unit != "%":
            wrong = f"「{printed}」带百分号，而这个指标的单位是{unit}；请核对。"
        elif None not in (read, told) and read != told:
            wrong = f"折合数值 {number} 与所印「{printed}」不符；所印已是数字时请清空本格。"
            where = VALUE
        value = told if read is None else read
        if not wrong and value is not None:
            where = VALUE if read is None else PRINTED
            # Somebody may have looked, and said what is amiss.
            looked = record.cells[asked_for.STATUS]
            wrong = "" if looked else _impossible(value, unit)
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
        last = {tuple(row.values()) for row in listed.last}
        left = 0
        for record in table.records():
            row = {
                column: listed.stored(column, _one_line(record.cells[header]))
                for column, header in columns.items()
            }
            if record.blank(columns.values()):
                continue
            self._mend(row)
            self._check_words(listed, record, row)
            carry = fold(record.cells.get(CARRY, ""))
            if carry not in ("", YES, NO):
                record.report(CARRY, f"应为 {YES} 或 {NO}，现为「{record.cells[CARRY]}」；请改正。")
            known = tuple(row.values()) in last
            if carry == NO or (known and carry != YES):
                left += 1
                continue
            if not record.spoilt:
                self.taken.add(
                    f"{self.folder}/{listed.file}.csv", columns, row, _from(record, columns)
                )
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
                    like = nearest(code, list(words.values()))
                    message = f"不认识「{code}」{like or '；'}请从下拉列表中选择。"
                    record.report(listed.columns[column], message)

    def _mend(self, row: dict[str, str]) -> None:
        if row.get("major"):
            row["major"] = self.names.get(fold(row["major"]), row["major"])
        if row.get("page"):
            row["page"] = _page(row["page"]) or row["page"]
        for column in ("value", "value_to", "first_year", "last_year", "period"):
            if column in row:
                row[column] = narrow(row[column])

    def _table(
        self, title: str, headers: Iterable[str], required: Iterable[str] = (), *, needed: bool
    ) -> Table | None:
        grid = self.grids.get(fold(title))
        if grid is None:
            if needed:
                others = [grid.name for name, grid in self.grids.items() if name not in self.read]
                like = nearest(title, others).replace("是否应为", "是否改名成了")
                advice = "请把名称改回来，或从模板补回这张表。"
                self.taken.faults.append(
                    Fault("", 0, 0, f"缺少工作表「{title}」{like or '；'}{advice}")
                )
            return None
        self.read.add(fold(title))
        wanted = tuple(headers)
        return table_of(grid, wanted, tuple(required) or wanted, self.taken.faults)

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
                return
            for name in extra:
                grid = self.grids[fold(name)]
                row = min((row for row, _ in grid.cells if row > 1), default=1)
                message = f"没有名为「{name}」的表；请改回模板中的表名。"
                self.taken.faults.append(Fault(name, row, 1, message))


def _is_form(sheet: Sheet) -> bool:
    return any(line.official for line in sheet.lines)


def _as_printed(text: str) -> str:
    """Keep what is printed to the letter, but for the width of digits that an input method made."""
    plain = narrow(text)
    if _NUMBERLIKE.fullmatch(plain) or plain in _DASHES:
        return plain
    return _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _impossible(value: Decimal, unit: str) -> str:
    """Say why no figure of this unit can have the value; nothing where it can."""
    if value < 0:
        why = "不应是负数"
    elif unit == "%" and value > 100:
        why = "百分比应在 0 到 100 之间"
    elif unit in observations.COUNTED and value != value.to_integral_value():
        why = f"以“{unit}”计的数不应有小数"
    else:
        return ""
    return (
        f"{why}，现为 {value:f}；请核对。原文确如此印，"
        f"请把「{asked_for.STATUS}」选为「{STATUS['U']}」并写备注。"
    )


def _no_number(printed: str, unit: str) -> str:
    plain = narrow(printed)
    if plain in _NOTHING:
        return f"「{printed}」不是数：不适用请填 -，报告留空就留空，为零请填 0。"
    if unit.startswith(":") and re.fullmatch("[0-9]+:[0-9:]+", plain):
        return f"「{printed}」像是被 Excel 改成了时间；请先把单元格设为文本，再填 18:1 这样的比例。"
    if _NUMBERLIKE.fullmatch(plain):
        return f"「{printed}」不是一个完整的数；请核对逗号、小数点和百分号。"
    return (
        f"从「{printed}」读不出数值；报告确如此印，请在「{VALUE}」填上折合的数"
        "（如 300多名 填 300），"
        f"并在「{asked_for.STATUS}」选「{STATUS['U']}」、写备注；否则请改成数字（单位是{unit}）。"
    )


def _page(text: str) -> str | None:
    """Return the number of a page; empty where none is given, None where it is no number."""
    if not text:
        return ""
    match = _PAGE_NUMBER.fullmatch(narrow(text))
    return match[1].lstrip("0") or None if match else None
