"""What may have been meant by words that are not understood: offered, never assumed."""

from collections.abc import Iterable

from dashboard.ask.folding import Folded, fold
from dashboard.ask.lexicon import Lexicon
from dashboard.ask.reading import Link
from dashboard.ask.tokens import Token, of

_MOST = 3
_TRIED = 9
_LONGEST_SLIP = 4  # letters left over that may come of a slip in one of them
_AROUND = 3  # letters beside these that may be part of the word


def links(question: Folded, found: Iterable[Token], lexicon: Lexicon) -> list[Link]:
    """Offer the question with one letter mended, then the indicators named most alike."""
    mended = _mended(question.text, of(found, "unknown"), lexicon)
    return [Link(text, text) for text in (*mended[:_TRIED], *_alike(question.text, lexicon))]


def _mended(text: str, unknown: list[Token], lexicon: Lexicon) -> list[str]:
    """Write the question with a known word wherever one letter more, less or other makes it one."""
    if len(unknown) != 1 or len(unknown[0].text) > _LONGEST_SLIP:
        return []
    (slip,) = unknown
    words = [*lexicon.meant, *lexicon.named]
    found: dict[str, int] = {}
    for start in range(max(0, slip.start - _AROUND), slip.end):
        for end in range(slip.start + 1, min(len(text), slip.end + _AROUND) + 1):
            piece = text[start:end]
            if start < slip.end and end > slip.start and 2 <= len(piece) <= 12:
                for word in words:
                    if len(word) > 1 and _is_one_off(piece, word):
                        found.setdefault(f"{text[:start]}{word}{text[end:]}", len(word))
    return sorted(found, key=lambda mended: -found[mended])


def _is_one_off(piece: str, word: str) -> bool:
    """Tell whether one letter more, less or other makes one word of the other."""
    if abs(len(piece) - len(word)) > 1 or piece == word:
        return False
    if len(piece) == len(word):
        return sum(one != other for one, other in zip(piece, word, strict=True)) == 1
    short, long = sorted((piece, word), key=len)
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return len(short) > 1 and short[same:] == long[same + 1 :]


def _alike(text: str, lexicon: Lexicon) -> list[str]:
    """Return the names that share most pairs of letters with a question."""
    asked = _pairs(text)
    shared = {
        one.name: len(asked & _pairs(fold(one.name))) / (2 + len(one.name))
        for one in lexicon.indicators.values()
        if not one.same_as and one.figures
    }
    names = sorted(shared, key=lambda name: -shared[name])
    return [name for name in names[:_MOST] if shared[name] > 0]


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
