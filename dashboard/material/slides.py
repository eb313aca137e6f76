"""Slides: one figure each, with charts that can be edited, and in the notes what is said of it."""

import io
from collections.abc import Sequence
from typing import Any

from power_pptx.opc.constants import RELATIONSHIP_TYPE
from power_pptx.oxml.ns import qn

from dashboard import paths
from dashboard.material import master, page_lines, pages, slide_parts, slide_words
from dashboard.material.content import Content
from dashboard.material.cover import Cover
from dashboard.material.fitting import fit
from dashboard.material.frames import Box
from dashboard.material.page_lines import Lines
from dashboard.material.pages import Page
from dashboard.material.palette import plain
from dashboard.text import without_controls

_OVER, _UNDER = 24.0, 70.0  # points of the lines over a chart, and of those below it
_SHARES = (0.3, 0.63, 0.07)  # of the width of a list: title, what is said of it, slide


def write(contents: Sequence[Content], cover: Cover) -> bytes:
    """Write slides. Raises DataProblems where the school's own master cannot be read."""
    deck = _Deck(cover)
    deck.cover(cover)
    deck.list(contents)
    deck.sources([one for one in contents if not one.missing])
    return deck.saved()


class _Deck:
    def __init__(self, cover: Cover) -> None:
        self._master = master.of_school(paths.DATA, cover.school)
        self._slides = self._master.presentation.slides
        about = self._master.presentation.core_properties
        about.title, about.author = without_controls(cover.title), without_controls(cover.school)
        about.subject, about.language = without_controls(cover.subtitle), "zh-CN"

    def saved(self) -> bytes:
        file = io.BytesIO()
        self._master.presentation.save(file)
        return file.getvalue()

    def cover(self, cover: Cover) -> None:
        slide = self._slides.add_slide(self._master.cover)
        slide.shapes.title.text_frame.text = without_controls(cover.title)
        said = "\n".join(filter(None, (cover.subtitle, cover.school, cover.date)))
        for place in slide.placeholders:
            if place.shape_id != slide.shapes.title.shape_id:
                slide_parts.write(place.text_frame, said, 16)
                break
        slide_parts.drop_empty(slide)

    def list(self, contents: Sequence[Content]) -> None:
        """Write the figures behind a list of them; of what there is none, the list says why."""
        body = self._master.body
        many = (
            int(body.height / page_lines.row_height([""], [body.width], page_lines.SIZES[-1])) - 1
        )
        sheets = -(-len(contents) // many) or 1
        lists = [self._titled(_part("目录", n, sheets)) for n in range(1, sheets + 1)]
        firsts, lines = [], []
        for content in contents:
            firsts.append(None if content.missing else self._figure(content))
            said = content.missing or content.headline or content.description
            number = "—" if content.missing else str(self._slides.index(firsts[-1]) + 1)
            lines.append([content.called, said, number])
        columns = [share * body.width for share in _SHARES]
        for n, slide in enumerate(lists):
            part = slice(n * many, (n + 1) * many)
            rows = [_on_one_line(row, columns) for row in lines[part]]
            grid = Lines(["图表", "看点", "页"], [False, False, True], rows)
            drawn = slide_parts.table(slide, grid, body, columns)
            names = drawn.element.xpath(".//a:tr[position() > 1]/a:tc[1]//a:rPr")
            for name, first in zip(names, firsts[part], strict=True):
                if first is not None:
                    _link(slide, name, first)

    def _figure(self, content: Content) -> Any:
        """Write the slides of a figure; return the first."""
        body = self._master.body
        room = Box(body.left, body.top + _OVER, body.width, body.height - _OVER - _UNDER)
        drawn = [self._page(page, room) for page in pages.of(content, room.width, room.height)]
        return drawn[0]

    def _page(self, page: Page, room: Box) -> Any:
        content, quiet = page.content, plain("grayTextColor")
        said = content.own_title or content.headline or content.title
        title = _part(said, page.number, page.of)
        slide = self._titled(title, content.link)
        top = Box(room.left, room.top - _OVER, room.width, _OVER)
        slide_parts.lines(slide, slide_words.over(page), top, 14, quiet)
        if content.asked.query.table[0] == "card":
            slide_parts.values(slide, content, room)
        elif page.table:
            slide_parts.table(slide, page.table, room)
        slide_parts.charts(slide, page, room)
        foot = Box(room.left, room.top + room.height + 4, room.width, _UNDER - 4)
        slide_parts.lines(slide, slide_words.under(page), foot, 11, quiet, at_foot=True)
        slide.notes_slide.notes_text_frame.text = without_controls(slide_words.notes(page))
        return slide

    def sources(self, contents: Sequence[Content]) -> None:
        """Say on the last slides where each figure stands in the report."""
        rows = [[one.title, "；".join(one.sources)] for one in contents if one.sources]
        grid = Lines(["图表", "来源"], [False, False], rows)
        body = self._master.body
        columns = [share * body.width for share in (_SHARES[0], 1 - _SHARES[0])]
        parts = page_lines.fitted(grid, columns, body.height) if rows else []
        for n, part in enumerate(parts, 1):
            slide = self._titled(_part("来源", n, len(parts)))
            slide_parts.table(slide, part, body, columns)

    def _titled(self, text: str, link: str = "") -> Any:
        slide = self._slides.add_slide(self._master.figure)
        slide_parts.title(slide, text, slide_parts.code(slide, link, self._master.title))
        slide_parts.drop_empty(slide)
        return slide


def _part(title: str, number: int, of: int) -> str:
    return f"{title}（{number}/{of}）" if of > 1 else title


def _on_one_line(row: Sequence[str], columns: Sequence[float]) -> list[str]:
    size = page_lines.SIZES[-1]
    return [
        fit(words, wide - 14, size * 1.5, largest=size, smallest=size).text
        for words, wide in zip(row, columns, strict=True)
    ]


def _link(slide: Any, words: Any, target: Any) -> None:
    """Let a line of the list open the slide that it names."""
    link = words.makeelement(qn("a:hlinkClick"), {})
    link.set(qn("r:id"), slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE))
    link.set("action", "ppaction://hlinksldjump")
    words.append(link)
