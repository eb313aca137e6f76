"""What the office filled in for one figure: parsed first, then judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dashboard.contract.codes import BLANK, STATUS, UNSURE, excuses
from dashboard.contract.printed_number import plain_number, rough
from dashboard.intake import cell_values, form_columns
from dashboard.intake.form_columns import ABSENT, NOTE, PAGE, PRINTED, VALUE
from dashboard.intake.sheet_table import Record
from dashboard.text import fold, narrow

FILLED = (PRINTED, VALUE, form_columns.STATUS, NOTE, PAGE)

Wrong = tuple[str, str]  # the header of the cell, and what is wrong with it

_STATUS_CODES = {fold(word): code for code, word in STATUS.items()} | {
    fold(code): code for code in (*STATUS, ABSENT)
}


@dataclass(frozen=True)
class Entry:
    """The cells of one row; ``printed_before`` is what the edition before has in this place.

    ``equivalent`` is the number that the office says the print stands for; ``status`` a code,
    empty where none was chosen; ``page`` is None where the cell holds no page number.
    """

    printed: str
    equivalent: str
    status: str
    note: str
    page: str | None
    unit: str
    printed_before: str
    is_unreadable: bool

    @property
    def is_blank(self) -> bool:
        return not (self.printed or self.equivalent or self.status)

    @property
    def is_absent(self) -> bool:
        """Tell a line of the official form that the report does not have at all."""
        return self.status == ABSENT

    @property
    def is_counted_without_saying(self) -> bool:
        """Tell a number that nobody said was counted in a list, though none is printed."""
        return (
            bool(self.equivalent)
            and not (self.printed or self.is_unreadable)
            and self.status in ("", BLANK)
        )

    @property
    def number(self) -> Decimal | None:
        """The number that is meant, if any."""
        if self.is_unreadable or self.printed == "-":
            return None
        printed = plain_number(self.printed, self.unit)
        if printed is None:
            return plain_number(self.equivalent, self.unit)
        return printed

    @property
    def is_approximate(self) -> bool:
        """Tell a print that stands for no exact number, where no status says how to take it."""
        said = self.equivalent and not self.status and self.number is not None
        return bool(said) and rough(self.printed) is not None


def parse(record: Record, unit: str, printed_before: str) -> Entry:
    """Read the cells of a row; reports a word that stands for no status."""
    cells = record.cells
    return Entry(
        printed=cell_values.as_printed(cells[PRINTED]),
        equivalent=cell_values.one_line(narrow(cells[VALUE])),
        status=_status(record),
        note=cell_values.one_line(cells[NOTE]),
        page=cell_values.page(cells[PAGE]),
        unit=unit,
        printed_before=printed_before,
        is_unreadable=PRINTED in record.spoilt,
    )


def _status(record: Record) -> str:
    word = record.cells[form_columns.STATUS]
    code = _STATUS_CODES.get(fold(word), "")
    if word and not code:
        allowed = "、".join((*STATUS.values(), ABSENT))
        message = f"不认识「{word}」；请从下拉列表选 {allowed} 之一，或留空。"
        record.report(form_columns.STATUS, message)
    return code


def judge(entry: Entry, page: str) -> Iterator[Wrong]:
    """Yield what is wrong with an entry; ``page`` is what was written for its page."""
    if entry.is_absent:
        if entry.printed or entry.equivalent or entry.note or entry.page:
            yield form_columns.STATUS, f"选了「{ABSENT}」，这一行却还填了别的；请清空其中之一。"
        return
    if entry.is_counted_without_saying:
        message = (
            f"只填了「{VALUE}」；报告所印的数请填在「{PRINTED}」。报告没有印、按清单清点得出的数，"
        )
        yield VALUE, f"{message}请把「{form_columns.STATUS}」选为「{STATUS[UNSURE]}」并写备注。"
        return
    if entry.printed == "-" and entry.equivalent:
        yield VALUE, f"「{PRINTED}」填了 -，又填了折合数值；请清空其中之一。"
    if wrong := _wrong_number(entry) or _wrong_size(entry):
        yield wrong
    if entry.page is None:
        yield PAGE, f"「{page}」不是页码；请只写报告的页码，如 21。"


def _wrong_number(entry: Entry) -> Wrong | None:
    """Say why the print has no number, not the one that is said, or one that cannot be."""
    printed, equivalent, unit = entry.printed, entry.equivalent, entry.unit
    if entry.is_unreadable or printed == "-" or not (printed or equivalent):
        return None
    where, wrong = PRINTED, cell_values.doubtful(printed, unit)
    if not wrong and equivalent:
        where, wrong = VALUE, _wrong_equivalent(entry)
    if not wrong and entry.number is None:
        where, wrong = PRINTED, cell_values.no_number(printed, unit)
    if not wrong and entry.number is not None:
        is_read = plain_number(printed, unit) is not None
        where = PRINTED if is_read else VALUE
        wrong = cell_values.impossible(entry.number, unit, entry.status)
    return (where, wrong) if wrong else None


def _wrong_equivalent(entry: Entry) -> str:
    """Say why the number that is said is none, or not what is printed."""
    printed, equivalent, unit = entry.printed, entry.equivalent, entry.unit
    read, said = (plain_number(text, unit) for text in (printed, equivalent))
    if said is None:
        return f"「{equivalent}」不是数字；请只写数字，或清空。"
    if read is not None and read != said:
        return f"折合数值 {equivalent} 与所印「{printed}」不符；所印已是数字时请清空本格。"
    if wrong := cell_values.doubtful(equivalent, unit):
        return wrong
    if not printed or read is not None or excuses(entry.status):
        return ""
    return cell_values.not_meant(printed, said, unit, explained=bool(entry.note))


def _wrong_size(entry: Entry) -> Wrong | None:
    """Ask of which size a bare share is that nothing else in the row explains."""
    number = entry.number
    if number is None or entry.unit != "%" or entry.equivalent or entry.status or entry.note:
        return None
    wrong = cell_values.of_which_size(entry.printed, number, entry.printed_before)
    return (PRINTED, wrong) if wrong else None
