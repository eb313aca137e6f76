"""The workbook that an office fills in for the next edition, and the same as one table.

Whoever opens it knows Excel and nothing else: what is asked stands in white cells, what the
edition before printed in grey ones beside them, and every cell says what belongs in it. The same
layout always gives the same bytes.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.labels import STATUS as STATUSES
from dashboard.layout import (
    AT,
    CARRY,
    CATEGORY,
    CODE,
    COLUMNS,
    CONTENT,
    DEFINITION,
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
    NOTE,
    PAGE,
    PERIOD,
    PRINTED,
    REQUIRED,
    SHEET,
    SOURCE,
    STATUS,
    UNIT,
    VALUE,
    YES,
    Layout,
    Line,
    ListSheet,
    Sheet,
)
from dashboard.period import parse_period

_FONT = "微软雅黑"
_SIZE = 10
_MADE = (2000, 1, 1, 0, 0, 0)  # as the time of making would make every copy another file
_SPARE, _SPARE_MANY, _SPARE_LIST = 5, 10, 20
_LISTS_FROM = 30  # the column of 填写说明 where the hidden lists for drop-downs begin
_PERCENT = "0.00%"
_LONGEST_LIST = 255  # letters of a drop-down that stands in the cell itself

# The least and the most a column is wide, in digits.
_WIDTHS = {
    NAME: (16, 46),
    CATEGORY: (7, 24),
    MAJOR: (7, 22),
    PERIOD: (10, 20),
    UNIT: (7, 12),
    LAST_PERIOD: (10, 18),
    LAST: (10, 16),
    PRINTED: (14, 14),
    VALUE: (10, 10),
    STATUS: (11, 11),
    NOTE: (24, 24),
    SOURCE: (10, 20),
    PAGE: (6, 6),
    DEFINITION: (60, 180),
    CODE: (12, 40),
}
_LIST_WIDEST = 48
_ALWAYS_OPEN = (PRINTED, VALUE, STATUS, NOTE, SOURCE, PAGE)

_NOTES = {
    PRINTED: "照报告所印填写，一字不改。\n留空：报告没有填写这一格。\n"
    "-：报告印了横线，表示不适用。\n0：确实是零。\n三者含义不同，请勿互相代替。",
    VALUE: "只在“本版所印”不是一个数时填写，写它代表的数：达标 写 1，300多名 写 300，"
    "1/3以上 写 33.33（百分比只写数，不写百分号）。",
    STATUS: "一般留空，由系统判断。口径变了选“口径不同”，序列从这里断开选“序列中断”，约数或"
    "自己清点的数选“可靠性低”；选这三项须写备注。",
    LAST: "上一版报告所印，供对照，不能改。时期见左边一列。",
    CARRY: "灰色各行是上一版的内容。本版仍然成立的，选“是”；有变化的，直接改那一行；"
    "不再成立的，不用管它。新的内容写在末尾的空行里。",
    NAME: "名称后带 * 的，是官方附表的必填项。",
}


# Colours by their place in the workbook's own theme: 0 is the paper, 1 the ink, 4 the accent.
def _ink(tint: float = 0.0, theme: int = 1) -> Color:
    return Color(theme=theme, tint=tint)


def _filled(theme: int, tint: float) -> PatternFill:
    return PatternFill("solid", fgColor=_ink(tint, theme))


_TEXT = Font(name=_FONT, size=_SIZE, color=_ink())
_PALE = Font(name=_FONT, size=_SIZE, color=_ink(0.4))
_BOLD = Font(name=_FONT, size=_SIZE, bold=True, color=_ink())
_LINKED = Font(name=_FONT, size=_SIZE, underline="single", color=_ink(-0.25, 4))
_TITLE = Font(name=_FONT, size=16, bold=True, color=_ink())
_HEADING = Font(name=_FONT, size=12, bold=True, color=_ink(-0.5, 4))
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
_ACROSS = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_GREY = _filled(0, -0.05)
_THIN = Side(style="thin", color=_ink(-0.25, 0))
_STRONG = Side(style="medium", color=_ink(0.0, 4))
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BOX_REQUIRED = Border(left=_STRONG, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class _Look:
    """How a kind of cell looks, and whether it can be written in."""

    name: str
    fill: PatternFill | None = None
    font: Font = _TEXT
    alignment: Alignment = _LEFT
    border: Border = _BOX
    locked: bool = True
    form: str = "General"

    def style(self) -> NamedStyle:
        return NamedStyle(
            name=self.name,
            font=self.font,
            fill=self.fill,
            border=self.border,
            alignment=self.alignment,
            number_format=self.form,
            protection=Protection(locked=self.locked),
        )


_HEADER = _Look("列名", _filled(4, 0.8), _BOLD, _CENTRE)
_KEY = _Look("问什么", _GREY)
_ASIDE = _Look("参考", _GREY, _PALE)
_BEFORE = _Look("上版数", _GREY, _PALE, _RIGHT, form="@")
_INPUT = _Look("填写", locked=False)
_TEXT_INPUT = _Look("填写文字", locked=False, form="@")
_TEXT_CARRIED = _Look("上版内容", _GREY, _PALE, locked=False, form="@")
_NUMBER = _Look("填写数字", alignment=_RIGHT, locked=False)
_CHOICE = _Look("选择", alignment=_CENTRE, locked=False)
_WORD = _Look("词", _GREY, _BOLD, _CENTRE, form="@")
_PLAIN = _Look("说明")
_COUNT = _Look("格数", alignment=_RIGHT, form="#")  # none is said by nothing
_REMARK = _Look("提示", font=_PALE)
_LINK = _Look("前往", _GREY, _LINKED)
# What is printed, by how it is written and whether the official form insists on it.
_PRINTED = {
    (form, required): _Look(
        f"所印{kind}{'（必填）' if required else ''}",
        alignment=_RIGHT,
        border=_BOX_REQUIRED if required else _BOX,
        locked=False,
        form=form,
    )
    for form, kind in ((_PERCENT, "百分比"), ("@", "比例"), ("General", "数"))
    for required in (False, True)
}
_LOOKS = (
    *(_HEADER, _KEY, _ASIDE, _BEFORE, _INPUT, _TEXT_INPUT, _TEXT_CARRIED, _NUMBER, _CHOICE),
    *(_WORD, _PLAIN, _COUNT, _REMARK, _LINK, *_PRINTED.values()),
)


def workbook(layout: Layout) -> bytes:
    """Return the template as an Excel workbook."""
    return _Book(layout).bytes()


def csv_text(layout: Layout) -> bytes:
    """Return the figures asked for as one table, for those who script."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [SHEET, *COLUMNS], restval="", lineterminator="\r\n")
    writer.writeheader()
    for item, label in layout.edition.columns.items():
        now = _known(layout, item)
        before = layout.edition.last[0][item] if layout.edition.last else ""
        code = _item_code(layout, item)
        writer.writerow({SHEET: EDITION, NAME: label, PRINTED: now, LAST: before, CODE: code})
    for sheet in layout.sheets:
        for line in sheet.lines:
            writer.writerow({SHEET: sheet.title, **_cells(line)})
    return text.getvalue().encode("utf-8-sig")


