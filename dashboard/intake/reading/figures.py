"""The figures of one table of the report, row by row."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from dashboard.contract.codes import BLANK, DASH, GAP, NORMAL, STATUS, UNSURE
from dashboard.contract.columns import FIGURES, labels, names
from dashboard.contract.faults import Fault
from dashboard.contract.period import parse_period
from dashboard.ingest import observations
from dashboard.ingest.catalogue import OPEN
from dashboard.intake import cell_values, form_columns
from dashboard.intake.form_columns import (
    AT,
    CATEGORY,
    CODE,
    LAST,
    MAJOR,
    NAME,
    NOTE,
    PAGE,
    PERIOD,
    PRINTED,
    SOURCE,
    UNIT,
    VALUE,
)
from dashboard.intake.form_layout import Line, Sheet
from dashboard.intake.reading.book import Book
from dashboard.intake.reading.staged import from_row
from dashboard.intake.sheet_table import Record
from dashboard.text import day, fold, narrow

Key = tuple[str, str, str, str]  # indicator, period, major, category

_KEY = (NAME, PERIOD, MAJOR, CATEGORY)  # the cells that say what a row is about
_FILLED = (PRINTED, VALUE, form_columns.STATUS, NOTE, PAGE)
_MOVED = "像是只排序或粘贴了部分列；请撤销后整行移动，或从模板重新复制这一行。"
_HEADERS = labels(FIGURES)  # where the cell of each column of a file of figures stands
_STATUS_CODES = {fold(word): code for code, word in STATUS.items()} | {
    fold(code): code for code in STATUS
}


def take(book: Book, sheet: Sheet) -> None:
    """Read the figures of one table of the report."""
    table = book.table(sheet.title, form_columns.COLUMNS, _HEADERS.values(), needed=book.whole)
    if table is None:
        return
    file = f"{book.folder}/{sheet.file}.csv"
    book.taken.files[file] = (names(FIGURES), [])
    figures = _Figures(book, sheet)
    for record, row in figures.read(list(table.records())):
        book.taken.add(file, names(FIGURES), row, from_row(record, _HEADERS))
        book.taken.filled += row["printed"] not in ("", "-")
        book.unplaced += not row["page"] and row["status"] not in GAP
    if sheet.lines and figures.is_empty:
        book.empty.append(sheet.title)
    missing = figures.missing()
    if missing and figures.is_form:
        some = "、".join(f"{line.name} {line.period}" for line in missing[:3])
        message = f"少了 {len(missing)} 行：{some}{'……' if len(missing) > 3 else ''}；"
        book.taken.faults.append(Fault(table.grid.name, 0, 0, message + "请从模板补回这些行。"))
    elif missing:
        book.taken.remarks.append(
            f"工作表「{sheet.title}」比模板少 {len(missing)} 行，按没有填处理。"
        )


class _Figures:
    """The rows of one sheet."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        # A major goes by the name that this file gives it.
        self.keys = {line.code: self._now(line.key) for line in sheet.lines}
        self.lines = {self.keys[line.code]: line for line in sheet.lines}
        self.is_form = any(line.official for line in sheet.lines)
        self.categories: dict[str, dict[str, None]] = {}  # by indicator, in order
        for line in (*sheet.lines, *sheet.open):
            category = OPEN if line.open_category else line.category
            self.categories.setdefault(line.indicator, {})[category] = None
        self.is_empty = True
        self.seen: dict[Key, Record] = {}
        self.met: set[tuple[object, ...]] = set()  # the same, and rows left blank, on any day

    def read(self, records: Sequence[Record]) -> Iterable[tuple[Record, dict[str, str]]]:
        """Yield what each row gives; report what is wrong with the others."""
        self._check_moved(records)
        self._check_foreign(records)
        for record in records:
            key = self._key_if_told(record)
            if key is None:
                shown = self._shown(record)
                # A row that has been told of is not missing besides.
                made_for = self.keys.get(record.cells[CODE], shown) if record.spoilt else shown
                self.met.add(_any_day(made_for))
                continue
            if key in self.seen:
                record.report(
                    NAME,
                    f"与第 {self.seen[key].row} 行是同一个数（指标、时期、专业、分类都相同）；"
                    "请删去一行，或改正其中一行的分类、专业或时期。",
                )
                continue
            self.seen[key] = record
            self.met.add(_any_day(key))
            row = self._figure(record, key, self.lines.get(key))
            if row is not None and not record.spoilt:
                yield record, row

    def _key_if_told(self, record: Record) -> Key | None:
        """Read what a row is about; None where it says nothing, or not what it is about."""
        if not record.blank(_FILLED):
            self.is_empty = False
            return self._key(record)
        # A row that nobody filled in says nothing, unless the official form has it.
        key = self._shown(record)
        self._check_last(record, self.lines.get(key))
        return key if key in self.lines else None

    def missing(self) -> list[Line]:
        """Return the lines that no row was for, once all are read."""
        return [
            line
            for key, line in self.lines.items()
            if _any_day(key) not in self.met and not (line.open_category or line.open_major)
        ]

    def _check_moved(self, records: Sequence[Record]) -> None:
        """Report rows whose words were moved alone: by sorting, pasting or filling down."""
        shown = {record.row: self._shown(record) for record in records}
        made_for = {
            record.row: key for record in records if (key := self.keys.get(record.cells[CODE]))
        }
        left = {*made_for.values()} - {key for row, key in made_for.items() if key == shown[row]}
        for record in records:
            was, now = made_for.get(record.row), shown[record.row]
            # Where the name has changed that is told already.
            if was not in left or record.spoilt or was[0] != now[0]:
                continue
            header = next(name for name, one, two in zip(_KEY, was, now, strict=True) if one != two)
            if now in left:
                record.report(
                    header,
                    f"这一行原是「{self._said(was)}」，却成了「{self._said(now)}」，那是另一行的，"
                    f"{_MOVED}",
                )
            elif _is_other_time(was, now) and not record.blank(_FILLED):
                record.report(
                    header,
                    f"这一行原是「{self._said(was)}」，时期却成了 {now[1]}；请改回，"
                    "确是另一期的数，请在表末另起一行。",
                )

    def _check_foreign(self, records: Sequence[Record]) -> None:
        """Report rows of another year's template, pasted as they are."""
        foreign = [
            record
            for record in records
            if AT in (code := record.cells[CODE])
            and tuple(code.split(AT)[:2]) not in self.book.asked
            and not record.blank(_FILLED)
        ]
        if foreign:
            rows = "、".join(str(record.row) for record in foreign[:3])
            rows += f" 等 {len(foreign)}" if foreign[3:] else ""
            message = f"第 {rows} 行是从另一年的模板来的；"
            year = self.book.wanted.year
            message += f"请把数填进 {year} 年版模板的行里，再删去这些行。"
            self.book.taken.faults.append(Fault(foreign[0].table.grid.name, 0, 0, message))

    def _now(self, key: Key) -> Key:
        indicator, period, major, category = key
        return indicator, period, self.book.major(major), category

    def _said(self, key: Key) -> str:
        indicator, *others = key
        return " ".join(filter(None, (self.book.titles[indicator], *others)))

    def _shown(self, record: Record) -> Key:
        """Return what the words of a row say, right or wrong."""
        cells = record.cells
        indicator = self.book.codes.get(fold(form_columns.indicator_name(cells[NAME])), "")
        category = cell_values.one_line(cells[CATEGORY])
        return indicator, _period(record), self.book.major(cells[MAJOR]), category

    def _check_last(self, record: Record, line: Line | None) -> None:
        """Report a number in the grey column of what was printed before, where none is read."""
        line = line or self.lines.get(self.keys.get(record.cells[CODE], ("", "", "", "")))
        known, now = (line.last_printed if line else ""), record.cells[LAST]
        unit = line.unit if line else ""
        same = fold(now) == fold(known) or (
            (number := observations.plain_number(now, unit)) is not None
            and number == observations.plain_number(known, unit)
        )
        # Of a CSV file a spreadsheet may have made what it likes on the way.
        if now and not same and self.book.whole:
            back = f"改回 {known}" if known else "清空"
            record.report(
                LAST,
                f"「{LAST}」一列只供对照，不会读取，这里却写了「{now}」；是本版的数，"
                f"请填到「{PRINTED}」，并把这一格{back}。",
            )

    def _key(self, record: Record) -> Key | None:
        """Read what a row is about; report it, and return None, where that cannot be told."""
        indicator = self._indicator(record)
        if not indicator:
            return None
        cells = record.cells
        if indicator not in self.categories:
            message = f"「{cells[NAME]}」不在本表；请填到工作表「{self._home(indicator)}」。"
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
                if year > self.book.wanted.year and not cells[NOTE]:
                    message = f"「{period}」晚于报告的 {self.book.wanted.year} 年；请改正，"
                    record.report(PERIOD, f"{message}报告确有此数的，请在备注里说明。")
        major = self.book.majors.get(fold(cells[MAJOR]), "")
        if cells[MAJOR] and not major:
            like = self.book.like(cells[MAJOR], sorted(set(self.book.majors.values())))
            advice = f"请改正，或先在工作表「{form_columns.MAJORS}」加上这个专业。"
            record.report(MAJOR, f"不认识专业「{cells[MAJOR]}」{like}{advice}")
        category = cell_values.one_line(cells[CATEGORY])
        self._check_category(record, category, self.categories[indicator])
        unit = self.book.units[indicator]
        if cells[UNIT] and fold(cells[UNIT]) != fold(unit):
            message = f"这个指标的单位是「{unit}」，这里成了「{cells[UNIT]}」；请把数换算过来，"
            record.report(UNIT, f"{message}并把单位改回来。")
        if record.spoilt & {NAME, CATEGORY, MAJOR, PERIOD, UNIT, CODE}:
            return None
        return indicator, period, major, category

    def _home(self, indicator: str) -> str:
        sheets = self.book.wanted.sheets
        return next(
            sheet.title
            for sheet in sheets
            if any(line.indicator == indicator for line in (*sheet.lines, *sheet.open))
        )

    def _check_category(self, record: Record, category: str, known: Collection[str]) -> None:
        """Report a category that is none of the indicator's, where these are laid down."""
        if category in known or OPEN in known or CATEGORY in record.spoilt:
            return
        if not category:
            message = f"没有写分类；请填写，如 {next(iter(known))}。"
        elif list(known) == [""]:
            message = "这个指标不分类；请清空这一格。"
        else:
            message = f"没有「{category}」这一分类{self.book.like(category, known)}请照模板填写。"
        record.report(CATEGORY, message)

    def _indicator(self, record: Record) -> str:
        """Return the code of a row's indicator; nothing, and a report, where name and code part."""
        name, code = form_columns.indicator_name(record.cells[NAME]), record.cells[CODE]
        code = code.partition(AT)[0]
        by_name = self.book.codes.get(fold(name), "")
        if name and not by_name:
            like = self.book.like(name, self.book.titles.values())
            message = f"没有名为「{name}」的指标{like}请从下拉列表中选择，不要改指标名称。"
            record.report(NAME, message)
        elif name and code and by_name != code:
            record.report(
                NAME,
                f"这一行原是「{self.book.titles.get(code, code)}」，名称却成了「{name}」，{_MOVED}",
            )
        elif by_name or (code in self.book.titles and not self.book.whole):
            return by_name or code
        elif NAME not in record.spoilt:
            # A code alone does: for those who script, never in a column that nobody sees.
            message = "这一行没有写指标；请填写，或清空这一行。"
            if not any(record.cells[header] for header in (*_KEY, NOTE, SOURCE)):
                message = "这一行只有数，没有指标，像是整列往下错了一行；请核对整列，再清空这一行。"
            record.report(NAME, message)
        return ""

    def _figure(self, record: Record, key: Key, line: Line | None) -> dict[str, str] | None:
        """Read what is printed, and what it means; None where nothing was filled in."""
        cells = record.cells
        unit = self.book.units[key[0]]
        printed, number = (
            cell_values.as_printed(cells[PRINTED]),
            cell_values.one_line(narrow(cells[VALUE])),
        )
        status = self._status(record)
        if not (printed or number or status) and not record.spoilt:
            # The official form has a cell for it: left blank there is blank in the report.
            if not (self.is_form and line):
                self._check_last(record, line)
                if (cells[NOTE] or cells[PAGE]) and not record.spoilt:
                    record.report(PRINTED, "写了备注或页码，却没有填数；请填数，或清空整行。")
                return None
            status = BLANK
        if printed == "-":
            status = status or DASH
            if number:
                record.report(VALUE, f"「{PRINTED}」填了 -，又填了折合数值；请清空其中之一。")
        if number and not printed and status in ("", BLANK) and PRINTED not in record.spoilt:
            record.report(
                VALUE,
                f"只填了「{VALUE}」；报告所印的数请填在「{PRINTED}」。报告没有印、按清单清点得出的数，"
                f"请把「{form_columns.STATUS}」选为「{STATUS[UNSURE]}」并写备注。",
            )
            return None
        note = cell_values.one_line(cells[NOTE])
        value = self._value(record, printed, number, status, unit)
        if value and number and not status and cell_values.is_about(printed):
            status, note = UNSURE, note or cell_values.ABOUT
            self.book.about.append(printed)
        is_bare = value and unit == "%" and not (number or status or cells[NOTE])
        last = line.last_printed if line else ""
        if is_bare and (wrong := cell_values.of_which_size(printed, Decimal(value), last)):
            record.report(PRINTED, wrong)
        page = cell_values.page(cells[PAGE])
        if page is None:
            record.report(PAGE, f"「{cells[PAGE]}」不是页码；请只写报告的页码，如 21。")
        source = (
            cell_values.one_line(cells[SOURCE])
            or (line.source if line else "")
            or self.sheet.source
        )
        indicator, period, major, category = key
        return {
            "indicator": indicator,
            "period": period,
            "major": major,
            "category": category,
            "value": value,
            "printed": printed,
            "status": status or (NORMAL if printed else BLANK),
            "source": source or self.sheet.title,
            "page": page or "",
            "note": note,
        }

    def _status(self, record: Record) -> str:
        word = record.cells[form_columns.STATUS]
        code = _STATUS_CODES.get(fold(word), "")
        if word and not code:
            allowed = "、".join(STATUS.values())
            message = f"不认识「{word}」；请从下拉列表选 {allowed} 之一，或留空。"
            record.report(form_columns.STATUS, message)
        return code

    def _value(self, record: Record, printed: str, number: str, status: str, unit: str) -> str:
        """Return the number in plain digits; report what has none, or one that cannot be."""
        if PRINTED in record.spoilt or printed == "-" or not (printed or number):
            return ""
        read, told = (observations.plain_number(text, unit) for text in (printed, number))
        value = told if read is None else read
        where, wrong = PRINTED, cell_values.doubtful(printed, unit)
        if not wrong and number:
            where, wrong = VALUE, cell_values.doubtful(number, unit)
            if told is None:
                wrong = f"「{number}」不是数字；请只写数字，或清空。"
            elif read is not None and read != told:
                wrong = f"折合数值 {number} 与所印「{printed}」不符；所印已是数字时请清空本格。"
        if not wrong and value is None:
            wrong = cell_values.no_number(printed, unit)
        if not wrong and value is not None:
            where = VALUE if read is None else PRINTED
            wrong = cell_values.impossible(value, unit, status)
        if wrong:
            record.report(where, wrong)
        return "" if wrong or value is None else f"{value:f}"


def _is_other_time(was: Key, now: Key) -> bool:
    """Tell the same figure of another period; the day of a count may be another one."""
    if (was[0], was[2:]) != (now[0], now[2:]):
        return False
    try:
        parse_period(now[1])
    except ValueError:
        return False  # told as such
    return _any_day(was) != _any_day(now)


def _any_day(key: Key) -> tuple[object, ...]:
    """Return what a row is about; the day of a count moves from year to year."""
    indicator, period, *others = key
    try:
        kind, year = parse_period(period)
    except ValueError:
        return key
    return indicator, year if kind == "as_of" else period, *others


def _period(record: Record) -> str:
    period = "".join(narrow(record.cells[PERIOD]).split())
    return day(period) or period
