"""A question cut into words that are known, and what is left over between them.

Of all ways to cut it the one is taken that leaves least over, then the one of the fewest words: so
the longest names win, and 各专业学生数 is no 各专业 with 学生数 behind it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.ask import words
from dashboard.ask.folding import Folded, fold
from dashboard.ask.lexicon import Lexicon
from dashboard.ask.times import times

Kind = (
    words.Kind
    | Literal[
        "figure",  # an indicator, or a category of one; what it may mean
        "major",  # the names it may mean
        "group",  # a category of majors; those of it
        "time",
        "unknown",
    ]
)
_LONGEST = 60
_OR = "还是"
_HOW, _WHICH = "多少高低大小", re.compile("哪一?[个些]?[年届专]")  # 哪个专业学生多


@dataclass(frozen=True)
class Token:
    """A word of a question, by the places between which it stands."""

    kind: Kind
    text: str
    start: int
    end: int
    value: Any = None


def tokens(question: Folded, lexicon: Lexicon) -> list[Token]:
    """Cut a question; neighbouring letters that nothing is known of are one unknown word."""
    text = question.text
    # From the end: by place, how much is left over behind it, of how many words, and the first.
    best: list[tuple[int, int, Token | None]] = [(0, 0, None)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        left, many, _ = best[start + 1]
        chosen: tuple[int, int, Token | None] = (left + 1, many, None)
        for token in _at(text, start, lexicon):
            left, many, _ = best[token.end]
            # Of two that are alike the longer one.
            if (left, many + 1) <= chosen[:2]:
                chosen = (left, many + 1, token)
        best[start] = chosen
    return list(_put_together(text, best))


def _put_together(text: str, best: list[tuple[int, int, Token | None]]) -> Iterator[Token]:
    place = 0
    while place < len(text):
        if token := best[place][2]:
            yield token
            place = token.end
            continue
        start = place
        while place < len(text) and best[place][2] is None:
            place += 1
        yield Token("unknown", text[start:place], start, place)


def _at(text: str, start: int, lexicon: Lexicon) -> Iterator[Token]:
    """Yield every word that begins at a place, the shorter ones first."""
    for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
        word = text[start:end]
        if word in lexicon.meant:
            yield Token("figure", word, start, end, lexicon.meant[word])
        elif word in lexicon.named:
            yield Token("major", word, start, end, lexicon.named[word])
        elif word in lexicon.groups:
            yield Token("group", word, start, end, lexicon.groups[word])
        elif found := words.grammar().get(word):
            if found[0] == "no major" and fold(found[1]) in lexicon.named:
                yield Token("major", word, start, end, lexicon.named[fold(found[1])])
            else:
                yield Token(found[0], word, start, end, found[1])
    if text[start] in "多少" and _names_something(text, start + 1, lexicon):  # 多招了几个
        yield Token("operation", text[start], start, start + 1, words.CHANGE)
    if kind := _closing(text, start):
        yield Token(kind, text[start], start, start + 1)
    for end, time in sorted(times(text, start), key=lambda found: found[0]):
        yield Token("time", text[start:end], start, end, time)


def _closing(text: str, start: int) -> Kind | None:
    """Tell what a last 多 asks for: 哪个专业学生多 the most, 学生多还是老师多 the two beside."""
    if text[start] not in _HOW or text[start + 1 :].strip("?呢"):
        return None
    if _WHICH.search(text[:start]):
        return "most"
    return "compared" if _OR in text[:start] else None


def _names_something(text: str, start: int, lexicon: Lexicon) -> bool:
    return any(text[start:end] in lexicon.meant for end in range(start + 1, len(text) + 1))


def of(found: Iterable[Token], *kinds: Kind) -> list[Token]:
    """Return the words of some kinds."""
    return [token for token in found if token.kind in kinds]