def _known(layout: Layout, item: str) -> str:
    """Return what is certain of an edition before anybody has filled anything in."""
    if item == "edition":
        return str(layout.year)
    return layout.edition.last[0][item] if item == "school" and layout.edition.last else ""


def _item_code(layout: Layout, item: str) -> str:
    """Return what says of which year a template is, also where its cell was written over."""
    return f"{item}{AT}{layout.year}" if item == "edition" else item


def _cells(line: Line) -> dict[str, str]:
    official = f"附表表述：{line.official}。" if line.official else ""
    return {
        NAME: f"{line.name} {REQUIRED}" if line.required else line.name,
        CATEGORY: line.category,
        MAJOR: line.major,
        PERIOD: line.period,
        UNIT: line.unit,
        LAST_PERIOD: line.last_period,
        LAST: line.last_printed,
        SOURCE: line.source,
        DEFINITION: official + line.definition,
        CODE: line.code,
    }


class _Book:
    """The workbook being written, sheet by sheet."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.book = Workbook()
        for look in _LOOKS:
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
        return _settled(raw.getvalue())

    # --- the sheets -------------------------------------------------------------------------------

    def _edition(self) -> None:
        sheet = self.book.create_sheet(EDITION)
        _header(sheet, [ITEM, CONTENT, LAST_CONTENT, CODE])
        last = self.layout.edition.last[0] if self.layout.edition.last else {}
        for row, (item, label) in enumerate(self.layout.edition.columns.items(), start=2):
            known = _known(self.layout, item)
            _put(sheet, row, 1, label, _KEY)
            _put(sheet, row, 2, known, _KEY if item == "edition" else _TEXT_INPUT)
            _put(sheet, row, 3, last.get(item, ""), _ASIDE)
            _put(sheet, row, 4, _item_code(self.layout, item), _ASIDE)
            sheet.row_dimensions[row].height = 22 * _lines(last.get(item, ""), 60)
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
                _ask(sheet, [(row, row)], 2, self.layout.edition.columns[item], prompts[item])
        _finish(sheet, 3, len(self.layout.edition.columns) + 1)

    def _figures(self, asked: Sheet) -> None:
        sheet = self.book.create_sheet(asked.title)
        _header(sheet, COLUMNS)
        rows = [_cells(line) for line in asked.lines]
        place = {column: number for number, column in enumerate(COLUMNS, start=1)}
        widths = _widths(rows)
        for row, (line, cells) in enumerate(zip(asked.lines, rows, strict=True), start=2):
            for column, number in place.items():
                _put(sheet, row, number, cells.get(column, ""), _look(column, line))
            sheet.row_dimensions[row].height = _height(cells, widths)
        first_spare = len(rows) + 2
        many = asked.open or any(line.optional for line in asked.lines)
        last = first_spare + (_SPARE_MANY if many else _SPARE) - 1
        for row in range(first_spare, last + 1):
            for column, number in place.items():
                look = _NUMBER if column in (PRINTED, VALUE) else _INPUT
                _put(sheet, row, number, "", _ASIDE if column in (LAST_PERIOD, LAST) else look)
            sheet.row_dimensions[row].height = 20
        self._check_figures(sheet, asked, first_spare, last, place)
        for column, number in place.items():
            sheet.column_dimensions[get_column_letter(number)].width = widths[column]
        sheet.column_dimensions[get_column_letter(place[CODE])].hidden = True
        for column in (LAST, PRINTED, VALUE, STATUS):
            _note(sheet.cell(1, place[column]), _NOTES[column])
        remark = f"{asked.note}。\n" if asked.note else ""
        _note(sheet.cell(1, place[NAME]), remark + _NOTES[NAME])
        sheet.sheet_properties.tabColor = _ink(0.4, 4)
        _finish(sheet, len(COLUMNS), last, printed=place[PAGE])

    def _check_figures(
        self, sheet: Worksheet, asked: Sheet, spare: int, last: int, place: dict[str, int]
    ) -> None:
        lines = list(enumerate(asked.lines, start=2))
        everywhere, spares = [(2, last)], [(spare, last)]
        for kind in dict.fromkeys((line.unit, _form(line)) for line in asked.lines):
            rows = _runs(row for row, line in lines if (line.unit, _form(line)) == kind)
            _ask_printed(sheet, rows, place[PRINTED], *kind)
        _ask_printed(sheet, spares, place[PRINTED], "", "General")
        _check(
            *(sheet, everywhere, place[VALUE], VALUE, "只在左边印的不是一个数时填写。"),
            kind="decimal",
            error="“折合数值”只能是数：达标 写 1，300多名 写 300；百分比只写数，不写百分号。",
        )
        words = [word for code, word in STATUSES.items() if code]
        _choose(sheet, everywhere, place[STATUS], STATUS, words, prompt="一般留空，由系统判断。")
        _check(
            *(sheet, everywhere, place[PAGE], PAGE, "报告自己印的页码，可以不填。"),
            kind="whole",
            error="“页码”是报告自己印的页码，只写整数。",
        )
        open_majors = _runs(row for row, line in lines if line.open_major)
        some = "全校的数留空；分专业的数选专业。新专业先写进“专业”表。"
        _choose(sheet, [*open_majors, *spares], place[MAJOR], MAJOR, self.majors, prompt=some)
        every = [*asked.lines, *asked.open]
        names = list(dict.fromkeys(line.name for line in every))
        some = "从下拉列表里选这张表的指标。"
        _choose(sheet, spares, place[NAME], NAME, self._hide(names), prompt=some)
        periods = list(dict.fromkeys(line.period for line in every))
        moving = _runs(row for row, line in lines if _is_free(line))
        some = "写法与列表相同，如 2023学年第一学期。统计的日期与列表不同时可以改。"
        _choose(
            sheet, [*moving, *spares], place[PERIOD], PERIOD, periods, prompt=some, strict=False
        )

    def _list(self, one: ListSheet) -> None:
        sheet = self.book.create_sheet(one.title)
        offset = 1 if one.carries else 0
        headers = [*([CARRY] if one.carries else []), *one.columns.values()]
        _header(sheet, headers)
        rows = [
            {header: one.shown(column, row[column]) for column, header in one.columns.items()}
            for row in one.last
        ]
        widths = {
            header: min(max(12, *(_wide(row[header]) + 2 for row in rows), _wide(header) + 6), most)
            if rows
            else max(16, _wide(header) + 6)
            for header, most in ((header, _LIST_WIDEST) for header in one.columns.values())
        }
        last = len(rows) + _SPARE_LIST + 1
        for row in range(2, last + 1):
            cells = rows[row - 2] if row - 2 < len(rows) else {}
            if one.carries:
                _put(sheet, row, 1, "", _CHOICE)
            look = _TEXT_CARRIED if cells and one.carries else _TEXT_INPUT
            for number, header in enumerate(one.columns.values(), start=1 + offset):
                _put(sheet, row, number, cells.get(header, ""), look)
            high = max((_lines(text, widths[header]) for header, text in cells.items()), default=1)
            sheet.row_dimensions[row].height = 6 + 15 * high
        everywhere = [(2, last)]
        for number, (column, header) in enumerate(one.columns.items(), start=1 + offset):
            sheet.column_dimensions[get_column_letter(number)].width = widths[header]
            words = list(one.words.get(column, {}).values())
            if column == "major" and one is not self.layout.majors:
                _choose(
                    sheet, everywhere, number, header, self.majors, prompt="与某个专业有关时选。"
                )
            elif column == "indicator":
                _choose(
                    sheet,
                    everywhere,
                    number,
                    header,
                    self.names,
                    prompt="选目录里的指标，可以留空。",
                )
            elif column == "claim":
                _ask(sheet, everywhere, number, header, "留空即可，由看板编号。")
            elif words and column != "indicators":
                _choose(sheet, everywhere, number, header, words, prompt="从下拉列表里选。")
        if one.carries:
            sheet.column_dimensions["A"].width = 8
            _choose(sheet, everywhere, 1, CARRY, [YES, NO], prompt="本版仍然成立的选“是”。")
            _note(sheet.cell(1, 1), _NOTES[CARRY])
            self._show_carried(sheet, len(headers), len(rows) + 1)
        sheet.sheet_properties.tabColor = _ink(-0.25, 0)
        _finish(sheet, len(headers), last)

    def _show_carried(self, sheet: Worksheet, columns: int, last: int) -> None:
        """Turn a row of last year's black on white once it is carried over."""
        if last < 2:
            return
        where = f"B2:{get_column_letter(columns)}{last}"
        white = PatternFill("solid", bgColor=_ink(0.0, 0))
        black = DifferentialStyle(font=Font(color=_ink()), fill=white)
        rule = Rule(type="expression", formula=[f'$A2="{YES}"'], dxf=black)
        sheet.conditional_formatting.add(where, rule)

    # --- the page that explains -------------------------------------------------------------------

    def _explain(self) -> None:
        sheet, layout = self.help, self.layout
        before = f"（{layout.previous} 年版）" if layout.previous else ""
        for column, width in zip("ABCDEF", (26, 10, 10, 12, 10, 62), strict=True):
            sheet.column_dimensions[column].width = width
        row = _say(sheet, 1, f"{layout.year} 年版教育质量年度报告　数据填报", _TITLE, 34)
        row = _say(
            sheet,
            row,
            f"白色的格请填，灰色的格是上一版{before}所印，供对照。填完在看板的“数据填报”页上传，"
            "由那里检查、预览、发布；哪一格有问题，会指明表和格。",
        )
        row = _say(sheet, row + 1, "怎样填", _HEADING, 24)
        for number, text in enumerate(_STEPS, start=1):
            row = _say(sheet, row, f"{number}. {text}")
        row = _say(sheet, row + 1, "三种“没有”", _HEADING, 24)
        row = _pairs(sheet, row, _NOTHING)
        row = _say(sheet, row + 1, "“状态”各词", _HEADING, 24)
        row = _pairs(sheet, row, _STATUS_MEANING)
        row = _say(sheet, row + 1, "各表", _HEADING, 24)
        last = self._index(row)
        sheet.sheet_view.showGridLines = False
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        _print(sheet, f"A1:F{last}", heading=False)

    def _index(self, row: int) -> int:
        """List the sheets, from a row on, and return the last row."""
        sheet = self.help
        heads = ("表（点击前往）", "要填", "其中必填", "可填", "已填", "提示")
        for number, head in enumerate(heads, start=1):
            _put(sheet, row, number, head, _HEADER)
        sheet.row_dimensions[row].height = 24
        for first in (self.layout.edition, self.layout.majors):
            row += 1
            self._index_row(row, first.title, ("", "", "", ""), _LIST_NOTES[first.file])
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
            self._index_row(row, other.title, ("", "", "", ""), _LIST_NOTES.get(other.file, ""))
        return row

    def _index_row(self, row: int, title: str, counts: Iterable[Any], note: str) -> None:
        sheet = self.help
        _put(sheet, row, 1, title, _LINK)
        sheet.cell(row, 1).hyperlink = Hyperlink(
            ref=sheet.cell(row, 1).coordinate, location=f"{quote_sheetname(title)}!A1"
        )
        for number, count in enumerate(counts, start=2):
            _put(sheet, row, number, count, _COUNT)
        _put(sheet, row, 6, note, _REMARK)
        sheet.row_dimensions[row].height = 6 + 15 * _lines(note, 60)

    def _hide(self, words: Sequence[str]) -> str:
        """Put words where a drop-down finds them and nobody sees them; return where."""
        column = get_column_letter(self.hidden)
        for row, word in enumerate(words, start=1):
            self.help.cell(row, self.hidden, word)
        self.help.column_dimensions[column].hidden = True
        self.hidden += 1
        return f"{quote_sheetname(HELP)}!${column}$1:${column}${max(len(words), 1)}"


