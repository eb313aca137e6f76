"""A sheet of one figure: what it shows, its tables, its charts beside them, its sources below."""

from collections.abc import Sequence
from typing import Any

from dashboard.material import cells
from dashboard.material.content import Content, Table
from dashboard.material.palette import colours
from dashboard.material.workbook.native_chart import NativeChart
from dashboard.material.workbook.sheets import (
    CONTENTS,
    LINE,
    Paper,
    Styles,
    clean,
    count_lines,
    put,
    said,
    width,
)
from dashboard.render.tables import Figure

_LEAST, _MOST = 8, 46  # digits that a column is wide
_ROOM = 78  # digits of a sheet's head and foot, if its table is narrower
_BESIDE = 84  # digits of a table, beyond which its charts stand below it
_DIGIT, _LINE = 7, 24  # pixels of a digit and of a line
_ROW = 20  # pixels of a row that nothing is written in
_USUAL = 8.43  # digits of a column that nobody has set


def write(
    sheet: Any, styles: Styles, paper: Paper, shown: Content, charts: Sequence[NativeChart]
) -> None:
    """Write the sheet of a figure."""
    widths = _widths(shown.tables)
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide)
    lines = _Lines(sheet, styles, widths)
    lines.say(shown.called, bold=True, font_size=14)
    if shown.own_title:
        lines.say(shown.title, bold=True)
    lines.say(said(shown))
    of = f"单位：{shown.unit}" if shown.unit else ""
    lines.say("　".join(filter(None, (of, f"范围：{shown.scope}"))), quiet=True)
    for words in filter(None, (shown.date, shown.note)):
        lines.say(words)
    heading = lines.row + (1 if shown.tables and shown.tables[0].caption else 0)
    for table in shown.tables:
        _table(lines, table)
    beside = sum(widths) <= _BESIDE
    end = lines.row
    if charts:
        column = len(widths) + 1 if beside else 0
        # Below the heading, which stands again on each page, and with it whatever lies on it.
        row = heading + 1 if beside else lines.row + 1
        for chart in charts:
            at = {"x_offset": chart.left, "y_offset": chart.top}
            sheet.insert_chart(row, column, chart.drawn, at | {"description": clean(said(shown))})
        end = max(end, row + -(-max(chart.top + chart.high for chart in charts) // _ROW))
    lines.row = end + 1
    _foot(lines, shown)
    charted = max((chart.left + chart.wide for chart in charts), default=0)
    wide = sum(widths) * _DIGIT + (charted if beside else 0)
    paper.set_up(sheet, heading, (max(wide, lines.room * _DIGIT), lines.row * _LINE))


def _table(lines: "_Lines", table: Table) -> None:
    sheet, styles, grid = lines.sheet, lines.styles, table.grid
    if table.caption:
        lines.say(table.caption, bold=True)
    numeric = [letter == "n" for letter in grid.columns]
    for column, head in enumerate(grid.heads):
        style = styles.head(**_placed(right=numeric[column]))
        sheet.write_string(lines.row, column, clean(head), style)
    for row in grid.rows:
        lines.row += 1
        for column, cell in enumerate(row):
            _cell(sheet, styles, lines.row, column, cell, right=numeric[column])
        sheet.set_row(lines.row, LINE * max(map(count_lines, map(cells.text, row), lines.widths)))
    lines.row += 1
    for note in grid.notes:
        lines.say(note, quiet=True)
    lines.row += 1


def _cell(
    sheet: Any, styles: Styles, row: int, column: int, cell: cells.Cell, *, right: bool
) -> None:
    """Write a number as a number in its print, and all else as the text it is."""
    place = _placed(right=right)
    if isinstance(cell, Figure) and (form := cells.number_format(cell)):
        sheet.write_number(row, column, cell.value, styles.cell(num_format=form, **place))
        return
    gap = isinstance(cell, Figure) and cell.is_gap
    style = styles.cell(**place, **({"font_color": colours()["grayTextColor"]} if gap else {}))
    put(sheet, row, column, cells.text(cell), style)


def _placed(*, right: bool) -> dict[str, Any]:
    """Stand numbers to the right, and texts clear of the numbers before them."""
    return {"align": "right"} if right else {"align": "left", "indent": 1}


def _foot(lines: "_Lines", shown: Content) -> None:
    lines.say(f"来源：{'、'.join(shown.sources)}", quiet=True)
    for words in (*shown.remarks, *shown.doubts):
        lines.say(words, quiet=True)
    style = lines.styles.of(font_color=colours()["linkColor"], underline=1)
    lines.sheet.write_url(lines.row, 0, f"internal:'{CONTENTS}'!A1", style, "回到目录")


def _widths(tables: Sequence[Table]) -> list[float]:
    """Give each column the room of its longest word, within bounds; what is longer is wrapped."""
    columns = max((len(table.grid.heads) for table in tables), default=1)
    widest = [float(_LEAST)] * columns
    for table in tables:
        for row in (table.grid.heads, *table.grid.rows):
            for column, cell in enumerate(row):
                widest[column] = max(widest[column], width(cells.text(cell)) + 3)
    return [min(_MOST, wide) for wide in widest]


class _Lines:
    """Sentences over and under a table, each across the sheet and as high as it needs to be."""

    def __init__(self, sheet: Any, styles: Styles, widths: Sequence[float]) -> None:
        self.sheet, self.styles, self.widths, self.row = sheet, styles, widths, 0
        self._last, self.room = len(widths) - 1, sum(widths)
        while self.room < _ROOM:
            self._last, self.room = self._last + 1, self.room + _USUAL

    def say(self, words: str, *, quiet: bool = False, **look: Any) -> None:
        style = self.styles.quiet(**look) if quiet else self.styles.of(text_wrap=True, **look)
        text, size = clean(words), look.get("font_size", 10) / 10
        high = count_lines(text, self.room / size)
        self.sheet.set_row(self.row, LINE * size * high)
        if self._last:
            self.sheet.merge_range(self.row, 0, self.row, self._last, "", style)
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1
