"""What all sheets share: their names, how cells look, and how they stand on paper."""

import math
import re
from collections.abc import Sequence
from typing import Any

from dashboard.material.content import Content
from dashboard.material.cover import Cover
from dashboard.material.palette import FONT, colours
from dashboard.text import short, without_controls

CONTENTS, NOTES, DATA = "目录", "说明与来源", "图表数据"
LINE = 18  # points that a line of text takes

_LONGEST_NAME = 31  # letters, as Excel counts them
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_TEXT = 30_000  # letters; a cell holds 32,767
_A4, _MARGIN = 9, 0.5  # the code of the paper; inches
_LYING, _STANDING = (1026, 650), (697, 978)  # pixels of a page between its margins
LONG = (1026.0, math.inf)  # the size of a sheet of many pages
_SQUEEZED = 1.4  # pages that are rather made one


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Name a sheet for each figure: numbered, so that no two are alike, and as Excel allows."""
    names = []
    for number, title in enumerate(titles, start=1):
        name = f"{number} {_FORBIDDEN.sub('', without_controls(title)).strip()}"
        while len(name.encode("utf-16-le")) > 2 * _LONGEST_NAME:
            name = name[:-1]
        names.append(name.strip())
    return names


def width(text: str) -> float:
    """Estimate how many digits wide a text is: a Chinese character is nearly as wide as two."""
    return sum(1.9 if ord(letter) > 0x2E80 else 1 for letter in text)


def clean(text: str) -> str:
    """Return a text as a cell can hold it."""
    return short(without_controls(text), _LONGEST_TEXT)


def said(shown: Content) -> str:
    """Return the one sentence under the title of a figure."""
    return shown.headline or shown.missing or shown.description


def count_lines(text: str, room: float) -> int:
    """Estimate how many lines a text takes in so many digits."""
    return sum(max(1, math.ceil(width(line) / room)) for line in text.splitlines()) or 1


def put(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text into a cell, or leave it blank where there is none."""
    if text:
        sheet.write_string(row, column, clean(text), style)
    else:
        sheet.write_blank(row, column, None, style)


class Styles:
    """The formats of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}

    def of(self, **said: Any) -> Any:
        """Return the format with these properties, in the font of the workbook."""
        every = {"font_name": FONT, "font_size": 10, "valign": "vcenter"} | said
        key = frozenset(every.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(every)
        return self._made[key]

    def cell(self, **said: Any) -> Any:
        """Return the format of a cell of a table."""
        return self.of(bottom=1, bottom_color=colours()["borderColor"], text_wrap=True, **said)

    def head(self, **said: Any) -> Any:
        """Return the format of a heading of a table."""
        ground = colours()["secondaryBackgroundColor"]
        return self.cell(bold=True, bg_color=ground, **said)

    def quiet(self, **said: Any) -> Any:
        """Return the format of what stands round a table."""
        return self.of(**{"font_color": colours()["grayTextColor"], "text_wrap": True} | said)

    def link(self) -> Any:
        return self.cell(font_color=colours()["linkColor"], underline=1)


class Paper:
    """How a sheet comes out of a printer: A4, as wide as the page, numbered, with its school."""

    def __init__(self, cover: Cover) -> None:
        self.cover = cover
        # A space, or the digits of a date would be taken into the size of the letters.
        of = [short(part, 60).replace("&", "&&") for part in (cover.school, cover.title)]
        self._footer = f"&L&9 {' · '.join(of)}&C&9 第 &P 页，共 &N 页&R&9 {cover.date}"

    def set_up(self, sheet: Any, heading: int, size: tuple[float, float]) -> None:
        """Let a sheet of this size be printed; the row ``heading`` stands on each page.

        What is hardly more than a page is made one, so that no chart is cut in two.
        """
        page = _LYING if size[0] > _STANDING[0] else _STANDING
        if page == _LYING:
            sheet.set_landscape()
        pages = size[1] * min(1, page[0] / size[0]) / page[1]
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 1 if pages <= _SQUEEZED else 0)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
        sheet.repeat_rows(heading)
        sheet.set_footer(self._footer)
        sheet.hide_gridlines(2)
        sheet.freeze_panes(heading + 1, 0)