_STEPS = (
    (
        "照报告印的填进“本版所印”：印 1920 填 1920，印 97.92% 填 97.92%，印 99.61 填 99.61，"
        "印 18:1 填 18:1，印 300多名 就填 300多名。不改、不凑、不四舍五入；"
        "对不上的地方，检查时会告诉您。"
    ),
    "印的不是一个数时，在“折合数值”写它代表的数：达标 写 1，300多名 写 300。",
    "名称后带 * 的是官方附表的必填项，“本版所印”左边有一道粗线。",
    "分专业的行：有数就填，没有就留空，不影响全校的数。有了它，教师就能只看自己的专业。",
    "要加一行，用表末的空行：指标、专业、时期从下拉列表里选，分类自己写。新专业先写进“专业”表。",
    "本校自己的项目（社团、培训、合作单位等）按上一版列出：改了名的改名，停了的留空，新的写在空行。",
    (
        "“事实”“说法”等各表里，灰色是上一版的行：仍然成立的，“沿用”选“是”；有变化的直接改；"
        "新的写在末尾。"
    ),
    (
        "可以筛选、隐藏列、调列宽。要排序，先点“审阅”里的“撤销工作表保护”（没有密码）。"
        "请勿改动表名和第一行的列名。"
    ),
)
_NOTHING = (
    ("（留空）", "报告没有填写这一格，记作“未填”。"),
    ("-", "报告印了一道横线，记作“不适用”。请用半角的 -。"),
    ("0", "确实是零。"),
)
_STATUS_MEANING = (
    ("（留空）", "由系统判断：有数是“正常”，空格是“未填”，- 是“不适用”。绝大多数格都这样。"),
    (STATUSES["B"], "口径或办法从这一年起变了，与以前不能比较。须写备注。"),
    (STATUSES["D"], "这个数的口径与指标的定义不同。须写备注。"),
    (STATUSES["U"], "约数，或者报告没有印出、自己清点的数。须写备注。"),
)
_LIST_NOTES = {
    "edition": "报告的全称、日期、页数",
    "majors": "专业的全称、大类和其他写法；报告里出现的专业都要在这里",
    "facts_prose": "正文里的事：荣誉、合作、课程、活动、挑战与对策",
    "facts_tables": "表里的事：活动日历、社团的时间和地点",
    "facts_captions": "章节和图表的标题，用来核对目录",
    "claims": "正文里的论断，用来与表里的数对照",
    "omissions_prose": "正文里看到而不收录的数，写明原因",
    "omissions_tables": "图表里看到而不收录的数，写明原因",
    "answers": "上传检查以后再填：对每一处发现作出答复，编号见检查结果",
}


