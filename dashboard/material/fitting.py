"""Text in a frame of some size: the largest letters that fit, and what is left over.

Nobody draws the text here, so its width is estimated, rather too wide than too narrow.
"""

import re
import unicodedata
from dataclasses import dataclass

_LEADING = 1.4  # of a line, in the size of its letters: fonts for Chinese are tall
CUT = "……"


@dataclass(frozen=True)
class Fitted:
    """A text as it fits, with the size of its letters in points; ended by …… where it was cut."""

    text: str
    size: int


def em(text: str) -> float:
    """Estimate how wide a text is, in the size of its letters."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.58 for one in text)


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a frame so many letters wide."""
    return sum(max(1, -(-round(em(line) * 100) // round(width * 100))) for line in text.split("\n"))


def fit(
    text: str, width: float, height: float, *, largest: int, smallest: int, cut: str = CUT
) -> Fitted:
    """Fit a text into a frame, in points: smaller letters first, then no more than has room.

    ``cut`` says so at its end.
    """
    for size in range(largest, smallest - 1, -1):
        if lines(text, width / size) * size * _LEADING <= height:
            return Fitted(text, size)
    room = int(height / smallest / _LEADING) or 1
    kept = ""
    for piece in re.findall(r"[^。；\n]*[。；\n]?", text):
        if lines(kept + piece + cut, width / smallest) > room:
            break
        kept += piece
    if not kept:  # not one sentence has room
        ends = range(len(text) - 1, 1, -1)
        kept = text[: next((n for n in ends if lines(text[:n] + cut, width / smallest) <= room), 1)]
    return Fitted(kept.rstrip("。；\n") + cut, smallest)


def height(text: str, width: float, size: float) -> float:
    """Return how high a text is in a column, in points."""
    return lines(text, width / size) * size * _LEADING
