"""A text in pieces, as a cell holds it: what a reader sees, and why it may not be one text.

A number struck out beside the new one, the mark of a footnote, letters too small to see: joined to
what stands beside them they make another number.
"""

import re
from dataclasses import dataclass, field

from dashboard.xlsx.xml_events import End, Event, Start

FONT = ("strike", "vertAlign", "sz")
_WHITE = {"FFFFFFFF", "00FFFFFF"}
RUN_STARTS = ("r", "rPh", "color", *FONT)
RUN_ENDS = ("t", "r", "rPh")

STRUCK = "这一格有带删除线的内容，分不清是否作废。请删去作废的部分并取消删除线，再上传。"
_RAISED = "这一格里的「{text}」是上标或下标，分不清是脚注号还是数的一部分。请删去，或照常书写。"
TINY = "这一格里有小到看不见的字。请删去，或改成平常的字号。"
_PALE = "这一格里有一部分是白色的字，看不见。请删去，或改成平常的颜色。"
_AID = "这一格的数带有拼音标注。请删去整格内容，重新输入。"
_TINIEST = 4.0  # points: no print is as small
_POWERS = str.maketrans("23", "²³")
_OFF = {"0", "false"}


@dataclass
class Look:
    """How a font shows what is written in it."""

    struck: bool = False
    raised: bool = False
    tiny: bool = False
    white: bool = False

    def add(self, event: Start) -> None:
        """Take in one property of the font."""
        value = event.attributes.get("val", "")
        if event.name == "strike":
            self.struck = value not in _OFF
        elif event.name == "vertAlign":
            self.raised = value in {"superscript", "subscript"}
        elif event.name == "color":
            paper = event.attributes.get("theme") == "0" and "tint" not in event.attributes
            self.white = paper or event.attributes.get("rgb", "").upper() in _WHITE
        elif event.name == "sz":
            self.tiny = bool(re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", value)) and (
                float(value) < _TINIEST
            )

    @property
    def fault(self) -> str:
        """Say why a whole cell in this font cannot be read."""
        if self.struck:
            return STRUCK
        if self.raised:
            return "这一格整格是上标或下标。请改成平常的字，再上传。"
        return TINY if self.tiny else _PALE if self.white else ""


@dataclass
class RichText:
    """Puts one text together from the tags within it."""

    pieces: list[str] = field(default_factory=list)
    fault: str = ""  # why it cannot be read
    _look: Look = field(default_factory=Look)
    _is_aid: bool = False  # in a reading aid, which stands beside a text
    _has_aid: bool = False

    def take(self, event: Event) -> None:
        match event:
            case Start("rPh"):
                self._is_aid = self._has_aid = True
            case End("rPh"):
                self._is_aid = False
            case Start("r") | End("r"):
                self._look = Look()
            case Start():
                self._look.add(event)
            case End("t", text) if not self._is_aid:
                self._put(text)

    def _put(self, text: str) -> None:
        look, seen = self._look, text.strip()
        if look.raised and seen in {"2", "3"} and "".join(self.pieces).endswith(("m", "米")):
            text = text.translate(_POWERS)  # m²
        elif seen and not self.fault:
            raised = _RAISED.format(text=seen[:10]) if look.raised else ""
            self.fault = raised if raised and not look.struck else look.fault
        self.pieces.append(text)

    def text(self) -> str:
        """Return the text once it is whole."""
        text = "".join(self.pieces)
        if self._has_aid and not self.fault and re.search(r"\d", text):
            self.fault = _AID
        return text
