"""The figures of one table of the report, row by row."""

from collections.abc import Iterable, Sequence

from dashboard.contract.codes import BLANK, DASH, GAP, NORMAL, UNSURE
from dashboard.contract.columns import FIGURES, labels, names
from dashboard.contract.faults import CellProblem
from dashboard.contract.printed_number import plain_number
from dashboard.intake import cell_values, form_columns
from dashboard.intake.form_columns import (
    CODE,
    LAST,
    MAJOR,
    NAME,
    NOTE,
    PAGE,
    PRINTED,
    SOURCE,
)
from dashboard.intake.form_layout import Key, Line, Sheet
from dashboard.intake.reading.figure_entry import FILLED, Entry, judge, parse
from dashboard.intake.reading.figure_keys import FigureKeys, on_any_day
from dashboard.intake.reading.filled_file import FilledFile
from dashboard.intake.reading.intake import from_row
from dashboard.intake.reading.moved_rows import check_moved, check_other_year, remark_filled_down
from dashboard.intake.sheet_table import Record
from dashboard.text import fold

_HEADERS = labels(FIGURES)  # where the cell of each column of a file of figures stands


def read_figures(file: FilledFile, sheet: Sheet) -> None:
    """Read the figures of one table of the report."""
    table = file.table(sheet.title, form_columns.COLUMNS, _HEADERS.values(), needed=file.whole)
    if table is None:
        return
    intake = file.intake
    path = f"{file.folder}/{sheet.file}.csv"
    intake.files[path] = (names(FIGURES), [])
    figures = _Figures(file, sheet)
    for record, row in figures.read(list(table.records())):
        intake.add(path, names(FIGURES), row, from_row(record, _HEADERS))
        intake.filled += row["printed"] not in ("", "-")
        file.without_page += not row["page"] and row["status"] not in GAP
    if sheet.lines and figures.is_empty:
        file.empty.append(sheet.title)
    missing = figures.missing()
    if missing and sheet.is_form:
        some = "、".join(f"{line.name} {line.period}" for line in missing[:3])
        message = f"少了 {len(missing)} 行：{some}{'……' if len(missing) > 3 else ''}；"
        intake.faults.append(CellProblem(table.grid.name, 0, 0, message + "请从模板补回这些行。"))
    elif missing:
        intake.remarks.append(f"工作表「{sheet.title}」比模板少 {len(missing)} 行，按没有填处理。")


class _Figures:
    """The rows of one sheet."""

    def __init__(self, file: FilledFile, sheet: Sheet) -> None:
        self.file, self.sheet = file, sheet
        self.keys = FigureKeys(file, sheet)
        self.is_empty = True
        self.seen: dict[Key, Record] = {}
        self.met: set[tuple[object, ...]] = set()  # the same, and rows left blank, on any day

    def read(self, records: Sequence[Record]) -> Iterable[tuple[Record, dict[str, str]]]:
        """Yield what each row gives; report what is wrong with the others."""
        check_moved(records, self.keys, FILLED)
        check_other_year(records, self.file, FILLED)
        remark_filled_down(records, self.file)
        for record in records:
            key = self._key(record)
            if key is None:
                typed = self.keys.as_typed(record)
                # A row that was reported is not missing besides.
                made_for = self.keys.by_code.get(record.cells[CODE], typed)
                self.met.add(on_any_day(made_for if record.spoilt else typed))
                continue
            if first := self.seen.get(key):
                record.report(NAME, _twice(record, first))
                continue
            self.seen[key] = record
            self.met.add(on_any_day(key))
            row = self._figure(record, key)
            if row is not None and not record.spoilt:
                yield record, row

    def missing(self) -> list[Line]:
        """Return the lines that no row was for, once all are read."""
        return [
            line
            for key, line in self.keys.by_key.items()
            if on_any_day(key) not in self.met and not (line.open_category or line.open_major)
        ]

    def _key(self, record: Record) -> Key | None:
        """Read what a row is about; None where it says nothing, or not what it is about."""
        if not record.blank(FILLED):
            self.is_empty = False
            return self.keys.identify(record)
        # A row that nobody filled in says nothing, unless the official form has it.
        key = self.keys.as_typed(record)
        line = self.keys.by_key.get(key)
        self._check_before(record, line)
        return key if line else None

    def _figure(self, record: Record, key: Key) -> dict[str, str] | None:
        """Return the row that a figure comes to; None where nothing, or nothing right, is there."""
        line = self.keys.by_key.get(key)
        entry = parse(record, self.file.units[key[0]], line.last_printed if line else "")
        # The official form has a cell for it: left blank there is blank in the report.
        if entry.is_blank and not record.spoilt and not (self.sheet.is_form and line):
            self._check_blank(record, line)
            return None
        for header, wrong in judge(entry, record.cells[PAGE]):
            record.report(header, wrong)
        self.file.absent += entry.is_absent
        if record.spoilt or entry.is_absent:
            return None
        if entry.is_approximate:
            self.file.approximate.append(entry.printed)
        source = cell_values.one_line(record.cells[SOURCE]) or (line.source if line else "")
        return {
            **dict(zip(("indicator", "period", "major", "category"), key, strict=True)),
            **_columns(entry),
            "source": source or self.sheet.source or self.sheet.title,
        }

    def _check_blank(self, record: Record, line: Line | None) -> None:
        """Report what was written beside a figure that is not there."""
        self._check_before(record, line)
        if (record.cells[NOTE] or record.cells[PAGE]) and not record.spoilt:
            record.report(PRINTED, "写了备注或页码，却没有填数；请填数，或清空整行。")

    def _check_before(self, record: Record, line: Line | None) -> None:
        """Report a number in the grey column of what was printed before, where none is read."""
        by_code = self.keys.by_code.get(record.cells[CODE])
        line = line or (self.keys.by_key.get(by_code) if by_code else None)
        known, now = (line.last_printed if line else ""), record.cells[LAST]
        unit = line.unit if line else ""
        same = fold(now) == fold(known) or (
            (number := plain_number(now, unit)) is not None and number == plain_number(known, unit)
        )
        # Of a CSV file a spreadsheet may have made what it likes on the way.
        if now and not same and self.file.whole:
            back = f"改回 {known}" if known else "清空"
            record.report(
                LAST,
                f"「{LAST}」一列只供对照，不会读取，这里却写了「{now}」；是本版的数，"
                f"请填到「{PRINTED}」，并把这一格{back}。",
            )


def _twice(record: Record, first: Record) -> str:
    """Say that two rows are for one figure; where their majors look different, why they are not."""
    same = f"与第 {first.row} 行是同一个数（指标、时期、专业、分类都相同）；"
    one, other = (cell_values.one_line(row.cells[MAJOR]) for row in (first, record))
    if one != other:
        return (
            f"{same}「{one}」和「{other}」是同一个专业的两种写法，"
            f"见工作表「{form_columns.MAJORS}」；请只留一行。"
        )
    return f"{same}请删去一行，或改正其中一行的分类、专业或时期。"


def _columns(entry: Entry) -> dict[str, str]:
    """Write an entry as a file of figures has it."""
    status, note = entry.status, entry.note
    if entry.is_approximate:
        status, note = UNSURE, note or cell_values.ABOUT
    elif not status:
        status = DASH if entry.printed == "-" else NORMAL if entry.printed else BLANK
    return {
        "value": "" if entry.number is None else f"{entry.number:f}",
        "printed": entry.printed,
        "status": status,
        "page": entry.page or "",
        "note": note,
    }