def _is_free(line: Line) -> bool:
    """Tell a period that is no name but a day, which may be another one this time."""
    return parse_period(line.period)[0] == "as_of"


def _form(line: Line) -> str:
    """Say how a cell is written, so that what is typed is what is printed.

    The prose prints 97.92%, the official forms print 97.92 under a heading that says %.
    """
    if line.unit.startswith(":"):
        return "@"
    signed = line.last_printed.endswith("%") or not (line.last_printed or line.official)
    return _PERCENT if line.unit == "%" and signed else "General"


def _look(column: str, line: Line) -> _Look:
    if column == PRINTED:
        return _PRINTED[_form(line), line.required]
    if column == LAST:
        return _BEFORE
    if column in (VALUE, PAGE):
        return _NUMBER
    free = (
        column in _ALWAYS_OPEN
        or (column == CATEGORY and line.open_category)
        or (column == MAJOR and line.open_major)
        or (column == PERIOD and _is_free(line))
    )
    if free:
        return _INPUT
    aside = column in (LAST_PERIOD, DEFINITION, UNIT, CODE) or (column == NAME and line.optional)
    return _ASIDE if aside else _KEY


# --- how wide and how high ----------------------------------------------------------------------


def _wide(text: str) -> int:
    """Return how many digits wide a text is; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _lines(text: str, width: float) -> int:
    return max(1, -(-_wide(text) // max(int(width) - 1, 1)))


def _widths(rows: Sequence[dict[str, str]]) -> dict[str, int]:
    widths = {}
    for column, (least, most) in _WIDTHS.items():
        widest = max((_wide(row.get(column, "")) + 2 for row in rows), default=0)
        widths[column] = min(max(least, widest), most)
    return widths


def _height(cells: dict[str, str], widths: dict[str, int]) -> float:
    return 6 + 15 * max(_lines(text, widths[column]) for column, text in cells.items())


# --- pieces of a sheet --------------------------------------------------------------------------


def _put(sheet: Worksheet, row: int, column: int, value: Any, look: _Look) -> None:
    cell = sheet.cell(row, column)
    if value != "":
        cell.value = value
        if isinstance(value, str) and look is not _COUNT:
            cell.data_type = "s"  # a text that looks like a formula is none
    cell.style = look.name


def _header(sheet: Worksheet, names: Sequence[str]) -> None:
    for number, name in enumerate(names, start=1):
        _put(sheet, 1, number, name, _HEADER)
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = "B2"


def _finish(sheet: Worksheet, columns: int, last: int, printed: int | None = None) -> None:
    """Protect a sheet without a password, let it be filtered, and set up its print."""
    whole = f"A1:{get_column_letter(columns)}{last}"
    sheet.auto_filter.ref = whole
    protection = sheet.protection
    protection.sheet = True
    # What stands here is what stays allowed.
    protection.sort = protection.autoFilter = protection.insertRows = False
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    sheet.sheet_view.zoomScale = 100
    _print(sheet, f"A1:{get_column_letter(printed or columns)}{last}", heading=True)


def _print(sheet: Worksheet, area: str, *, heading: bool) -> None:
    sheet.page_setup.orientation = "landscape" if heading else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = area
    if heading:
        sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.8
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text="&P / &N")
    )


def _note(cell: Cell | MergedCell, text: str) -> None:
    lines = sum(_lines(part, 36) for part in text.split("\n"))
    cell.comment = Comment(text, "填写说明", width=280, height=24 + 19 * lines)


def _say(sheet: Worksheet, row: int, text: str, font: Font = _TEXT, height: float = 0) -> int:
    """Write a line across the page that explains, and return the row after it."""
    cell = sheet.cell(row, 1, text)
    cell.font, cell.alignment = font, _ACROSS
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
    sheet.row_dimensions[row].height = height or 4 + 16 * _lines(text, 124)
    return row + 1


def _pairs(sheet: Worksheet, row: int, pairs: Iterable[tuple[str, str]]) -> int:
    for word, meaning in pairs:
        _put(sheet, row, 1, word, _WORD)
        for column in range(2, 7):
            _put(sheet, row, column, meaning if column == 2 else "", _PLAIN)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=6)
        sheet.row_dimensions[row].height = 21
        row += 1
    return row


# --- what a cell takes --------------------------------------------------------------------------

_Rows = Sequence[tuple[int, int]]  # first and last row of each stretch


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _validate(sheet: Worksheet, rows: _Rows, column: int, title: str, **said: Any) -> None:
    if not rows:
        return
    letter = get_column_letter(column)
    rule = DataValidation(
        allow_blank=True,
        showErrorMessage="type" in said,
        showInputMessage=True,
        promptTitle=title,
        errorTitle=title,
        **said,
    )
    for first, last in rows:
        rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _ask(sheet: Worksheet, rows: _Rows, column: int, title: str, prompt: str) -> None:
    _validate(sheet, rows, column, title, prompt=prompt)


def _check(
    sheet: Worksheet, rows: _Rows, column: int, title: str, prompt: str, *, kind: str, error: str
) -> None:
    low = "1" if kind == "whole" else "-1000000000000"
    _validate(
        *(sheet, rows, column, title),
        type=kind,
        operator="greaterThanOrEqual",
        formula1=low,
        prompt=prompt,
        error=error,
        errorStyle="stop",
    )


def _choose(
    sheet: Worksheet,
    rows: _Rows,
    column: int,
    title: str,
    words: Sequence[str] | str,
    *,
    prompt: str,
    strict: bool = True,
) -> None:
    """Offer words, or those in a range of the workbook; ``strict`` takes no other."""
    if not isinstance(words, str):
        inside = ",".join(words)
        if len(inside) > _LONGEST_LIST or not words:
            _ask(sheet, rows, column, title, prompt)
            return
        words = f'"{inside}"'
    _validate(
        *(sheet, rows, column, title),
        type="list",
        formula1=words,
        prompt=prompt,
        error="请从下拉列表里选。" if strict else "不在下拉列表里。确实要这样写，请点“是”。",
        errorStyle="stop" if strict else "warning",
    )


def _ask_printed(sheet: Worksheet, rows: _Rows, column: int, unit: str, form: str) -> None:
    nothing = "没有填写的留空，印作横线的填 -，是零的填 0。"
    if unit.startswith(":"):
        _ask(sheet, rows, column, f"比例，印作 18{unit} 的样子", f"照原样写。{nothing}")
        return
    if not rows:
        return
    cell = f"{get_column_letter(column)}{rows[0][0]}"
    most, wanted = "", "不小于 0 的数"
    asked = f"单位：{unit}" if unit else PRINTED
    if form == _PERCENT:
        most, wanted, asked = f",{cell}<=1", "0% 到 100% 的百分比", "百分比，如 97.92%"
    elif unit == "%":
        most, wanted, asked = f",{cell}<=100", "0 到 100 的数", "单位：%，只写数，如 97.92"
    _validate(
        *(sheet, rows, column, asked),
        type="custom",
        formula1=f'OR({cell}="-",AND(ISNUMBER({cell}),{cell}>=0{most}))',
        prompt=f"照报告所印填写。{nothing}",
        error=f"这里一般填{wanted}，或者半角的 -。报告印的确实是文字（如 300多名），请点“是”，"
        "并在“折合数值”写它代表的数。",
        errorStyle="warning",
    )


# --- the same bytes -----------------------------------------------------------------------------

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_AFTER_ERRORS = re.compile(rb"<(?:drawing|legacyDrawing|tableParts)\b|</worksheet>")
# Figures of last year are text, so that they stand as printed: no green corner for that.
_NO_CORNERS = (
    b'<ignoredErrors><ignoredError sqref="A1:Z2000" numberStoredAsText="1"/></ignoredErrors>'
)
# What a formula counts is nothing yet; without that, a program that does not reckon shows a gap.
_UNRECKONED = re.compile(rb"</f><v ?/>|</f><v></v>")
_SQREF = re.compile(rb'(?<= sqref=")[^"]*')


def _settled(raw: bytes) -> bytes:
    """Take the time of making out of a workbook, and Excel's remarks on numbers as text."""
    made = io.BytesIO()
    stamp = b"%d-%02d-%02dT%02d:%02d:%02dZ" % _MADE
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + stamp, content)
            if name.startswith("xl/worksheets/sheet"):
                content = _SQREF.sub(_in_order, content)
                content = _UNRECKONED.sub(b"</f><v>0</v>", content)
                content = _AFTER_ERRORS.sub(lambda end: _NO_CORNERS + end[0], content, count=1)
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return made.getvalue()


def _in_order(ranges: re.Match[bytes]) -> bytes:
    """Put ranges from the top down, as a formula is relative to the first.

    The library keeps them in a set.
    """
    return b" ".join(sorted(ranges[0].split(), key=lambda one: int(re.findall(rb"\d+", one)[0])))
