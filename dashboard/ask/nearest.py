"""What may have been meant by words that are not understood: offered, never assumed.

Each is a whole question: the one that was asked with one slip mended, or an indicator by its name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from dashboard.ask.folding import Folded, fold
from dashboard.ask.lexicon import Lexicon
from dashboard.ask.reading import Answer
from dashboard.ask.subjects import is_measured
from dashboard.ask.tokens import Token, of
from dashboard.ask.words import grammar

_LONGEST_SLIP = 4  # letters left over that may come of a slip in one of them
_AROUND = 5  # letters beside these that may be part of the word
_SHORTEST, _LONGEST = 3, 12  # letters of a word that is known again in spite of a slip
_SOUND = 100  # places of letters in GB 2312 within which they sound alike
_COMMON = (b"\xb0\xa1", b"\xd7\xf9")

Read = Callable[[str], Answer]


def questions(question: Folded, found: Iterable[Token], lexicon: Lexicon, read: Read) -> list[str]:
    """Return the question mended, then the indicators named most alike, if there are any."""
    every = list(found)
    unknown = of(every, "unknown")
    alike = dict.fromkeys((*_known(every, lexicon, read), *_named(every, lexicon)))
    asked = _pairs(question.text)
    return [
        *_mended(question.text, unknown, lexicon),
        *_of_majors(question.text, unknown, lexicon),
        *sorted(alike, key=lambda name: -len(asked & _pairs(fold(name)))),
    ]


def _mended(text: str, unknown: list[Token], lexicon: Lexicon) -> list[str]:
    """Write the question with a known word wherever one letter makes it one."""
    if len(unknown) != 1 or len(unknown[0].text) > _LONGEST_SLIP:
        return []
    (slip,) = unknown
    words = _by_ends((*lexicon.meant, *lexicon.named))
    found: dict[str, int] = {}
    for start in range(max(0, slip.start - _AROUND), slip.end):
        for end in range(max(start, slip.start) + 1, min(len(text), slip.end + _AROUND) + 1):
            piece = text[start:end]
            for word in (*words.get(piece[0], ()), *words.get(piece[-1], ())):
                if _is_slip(piece, word):
                    found.setdefault(f"{text[:start]}{word}{text[end:]}", len(word))
    return sorted(found, key=lambda mended: -found[mended])


def _by_ends(words: Iterable[str]) -> dict[str, list[str]]:
    """Return words by their first and last letter, as a slip leaves one of the two."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if _SHORTEST <= len(word) <= _LONGEST:
            found[word[0]].append(word)
            found[word[-1]].append(word)
    return found


def _is_slip(piece: str, word: str) -> bool:
    """Tell whether a word is a piece with a letter that sounds otherwise, is missing or doubled."""
    if len(piece) == len(word):
        other = [(one, two) for one, two in zip(piece, word, strict=True) if one != two]
        if len(other) != 1:
            return False
        alike = _sound_alike(*other[0])
        return len(word) > _SHORTEST + 1 if alike is None else alike  # 对囗率 looks alike
    if abs(len(piece) - len(word)) != 1:
        return False
    short, long = sorted((piece, word), key=len)
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if short[same:] != long[same + 1 :]:
        return False
    if len(piece) < len(word):
        return len(word) > _SHORTEST + 1
    return same > 0 and long[same] == long[same - 1]


def _sound_alike(one: str, two: str) -> bool | None:
    """Tell by GB 2312, which has its common letters in the order of their sound; None of others."""
    places = [letter.encode("gb2312", "replace") for letter in (one, two)]
    if not all(_COMMON[0] <= place <= _COMMON[1] for place in places):
        return None
    first, second = (94 * place[0] + place[1] for place in places)
    return abs(first - second) <= _SOUND


def _of_majors(text: str, unknown: list[Token], lexicon: Lexicon) -> list[str]:
    """Write the question with the majors that have what is left over in their names."""
    if len(unknown) != 1:
        return []
    (part,) = unknown
    word = part.text.removesuffix("专业")
    return [
        f"{text[: part.start]}{name}{text[part.end :]}"
        for name in lexicon.majors
        if len(word) > 1 and (word in fold(name) or _shortens(word, fold(name)))
    ]


def _shortens(word: str, name: str) -> bool:
    """Tell whether a word is made of letters of a name, the first to begin with: 计应, 计网."""
    letters = iter(name)
    return word[0] == name[0] and all(letter in letters for letter in word)


def _named(found: list[Token], lexicon: Lexicon) -> list[str]:
    """Return the indicators whose names have most of what is left over, and what it is said of."""
    wanted = set[str]().union(*(_pairs(token.text) for token in of(found, "unknown")))
    things = [
        [token.text, *lexicon.spelt.get(token.value, ())]
        for token in of(found, "figure")
        if not is_measured(token.text)
    ]
    return [
        one.name
        for one in lexicon.indicators.values()
        if wanted
        and 2 * len(wanted & _pairs(fold(one.name))) > len(wanted)
        and all(any(word in one.name for word in words) for words in things)
        and not one.same_as
    ]


def _known(found: list[Token], lexicon: Lexicon, read: Read) -> Iterator[str]:
    """Return the indicators that the rest means; else what each of its figures means.

    What is measured counts before what it is of, and beside a word that is not understood alone:
    满意度 of 食堂满意度, and not 学生 of 学生违纪人数.
    """
    named = [token for token in of(found, "figure") if not _is_how_many(token)]
    figures = [token for token in named if is_measured(token.text)]
    if not figures and not of(found, "unknown"):
        figures = named
    told = read("".join(token.text for token in (*figures, *of(found, "measure"))))
    if told.outcome == "choices":
        yield from (link.text for link in told.links)
    codes = list(told.reading.indicators) if told.reading else []
    if told.outcome == "unknown":
        codes += [one.code for token in figures for one in token.value if not one.category]
    yield from (lexicon.indicators[code].name for code in codes)


def _is_how_many(token: Token) -> bool:
    return grammar().get(token.text, ("",))[0] == "measure"


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
