"""A sheet of the template that is a list, with what the edition before had in it."""

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.form_columns import (
    CARRY,
    NO,
    YES,
)
from dashboard.intake.form_layout import ListSheet
from dashboard.intake.template.instructions import NOTES
from dashboard.intake.template.pieces import (
    finish,
    note,
    put,
    put_header,
)
from dashboard.intake.template.styles import (
    CHOICE,
    LIST_WIDEST,
    TEXT_CARRIED,
    TEXT_INPUT,
    ink,
    lines_in,
    wide,
)
from dashboard.intake.template.validation import ask, choose

SPARE_ROWS = 20


def write_list(sheet: Worksheet, one: ListSheet, majors: str, names: str) -> None:
    """Write a list: the rows of last year, to be carried over or not, and spare ones.

    ``majors`` and ``names`` are where the words for drop-downs stand: of majors, empty where they
    are what is listed, and of indicators.
    """
    offset = 1 if one.carries else 0
    headers = [*([CARRY] if one.carries else []), *one.columns.values()]
    put_header(sheet, headers)
    rows = [
        {header: one.shown(column, row[column]) for column, header in one.columns.items()}
        for row in one.last
    ]
    widths = {
        header: min(max(12, *(wide(row[header]) + 2 for row in rows), wide(header) + 6), most)
        if rows
        else max(16, wide(header) + 6)
        for header, most in ((header, LIST_WIDEST) for header in one.columns.values())
    }
    last = len(rows) + SPARE_ROWS + 1
    for row in range(2, last + 1):
        cells = rows[row - 2] if row - 2 < len(rows) else {}
        if one.carries:
            put(sheet, row, 1, "", CHOICE)
        look = TEXT_CARRIED if cells and one.carries else TEXT_INPUT
        for number, header in enumerate(one.columns.values(), start=1 + offset):
            put(sheet, row, number, cells.get(header, ""), look)
        high = max((lines_in(text, widths[header]) for header, text in cells.items()), default=1)
        sheet.row_dimensions[row].height = 6 + 15 * high
    everywhere = [(2, last)]
    for number, (column, header) in enumerate(one.columns.items(), start=1 + offset):
        sheet.column_dimensions[get_column_letter(number)].width = widths[header]
        words = list(one.words.get(column, {}).values())
        if column == "major" and majors:
            choose(sheet, everywhere, number, header, majors, prompt="与某个专业有关时选。")
        elif column == "indicator":
            choose(
                sheet,
                everywhere,
                number,
                header,
                names,
                prompt="选目录里的指标，可以留空。",
            )
        elif column == "claim":
            ask(sheet, everywhere, number, header, "留空即可，由看板编号。")
        elif words and column != "indicators":
            choose(sheet, everywhere, number, header, words, prompt="从下拉列表里选。")
    if one.carries:
        sheet.column_dimensions["A"].width = 8
        choose(sheet, everywhere, 1, CARRY, [YES, NO], prompt="本版仍然成立的选“是”。")
        note(sheet.cell(1, 1), NOTES[CARRY])
        _show_carried(sheet, len(headers), len(rows) + 1)
    sheet.sheet_properties.tabColor = ink(-0.25, 0)
    finish(sheet, len(headers), last)


def _show_carried(sheet: Worksheet, columns: int, last: int) -> None:
    """Turn a row of last year's black on white once it is carried over."""
    if last < 2:
        return
    where = f"B2:{get_column_letter(columns)}{last}"
    white = PatternFill("solid", bgColor=ink(0.0, 0))
    black = DifferentialStyle(font=Font(color=ink()), fill=white)
    rule = Rule(type="expression", formula=[f'$A2="{YES}"'], dxf=black)
    sheet.conditional_formatting.add(where, rule)
