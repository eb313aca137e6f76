"""The workbook being written, sheet by sheet."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.contract.codes import STATUS as STATUS_LABELS
from dashboard.intake.form_columns import (
    CARRY,
    CODE,
    COLUMNS,
    CONTENT,
    EDITION,
    HELP,
    ITEM,
    LAST,
    LAST_CONTENT,
    LAST_PERIOD,
    MAJOR,
    MAJORS,
    NAME,
    NO,
    PAGE,
    PERIOD,
    PRINTED,
    STATUS,
    VALUE,
    YES,
)
from dashboard.intake.form_layout import Layout, ListSheet, Sheet
from dashboard.intake.template.instructions import LIST_NOTES, NOTES, NOTHING, STATUS_MEANING, STEPS
from dashboard.intake.template.lines import cells_of, certain, item_code
from dashboard.intake.template.pieces import (
    finish,
    note,
    put,
    put_header,
    say,
    say_pairs,
    set_up_print,
)
from dashboard.intake.template.reproducible import settled
from dashboard.intake.template.styles import (
    ASIDE,
    CHOICE,
    COUNT,
    HEADER,
    HEADING,
    INPUT,
    KEY,
    LINK,
    LIST_WIDEST,
    LOOKS,
    NUMBER,
    REMARK,
    TEXT_CARRIED,
    TEXT_INPUT,
    TITLE,
    form_of,
    height_of,
    ink,
    is_free,
    lines_in,
    look_of,
    wide,
    widths_of,
)
from dashboard.intake.template.validation import ask, ask_printed, check_number, choose, runs

_SPARE, _SPARE_MANY, _SPARE_LIST = 5, 10, 20
_LISTS_FROM = 30  # the column of 填写说明 where the hidden lists for drop-downs begin


class Book:
    """The workbook being written, sheet by sheet."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.book = Workbook()
        for look in LOOKS:
            self.book.add_named_style(look.style())
        self.help = self.book.worksheets[0]
        self.help.title = HELP
        self.hidden = _LISTS_FROM
        last = len(layout.majors.last) + _SPARE_LIST + 1
        self.majors = f"{quote_sheetname(MAJORS)}!$A$2:$A${last}"
        self.names = ""  # where the names of all indicators stand
        self._edition()
        self._list(layout.majors)
        for sheet in layout.sheets:
            self._figures(sheet)
        words = [one.words["indicator"] for one in layout.lists if "indicator" in one.words]
        self.names = self._hide([*words[0].values()])
        for one in layout.lists:
            self._list(one)
        self._explain()

    def bytes(self) -> bytes:
        self.book.properties.creator = ""
        self.book.properties.title = f"{self.layout.year} 年版数据填报模板"
        raw = io.BytesIO()
        self.book.save(raw)
        return settled(raw.getvalue())

    # --- the sheets -------------------------------------------------------------------------------

    def _edition(self) -> None:
        sheet = self.book.create_sheet(EDITION)
        put_header(sheet, [ITEM, CONTENT, LAST_CONTENT, CODE])
        last = self.layout.edition.last[0] if self.layout.edition.last else {}
        for row, (item, label) in enumerate(self.layout.edition.columns.items(), start=2):
            known = certain(self.layout, item)
            put(sheet, row, 1, label, KEY)
            put(sheet, row, 2, known, KEY if item == "edition" else TEXT_INPUT)
            put(sheet, row, 3, last.get(item, ""), ASIDE)
            put(sheet, row, 4, item_code(self.layout, item), ASIDE)
            sheet.row_dimensions[row].height = 22 * lines_in(last.get(item, ""), 60)
        for column, width in zip("ABC", (16, 60, 60), strict=True):
            sheet.column_dimensions[column].width = width
        sheet.column_dimensions["D"].hidden = True
        prompts = {
            "title": "封面上的全称。",
            "school": "学校的全称。",
            "published": "发布的日期，如 2025-12-27；不知道就留空。",
            "printed_date": "照封面所印，如 2025年12月。",
            "pages": "报告正文和附表的总页数，只写数。",
        }
        for row, item in enumerate(self.layout.edition.columns, start=2):
            if item in prompts:
                ask(sheet, [(row, row)], 2, self.layout.edition.columns[item], prompts[item])
        finish(sheet, 3, len(self.layout.edition.columns) + 1)

    def _figures(self, asked: Sheet) -> None:
        sheet = self.book.create_sheet(asked.title)
        put_header(sheet, COLUMNS)
        rows = [cells_of(line) for line in asked.lines]
        place = {column: number for number, column in enumerate(COLUMNS, start=1)}
        widths = widths_of(rows)
        for row, (line, cells) in enumerate(zip(asked.lines, rows, strict=True), start=2):
            for column, number in place.items():
                put(sheet, row, number, cells.get(column, ""), look_of(column, line))
            sheet.row_dimensions[row].height = height_of(cells, widths)
        first_spare = len(rows) + 2
        many = asked.open or any(line.optional for line in asked.lines)
        last = first_spare + (_SPARE_MANY if many else _SPARE) - 1
        for row in range(first_spare, last + 1):
            for column, number in place.items():
                look = NUMBER if column in (PRINTED, VALUE) else INPUT
                put(sheet, row, number, "", ASIDE if column in (LAST_PERIOD, LAST) else look)
            sheet.row_dimensions[row].height = 20
        self._check_figures(sheet, asked, first_spare, last, place)
        for column, number in place.items():
            sheet.column_dimensions[get_column_letter(number)].width = widths[column]
        sheet.column_dimensions[get_column_letter(place[CODE])].hidden = True
        for column in (LAST, PRINTED, VALUE, STATUS):
            note(sheet.cell(1, place[column]), NOTES[column])
        remark = f"{asked.note}。\n" if asked.note else ""
        note(sheet.cell(1, place[NAME]), remark + NOTES[NAME])
        sheet.sheet_properties.tabColor = ink(0.4, 4)
        finish(sheet, len(COLUMNS), last, printed=place[PAGE])

    def _check_figures(
        self, sheet: Worksheet, asked: Sheet, spare: int, last: int, place: dict[str, int]
    ) -> None:
        lines = list(enumerate(asked.lines, start=2))
        everywhere, spares = [(2, last)], [(spare, last)]
        for kind in dict.fromkeys((line.unit, form_of(line)) for line in asked.lines):
            rows = runs(row for row, line in lines if (line.unit, form_of(line)) == kind)
            ask_printed(sheet, rows, place[PRINTED], *kind)
        ask_printed(sheet, spares, place[PRINTED], "", "General")
        check_number(
            *(sheet, everywhere, place[VALUE], VALUE, "只在左边印的不是一个数时填写。"),
            kind="decimal",
            error="“折合数值”只能是数：达标 写 1，300多名 写 300；百分比只写数，不写百分号。",
        )
        words = list(STATUS_LABELS.values())
        choose(sheet, everywhere, place[STATUS], STATUS, words, prompt="一般留空，由系统判断。")
        check_number(
            *(sheet, everywhere, place[PAGE], PAGE, "报告自己印的页码，可以不填。"),
            kind="whole",
            error="“页码”是报告自己印的页码，只写整数。",
        )
        open_majors = runs(row for row, line in lines if line.open_major)
        some = "全校的数留空；分专业的数选专业。新专业先写进“专业”表。"
        choose(sheet, [*open_majors, *spares], place[MAJOR], MAJOR, self.majors, prompt=some)
        every = [*asked.lines, *asked.open]
        names = list(dict.fromkeys(line.name for line in every))
        some = "从下拉列表里选这张表的指标。"
        choose(sheet, spares, place[NAME], NAME, self._hide(names), prompt=some)
        periods = list(dict.fromkeys(line.period for line in every))
        moving = runs(row for row, line in lines if is_free(line))
        some = "写法与列表相同，如 2023学年第一学期。统计的日期与列表不同时可以改。"
        choose(sheet, [*moving, *spares], place[PERIOD], PERIOD, periods, prompt=some, strict=False)

    def _list(self, one: ListSheet) -> None:
        sheet = self.book.create_sheet(one.title)
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
        last = len(rows) + _SPARE_LIST + 1
        for row in range(2, last + 1):
            cells = rows[row - 2] if row - 2 < len(rows) else {}
            if one.carries:
                put(sheet, row, 1, "", CHOICE)
            look = TEXT_CARRIED if cells and one.carries else TEXT_INPUT
            for number, header in enumerate(one.columns.values(), start=1 + offset):
                put(sheet, row, number, cells.get(header, ""), look)
            high = max(
                (lines_in(text, widths[header]) for header, text in cells.items()), default=1
            )
            sheet.row_dimensions[row].height = 6 + 15 * high
        everywhere = [(2, last)]
        for number, (column, header) in enumerate(one.columns.items(), start=1 + offset):
            sheet.column_dimensions[get_column_letter(number)].width = widths[header]
            words = list(one.words.get(column, {}).values())
            if column == "major" and one is not self.layout.majors:
                choose(
                    sheet, everywhere, number, header, self.majors, prompt="与某个专业有关时选。"
                )
            elif column == "indicator":
                choose(
                    sheet,
                    everywhere,
                    number,
                    header,
                    self.names,
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
            self._show_carried(sheet, len(headers), len(rows) + 1)
        sheet.sheet_properties.tabColor = ink(-0.25, 0)
        finish(sheet, len(headers), last)

    def _show_carried(self, sheet: Worksheet, columns: int, last: int) -> None:
        """Turn a row of last year's black on white once it is carried over."""
        if last < 2:
            return
        where = f"B2:{get_column_letter(columns)}{last}"
        white = PatternFill("solid", bgColor=ink(0.0, 0))
        black = DifferentialStyle(font=Font(color=ink()), fill=white)
        rule = Rule(type="expression", formula=[f'$A2="{YES}"'], dxf=black)
        sheet.conditional_formatting.add(where, rule)

    # --- the page that explains -------------------------------------------------------------------

    def _explain(self) -> None:
        sheet, layout = self.help, self.layout
        before = f"（{layout.previous} 年版）" if layout.previous else ""
        for column, width in zip("ABCDEF", (26, 10, 10, 12, 10, 62), strict=True):
            sheet.column_dimensions[column].width = width
        row = say(sheet, 1, f"{layout.year} 年版教育质量年度报告　数据填报", TITLE, 34)
        row = say(
            sheet,
            row,
            f"白色的格请填，灰色的格是上一版{before}所印，供对照。填完在看板的“数据填报”页上传，"
            "由那里检查、预览、发布；哪一格有问题，会指明表和格。",
        )
        row = say(sheet, row + 1, "怎样填", HEADING, 24)
        for number, text in enumerate(STEPS, start=1):
            row = say(sheet, row, f"{number}. {text}")
        row = say(sheet, row + 1, "三种“没有”", HEADING, 24)
        row = say_pairs(sheet, row, NOTHING)
        row = say(sheet, row + 1, "“状态”各词", HEADING, 24)
        row = say_pairs(sheet, row, STATUS_MEANING)
        row = say(sheet, row + 1, "各表", HEADING, 24)
        last = self._index(row)
        sheet.sheet_view.showGridLines = False
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        set_up_print(sheet, f"A1:F{last}", heading=False)

    def _index(self, row: int) -> int:
        """List the sheets, from a row on, and return the last row."""
        sheet = self.help
        heads = ("表（点击前往）", "要填", "其中必填", "可填", "已填", "提示")
        for number, head in enumerate(heads, start=1):
            put(sheet, row, number, head, HEADER)
        sheet.row_dimensions[row].height = 24
        for first in (self.layout.edition, self.layout.majors):
            row += 1
            self._index_row(row, first.title, ("", "", "", ""), LIST_NOTES[first.file])
        for one in self.layout.sheets:
            row += 1
            asked = [line for line in one.lines if not line.optional]
            column = get_column_letter(COLUMNS.index(PRINTED) + 1)
            height = self.book[one.title].max_row
            filled = f"=COUNTA({quote_sheetname(one.title)}!{column}2:{column}{height})"
            required = sum(line.required for line in asked)
            counts = (len(asked), required, len(one.lines) - len(asked), filled)
            self._index_row(row, one.title, counts, one.note)
        for other in self.layout.lists:
            row += 1
            self._index_row(row, other.title, ("", "", "", ""), LIST_NOTES.get(other.file, ""))
        return row

    def _index_row(self, row: int, title: str, counts: Iterable[Any], note: str) -> None:
        sheet = self.help
        put(sheet, row, 1, title, LINK)
        sheet.cell(row, 1).hyperlink = Hyperlink(
            ref=sheet.cell(row, 1).coordinate, location=f"{quote_sheetname(title)}!A1"
        )
        for number, count in enumerate(counts, start=2):
            put(sheet, row, number, count, COUNT)
        put(sheet, row, 6, note, REMARK)
        sheet.row_dimensions[row].height = 6 + 15 * lines_in(note, 60)

    def _hide(self, words: Sequence[str]) -> str:
        """Put words where a drop-down finds them and nobody sees them; return where."""
        column = get_column_letter(self.hidden)
        for row, word in enumerate(words, start=1):
            self.help.cell(row, self.hidden, word)
        self.help.column_dimensions[column].hidden = True
        self.hidden += 1
        return f"{quote_sheetname(HELP)}!${column}$1:${column}${max(len(words), 1)}"
