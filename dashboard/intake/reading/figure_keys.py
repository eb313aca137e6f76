"""Which figure a row is about: what its words say, and what is wrong with them."""

from dashboard.contract.period import canonical, parse_period
from dashboard.ingest.record import OPEN
from dashboard.intake import cell_values, form_columns
from dashboard.intake.form_columns import (
    AT,
    CATEGORY,
    CODE,
    MAJOR,
    NAME,
    NOTE,
    PERIOD,
    SOURCE,
    UNIT,
)
from dashboard.intake.form_layout import Key, Sheet
from dashboard.intake.reading.filled_file import FilledFile
from dashboard.intake.sheet_table import Record
from dashboard.text import fold

KEY_HEADERS = (NAME, PERIOD, MAJOR, CATEGORY)
MOVED = "像是只排序或粘贴了部分列；请撤销后整行移动，或从模板重新复制这一行。"


class FigureKeys:
    """What the rows of one sheet may be about.

    ``by_code`` has the key of each line of the template, ``by_key`` the line itself; a major goes
    by the name that this file gives it.
    """

    def __init__(self, file: FilledFile, sheet: Sheet) -> None:
        self._file = file
        self.by_code = {line.code: self._renamed(line.key) for line in sheet.lines}
        self.by_key = {self.by_code[line.code]: line for line in sheet.lines}
        self._categories: dict[str, dict[str, None]] = {}  # by indicator, in order
        self._spelt = {(line.indicator, fold(line.category)): line.category for line in sheet.lines}
        for line in (*sheet.lines, *sheet.open):
            category = OPEN if line.open_category else line.category
            self._categories.setdefault(line.indicator, {})[category] = None

    def title(self, key: Key) -> str:
        indicator, *others = key
        return " ".join(filter(None, (self._file.titles[indicator], *others)))

    def as_typed(self, record: Record) -> Key:
        """Return what the words of a row say, right or wrong."""
        cells = record.cells
        indicator = self._file.codes.get(fold(form_columns.indicator_name(cells[NAME])), "")
        category = self._as_known(indicator, cells[CATEGORY])
        return indicator, canonical(cells[PERIOD]), self._file.major(cells[MAJOR]), category

    def identify(self, record: Record) -> Key | None:
        """Read what a row is about; report it, and return None, where it is not clear."""
        indicator = self._indicator(record)
        if not indicator:
            return None
        if indicator not in self._categories:
            home = self._file.sheet_of(indicator)
            record.report(NAME, f"「{record.cells[NAME]}」不在本表；请填到工作表「{home}」。")
            return None
        period = self._period(record)
        major = self._major(record)
        category = self._category(record, indicator)
        self._check_unit(record, self._file.units[indicator])
        if record.spoilt & {NAME, CATEGORY, MAJOR, PERIOD, UNIT, CODE}:
            return None
        return indicator, period, major, category

    def _as_known(self, indicator: str, category: str) -> str:
        """Return a category as it is written in the template, where only width or spaces differ."""
        return self._spelt.get((indicator, fold(category)), cell_values.one_line(category))

    def _renamed(self, key: Key) -> Key:
        indicator, period, major, category = key
        return indicator, period, self._file.major(major), category

    def _indicator(self, record: Record) -> str:
        """Return the code of a row's indicator; nothing, and a report, where name and code part."""
        name, code = form_columns.indicator_name(record.cells[NAME]), record.cells[CODE]
        code = code.partition(AT)[0]
        by_name = self._file.codes.get(fold(name), "")
        if name and not by_name:
            like = self._file.like(name, self._file.titles.values())
            message = f"没有名为「{name}」的指标{like}请从下拉列表中选择，不要改指标名称。"
            record.report(NAME, message)
        elif name and code and by_name != code:
            before = self._file.titles.get(code, code)
            record.report(NAME, f"这一行原是「{before}」，名称却成了「{name}」，{MOVED}")
        elif by_name or (code in self._file.titles and not self._file.whole):
            # A code alone does: for those who script, never in a column that nobody sees.
            return by_name or code
        elif NAME not in record.spoilt:
            message = "这一行没有写指标；请填写，或清空这一行。"
            if not any(record.cells[header] for header in (*KEY_HEADERS, NOTE, SOURCE)):
                message = "这一行只有数，没有指标，像是整列往下错了一行；请核对整列，再清空这一行。"
            record.report(NAME, message)
        return ""

    def _period(self, record: Record) -> str:
        period = canonical(record.cells[PERIOD])
        if PERIOD in record.spoilt:
            return period
        try:
            _, year = parse_period(period)
        except ValueError as error:
            record.report(PERIOD, str(error) if period else "没有写时期；请填写，如 2025年。")
        else:
            if year > self._file.wanted.year and not record.cells[NOTE]:
                message = f"「{period}」晚于报告的 {self._file.wanted.year} 年；请改正，"
                record.report(PERIOD, f"{message}报告确有此数的，请在备注里说明。")
        return period

    def _major(self, record: Record) -> str:
        typed = record.cells[MAJOR]
        major = self._file.majors.get(fold(typed), "")
        if typed and not major:
            like = self._file.like(typed, sorted(set(self._file.majors.values())))
            advice = f"请改正，或先在工作表「{form_columns.MAJORS}」加上这个专业。"
            record.report(MAJOR, f"不认识专业「{typed}」{like}{advice}")
        return major

    def _category(self, record: Record, indicator: str) -> str:
        """Read the category; report one that is not the indicator's, where these are laid down."""
        known = self._categories[indicator]
        category = self._as_known(indicator, record.cells[CATEGORY])
        if category in known or CATEGORY in record.spoilt:
            return category
        if OPEN in known:
            # The first to write a category of the school's own says how it is written.
            return self._spelt.setdefault((indicator, fold(category)), category)
        if not category:
            message = f"没有写分类；请填写，如 {next(iter(known))}。"
        elif list(known) == [""]:
            message = "这个指标不分类；请清空这一格。"
        else:
            message = f"没有「{category}」这一分类{self._file.like(category, known)}请照模板填写。"
        record.report(CATEGORY, message)
        return category

    def _check_unit(self, record: Record, unit: str) -> None:
        typed = record.cells[UNIT]
        if typed and fold(typed) != fold(unit):
            message = f"这个指标的单位是「{unit}」，这里成了「{typed}」；请把数换算过来，"
            record.report(UNIT, f"{message}并把单位改回来。")


def on_any_day(key: Key) -> tuple[object, ...]:
    """Return what a row is about; the day of a count moves from year to year."""
    indicator, period, *others = key
    try:
        period_type, year = parse_period(period)
    except ValueError:
        return key
    return indicator, year if period_type == "as_of" else period, *others


def is_other_period(before: Key, now: Key) -> bool:
    """Tell the same figure of another period; the day of a count may be another one."""
    if (before[0], before[2:]) != (now[0], now[2:]):
        return False
    try:
        parse_period(now[1])
    except ValueError:
        return False  # reported as such
    return on_any_day(before) != on_any_day(now)
