"""How the cells of a template look, how wide and how high they are."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.colors import Color

from dashboard.contract.period import parse_period
from dashboard.intake.form_columns import (
    CATEGORY,
    CODE,
    DEFINITION,
    LAST,
    LAST_PERIOD,
    MAJOR,
    NAME,
    NOTE,
    PAGE,
    PERIOD,
    PRINTED,
    SOURCE,
    STATUS,
    UNIT,
    VALUE,
)
from dashboard.intake.form_layout import Line

_FONT = "微软雅黑"
_SIZE = 10
PERCENT = "0.00%"
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
LIST_WIDEST = 48
_ALWAYS_OPEN = (PRINTED, VALUE, STATUS, NOTE, SOURCE, PAGE)


# Colours by their place in the workbook's own theme: 0 is the paper, 1 the ink, 4 the accent.
def ink(tint: float = 0.0, theme: int = 1) -> Color:
    return Color(theme=theme, tint=tint)


def _filled(theme: int, tint: float) -> PatternFill:
    return PatternFill("solid", fgColor=ink(tint, theme))


TEXT = Font(name=_FONT, size=_SIZE, color=ink())
_PALE = Font(name=_FONT, size=_SIZE, color=ink(0.4))
_BOLD = Font(name=_FONT, size=_SIZE, bold=True, color=ink())
_LINKED = Font(name=_FONT, size=_SIZE, underline="single", color=ink(-0.25, 4))
TITLE = Font(name=_FONT, size=16, bold=True, color=ink())
HEADING = Font(name=_FONT, size=12, bold=True, color=ink(-0.5, 4))
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
ACROSS = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_GREY = _filled(0, -0.05)
_THIN = Side(style="thin", color=ink(-0.25, 0))
_STRONG = Side(style="medium", color=ink(0.0, 4))
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BOX_REQUIRED = Border(left=_STRONG, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class Look:
    """How a kind of cell looks, and whether it can be written in."""

    name: str
    fill: PatternFill | None = None
    font: Font = TEXT
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


HEADER = Look("列名", _filled(4, 0.8), _BOLD, _CENTRE)
KEY = Look("问什么", _GREY)
ASIDE = Look("参考", _GREY, _PALE)
_BEFORE = Look("上版数", _GREY, _PALE, _RIGHT, form="@")
# What is chosen or typed there is text: a word that looks like a formula is none.
TEXT_INPUT = Look("填写文字", locked=False, form="@")
TEXT_CARRIED = Look("上版内容", _GREY, _PALE, locked=False, form="@")
NUMBER = Look("填写数字", alignment=_RIGHT, locked=False)
CHOICE = Look("选择", alignment=_CENTRE, locked=False)
WORD = Look("词", _GREY, _BOLD, _CENTRE, form="@")
PLAIN = Look("说明")
COUNT = Look("格数", alignment=_RIGHT, form="#")  # none is said by nothing
REMARK = Look("提示", font=_PALE)
LINK = Look("前往", _GREY, _LINKED)
# What is printed, by how it is written and whether the official form insists on it.
_PRINTED = {
    (form, required): Look(
        f"所印{kind}{'（必填）' if required else ''}",
        alignment=_RIGHT,
        border=_BOX_REQUIRED if required else _BOX,
        locked=False,
        form=form,
    )
    for form, kind in ((PERCENT, "百分比"), ("@", "比例"), ("General", "数"))
    for required in (False, True)
}
LOOKS = (
    *(HEADER, KEY, ASIDE, _BEFORE, TEXT_INPUT, TEXT_CARRIED, NUMBER, CHOICE),
    *(WORD, PLAIN, COUNT, REMARK, LINK, *_PRINTED.values()),
)


def is_free(line: Line) -> bool:
    """Tell a period that is no name but a day, which may be another one this time."""
    return parse_period(line.period)[0] == "as_of"


def form_of(line: Line) -> str:
    """Say how a cell is written, so that what is typed is what is printed.

    The prose prints 97.92%, the official forms print 97.92 under a heading that says %.
    """
    if line.unit.startswith(":"):
        return "@"
    signed = line.last_printed.endswith("%") or not (line.last_printed or line.official)
    return PERCENT if line.unit == "%" and signed else "General"


def look_of(column: str, line: Line) -> Look:
    if column == PRINTED:
        return _PRINTED[form_of(line), line.required]
    if column == LAST:
        return _BEFORE
    if column in (VALUE, PAGE):
        return NUMBER
    free = (
        column in _ALWAYS_OPEN
        or (column == CATEGORY and line.open_category)
        or (column == MAJOR and line.open_major)
        or (column == PERIOD and is_free(line))
    )
    if free:
        return TEXT_INPUT
    aside = column in (LAST_PERIOD, DEFINITION, UNIT, CODE) or (column == NAME and line.optional)
    return ASIDE if aside else KEY


def wide(text: str) -> int:
    """Return how many digits wide a text is; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def lines_in(text: str, width: float) -> int:
    return max(1, -(-wide(text) // max(int(width) - 1, 1)))


def widths_of(rows: Sequence[dict[str, str]]) -> dict[str, int]:
    widths = {}
    for column, (least, most) in _WIDTHS.items():
        widest = max((wide(row.get(column, "")) + 2 for row in rows), default=0)
        widths[column] = min(max(least, widest), most)
    return widths


def height_of(cells: dict[str, str], widths: dict[str, int]) -> float:
    return 6 + 15 * max(lines_in(text, widths[column]) for column, text in cells.items())
