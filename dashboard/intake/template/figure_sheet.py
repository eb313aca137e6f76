"""A sheet of the template that asks for the figures of one table of the report."""

from collections.abc import Callable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.contract.codes import STATUS as STATUS_LABELS
from dashboard.intake.form_columns import (
    ABSENT,
    CODE,
    COLUMNS,
    LAST,
    LAST_PERIOD,
    MAJOR,
    NAME,
    PAGE,
    PERIOD,
    PRINTED,
    STATUS,
    VALUE,
)
from dashboard.intake.form_layout import Sheet
from dashboard.intake.template.instructions import NOTES
from dashboard.intake.template.lines import cells_of
from dashboard.intake.template.pieces import (
    finish,
    note,
    put,
    put_header,
)
from dashboard.intake.template.styles import (
    ASIDE,
    NUMBER,
    TEXT_INPUT,
    form_of,
    height_of,
    ink,
    is_free,
    look_of,
    widths_of,
)
from dashboard.intake.template.validation import ask_printed, check_number, choose, runs

_SPARE, _SPARE_MANY = 5, 10
_NUMBERS = {column: number for number, column in enumerate(COLUMNS, start=1)}

Hide = Callable[[Sequence[str]], str]


def write_figures(sheet: Worksheet, asked: Sheet, majors: str, hide: Hide) -> None:
    """Write a table of the report: its lines, spare rows, and what the cells take.

    ``majors`` is where the names of the majors stand, ``hide`` puts words where a drop-down finds
    them.
    """
    put_header(sheet, COLUMNS)
    rows = [cells_of(line) for line in asked.lines]
    widths = widths_of(rows)
    for row, (line, cells) in enumerate(zip(asked.lines, rows, strict=True), start=2):
        for column, number in _NUMBERS.items():
            put(sheet, row, number, cells.get(column, ""), look_of(column, line))
        sheet.row_dimensions[row].height = height_of(cells, widths)
    first_spare = len(rows) + 2
    many = asked.open or any(line.optional for line in asked.lines)
    last = first_spare + (_SPARE_MANY if many else _SPARE) - 1
    for row in range(first_spare, last + 1):
        for column, number in _NUMBERS.items():
            look = NUMBER if column in (PRINTED, VALUE, PAGE) else TEXT_INPUT
            put(sheet, row, number, "", ASIDE if column in (LAST_PERIOD, LAST) else look)
        sheet.row_dimensions[row].height = 20
    _check_figures(sheet, asked, first_spare, last)
    _offer(sheet, asked, (first_spare, last), majors, hide)
    for column, number in _NUMBERS.items():
        sheet.column_dimensions[get_column_letter(number)].width = widths[column]
    sheet.column_dimensions[get_column_letter(_NUMBERS[CODE])].hidden = True
    for column in (LAST, PRINTED, VALUE, STATUS):
        note(sheet.cell(1, _NUMBERS[column]), NOTES[column])
    remark = f"{asked.note}。\n" if asked.note else ""
    note(sheet.cell(1, _NUMBERS[NAME]), remark + NOTES[NAME])
    sheet.sheet_properties.tabColor = ink(0.4, 4)
    finish(sheet, len(COLUMNS), last, printed=_NUMBERS[PAGE])


def _check_figures(sheet: Worksheet, asked: Sheet, spare: int, last: int) -> None:
    lines = list(enumerate(asked.lines, start=2))
    everywhere, spares = [(2, last)], [(spare, last)]
    for form in dict.fromkeys((line.unit, form_of(line)) for line in asked.lines):
        rows = runs(row for row, line in lines if (line.unit, form_of(line)) == form)
        ask_printed(sheet, rows, _NUMBERS[PRINTED], *form)
    ask_printed(sheet, spares, _NUMBERS[PRINTED], "", "General")
    check_number(
        *(sheet, everywhere, _NUMBERS[VALUE], VALUE, "只在左边印的不是一个数时填写。"),
        kind="decimal",
        error="“折合数值”只能是数：达标 写 1，300多名 写 300；百分比只写数，不写百分号。",
    )
    words = [*STATUS_LABELS.values(), *([ABSENT] if asked.is_form else [])]
    choose(sheet, everywhere, _NUMBERS[STATUS], STATUS, words, prompt="一般留空，由系统判断。")
    check_number(
        *(sheet, everywhere, _NUMBERS[PAGE], PAGE, "报告自己印的页码，可以不填。"),
        kind="whole",
        error="“页码”是报告自己印的页码，只写整数。",
    )


def _offer(
    sheet: Worksheet,
    asked: Sheet,
    spare: tuple[int, int],
    majors: str,
    hide: Hide,
) -> None:
    """Offer the words that fit: majors and periods where they are open, all of it in spare rows."""
    lines = list(enumerate(asked.lines, start=2))
    spares = [spare]
    open_majors = runs(row for row, line in lines if line.open_major)
    some = "全校的数留空；分专业的数选专业。新专业先写进“专业”表。"
    choose(sheet, [*open_majors, *spares], _NUMBERS[MAJOR], MAJOR, majors, prompt=some)
    every = [*asked.lines, *asked.open]
    names = list(dict.fromkeys(line.name for line in every))
    some = "从下拉列表里选这张表的指标。"
    choose(sheet, spares, _NUMBERS[NAME], NAME, hide(names), prompt=some)
    periods = list(dict.fromkeys(line.period for line in every))
    moving = runs(row for row, line in lines if is_free(line))
    some = "写法与列表相同，如 2023学年第一学期。统计的日期与列表不同时可以改。"
    choose(sheet, [*moving, *spares], _NUMBERS[PERIOD], PERIOD, periods, prompt=some, strict=False)
