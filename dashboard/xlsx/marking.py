"""A copy of a workbook in which whoever filled it in sees what is wrong, and where."""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.contract.faults import CellProblem, Refused
from dashboard.xlsx import FAULTS_SHEET
from dashboard.xlsx.cell_text import reaches_out
from dashboard.xlsx.marking_input import prepared
from dashboard.xlsx.package import Package
from dashboard.xlsx.shared_parts import read_shared

_Colours = dict[tuple[str, str], str]  # what a cell had before, by sheet and reference

_AUTHOR = "数据看板"
_OURS = "【数据检查】"  # what follows in a comment is ours
# Excel has no such red of its own, so that it is ours wherever it is found.
_RED = "FFFFB3B1"
_LISTED = 1_000
_LONGEST = 2_000


def mark(path: Path, faults: Sequence[CellProblem], out: Path) -> None:
    """Mark the faults within this process. Raises Refused."""
    slim, rules = prepared(path, read_shared(Package(path)).sheets)
    try:
        book = load_workbook(slim, rich_text=True, keep_links=False)
    except Exception as error:
        # What it raises on styles or charts it does not know has no common class.
        name = type(error).__name__
        message = (
            f"无法在这个工作簿里做标记（代号 {name}），请照页面上的清单修改。"
            "用 Excel 另存一份，也许就可以了。"
        )
        raise Refused(message) from error
    colours: _Colours = {}
    if FAULTS_SHEET in book.sheetnames:
        colours = _listed_colours(book[FAULTS_SHEET])
        book.remove(book[FAULTS_SHEET])
    for sheet in book.worksheets:
        _clean(sheet, colours)
        for rule in rules.get(sheet.title, ()):
            sheet.add_data_validation(rule)
    _list(book, faults, _mark_cells(book, faults[:_LISTED]))
    book.save(out)


# --- marks ----------------------------------------------------------------------------------------


def _clean(sheet: Worksheet, colours: _Colours) -> None:
    """Take off what an earlier call left, and the effect of what would reach out of the file."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.data_type == "f":
                formula = str(getattr(cell.value, "text", cell.value))
                if reaches_out(formula):
                    cell.value, cell.data_type = formula, "s"
            if cell.has_style and cell.fill.fgColor.rgb == _RED:
                was = colours.get((sheet.title, cell.coordinate))
                cell.fill = PatternFill("solid", fgColor=was) if was else PatternFill()
            if cell.comment is not None and _OURS in cell.comment.text:
                kept = cell.comment.text.partition(_OURS)[0].rstrip()
                cell.comment = _comment(kept, cell.comment.author) if kept else None


def _mark_cells(book: Workbook, faults: Sequence[CellProblem]) -> _Colours:
    colours: _Colours = {}
    messages: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for fault in faults:
        if fault.sheet in sheets and fault.cell_ref:
            shown = _visible(sheets[fault.sheet], fault.row, fault.column)
            messages[fault.sheet, *shown].append(_printable(fault.message))
    for (name, row, column), said in messages.items():
        cell = sheets[name].cell(row, column)
        if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.type == "rgb":
            colours[name, cell.coordinate] = str(cell.fill.fgColor.rgb)
        cell.fill = PatternFill("solid", fgColor=_RED)
        before, author = "", _AUTHOR
        if cell.comment is not None:
            before, author = f"{cell.comment.text}\n", cell.comment.author or _AUTHOR
        cell.comment = _comment(before + _OURS + "\n".join(said), author)
    return colours


def _visible(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """Return the cell that shows where this one is: the first, in a merged range."""
    if isinstance(sheet.cell(row, column), MergedCell):
        for area in sheet.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return area.min_row, area.min_col
    return row, column


def _comment(said: str, author: str | None) -> Comment:
    said = said[:_LONGEST]
    lines = said.count("\n") + len(said) // 20 + 2
    return Comment(said, author or _AUTHOR, height=min(20 * lines, 400), width=320)


def _printable(said: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", said)[:_LONGEST]


# --- the list -------------------------------------------------------------------------------------


def _listed_colours(sheet: Worksheet) -> _Colours:
    rows = sheet.iter_rows(min_row=2, max_col=4, values_only=True)
    listed = ([str(said) for said in row] for row in rows)
    return {
        (name, cell_ref): colour
        for name, cell_ref, _, colour in listed
        if re.fullmatch(r"[0-9A-F]{8}", colour)
    }


def _list(book: Workbook, faults: Sequence[CellProblem], colours: _Colours) -> None:
    for sheet in book.worksheets:
        # Two sheets selected at once would both take what is typed into one.
        sheet.sheet_view.tabSelected = False
    made = book.create_sheet(FAULTS_SHEET, 0)
    made.sheet_view.tabSelected = True
    book.active = 0
    rows = [("工作表", "单元格", "问题", "原底色")]
    for fault in faults[:_LISTED]:
        colour = colours.get((fault.sheet, fault.cell_ref), "")
        rows.append((fault.sheet, fault.cell_ref, fault.message, colour))
    if len(faults) > _LISTED:
        rest = f"另有 {len(faults) - _LISTED} 处没有列出，改好以上各处后再上传。"
        rows.append(("", "", rest, ""))
    known = set(book.sheetnames)
    for number, row_of in enumerate(rows, 1):
        for column, said in enumerate(row_of, 1):
            cell = made.cell(number, column, _printable(said))
            # Else a text that begins with = would be a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=column == 3)
            cell.font = Font(bold=number == 1)
        name, cell_ref, *_ = row_of
        if number > 1 and name in known:
            quoted = name.replace("'", "''")
            link = made.cell(number, 2)
            link.value = cell_ref or "整张表"
            target = f"'{quoted}'!{cell_ref or 'A1'}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=target)
            link.font = Font(color="FF0563C1", underline="single")
    for letter, width in (("A", 20), ("B", 10), ("C", 90)):
        made.column_dimensions[letter].width = width
    # So that a cell that is mended gets its own colour back; a comment would be in the way.
    made.column_dimensions["D"].hidden = True
    made.freeze_panes = "A2"
