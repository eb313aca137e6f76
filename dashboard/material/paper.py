"""What a document is written with: paragraphs, headings that the contents lead to, captions."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dashboard.material import word, word_fields
from dashboard.material.cover import Cover
from dashboard.material.word import CAPTION, CONTENTS, HEADING, text

FIGURE, TABLE = "图", "表"
# Stands within the contents, so that it is gone once they are renewed.
_RENEW = "（按 Ctrl+A，再按 F9，补上页码）"


class Paper:
    """A document that is being written, front to back."""

    def __init__(self, cover: Cover) -> None:
        self.document = word.document()
        self._headings = 0
        self._numbers: Counter[str] = Counter()
        self._is_turned = False
        self._front(cover)

    def say(self, words: str, style: str = "Normal") -> Paragraph:
        """Write a paragraph."""
        return self.document.add_paragraph(text(words), style=style)

    def heading(self, words: str, style: str = HEADING) -> Paragraph:
        """Write a heading; they are numbered as they come, as the contents count on it."""
        place = self.say(words, style)
        if self._is_turned and style == HEADING:
            place.paragraph_format.page_break_before = True
        self._is_turned = False
        self._headings += 1
        word_fields.bookmark(place, self._headings, _place(self._headings))
        return place

    def turn(self) -> None:
        """Begin the next heading on a page of its own."""
        self._is_turned = True

    def caption(self, kind: str, words: str) -> Paragraph:
        """Write a caption with a number that Word counts anew where something is put between."""
        self._numbers[kind] += 1
        place = self.say(f"{kind} ", CAPTION)
        word_fields.field(place, f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        place.add_run(f"　{text(words)}")
        place.paragraph_format.keep_with_next = kind == TABLE
        return place

    def _front(self, cover: Cover) -> None:
        """Write the title, and say at the head and foot of each page what it is of."""
        self.say(cover.title, "Title")
        for words in (cover.school, cover.subtitle, cover.date):
            if words:
                self.say(words, "Subtitle")
        about = self.document.core_properties
        about.title, about.author, about.comments = text(cover.title), text(cover.school), ""
        about.created = about.modified = datetime.now(UTC)
        [section] = self.document.sections
        section.header.paragraphs[0].text = text(f"{cover.school}　{cover.edition}年版")
        foot = section.footer.paragraphs[0]
        foot.add_run("第 ")
        word_fields.field(foot, "PAGE", "1")
        foot.add_run(" 页　共 ")
        word_fields.field(foot, "NUMPAGES", "1")
        foot.add_run(" 页")

    def contents(self, entries: Iterable[tuple[str, int | None]]) -> None:
        """Write the contents: the headings to come and, where it is known, on which page."""
        are_known = True
        head = self.say("目　录", CAPTION)
        head.paragraph_format.space_before = Pt(36)
        place = head
        for number, (words, page) in enumerate(entries, 1):
            place = self.say("", CONTENTS)
            if number == 1:
                word_fields.begin_field(place, 'TOC \\o "1-1" \\h \\z \\u')
            before = len(place.runs)
            place.add_run(text(words))
            if page:
                place.add_run("\t")
                word_fields.field(place, f"PAGEREF {_place(number)} \\h", str(page))
            word_fields.lead_to(place, _place(number), before)
            are_known = are_known and page is not None
        if not are_known:
            place = self.say(_RENEW, CONTENTS)
        word_fields.end_field(place)
        self.turn()


def _place(number: int) -> str:
    return f"_Toc{number:08}"
