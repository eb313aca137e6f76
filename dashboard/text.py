"""Texts from outside (names of files and sheets, cells, reasons) shown to the letter.

Streamlit reads whatever it writes as Markdown: a name could be a picture from another host, a
formula, an icon. A backslash stops most of that; addresses, arrows and its own logo are looked for
once more after the backslashes are gone, and are broken up by a space without width.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection
from datetime import date
from itertools import islice, product

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_READ_ANYWAY = re.compile(
    r"(?<=www)(?=\.)|(?<=:)(?=//)|(?=@)|(?<=[<>~-])(?=[<>=-])|(?<=:)(?=streamlit:)", re.IGNORECASE
)
_NO_WIDTH = "\u200b"
# What turns the direction of writing round, and what no screen shows; to stand in a pattern's [].
UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_CONTROLS = re.compile(f"[{UNSEEN}\ufeff]")

# Digits and signs as wide as a Chinese character, which input methods make. Not all of what Unicode
# holds for compatible: 604² would come out as 6042.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")

_FORMULA = ("=", "+", "-", "@")
_BEFORE_TEXT = re.compile(
    "[\\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
)

# What a spreadsheet program would write otherwise than it stands here: 18:1 as a time, 1/3 and 1-2
# as days, 18.10 as 18.1, 007 as 7, 1E5 as 100000, long numbers rounded. A whole day stays that day.
_READ_OTHERWISE = re.compile(
    r"\d+:\d+([:.]\d+)*|(?!\d{4}-\d\d-\d\d)\d{1,4}[-/]\d\d?([-/]\d{1,4})?"
    r"|[-+]?(\d[\d,]*\.\d*0|0\d[\d,]*(\.\d*)?|\d+(\.\d*)?E[-+]?\d+|\d{12,})",
    re.IGNORECASE,
)

_LONGEST_COMPARED = 60  # letters: names are shorter, and comparing costs their product
_MOST_COMPARED = 200  # words

_EITHER = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060"))


def plain(text: str, longest: int = 2_000) -> str:
    """Write a text so that nothing in it is read as Markdown, and cut it off where it is endless.

    Lines stay lines.
    """
    lines = [line.strip() for line in without_controls(short(text, longest)).splitlines()]
    broken = _READ_ANYWAY.sub(_NO_WIDTH, "  \n".join(lines))
    return _PUNCTUATION.sub(r"\\\1", broken)


def visible(text: str, longest: int = 2_000) -> str:
    """Write a text for the log: one line, in which what a terminal would obey can be seen."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape", "surrogatepass").decode()
        for one in short(text, longest)
    )


def without_controls(text: str) -> str:
    """Leave out what turns the direction of writing round, and what no screen shows."""
    return _CONTROLS.sub("", text)


def short(text: str, longest: int) -> str:
    """Leave out the middle of a text that is longer."""
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]}……{text[-(longest // 3) :]}"


def half_width(text: str) -> str:
    """Write full-width letters, digits, signs and spaces as half-width ones."""
    return text.translate(_WIDE)


def nearest(word: str, words: Collection[str]) -> str:
    """Return a remark that names the most similar word, or nothing where none is similar.

    Of words without end, and of words without number, only so many are looked at.
    """
    comparable = islice((one for one in words if _may_be_like(word, one)), _MOST_COMPARED)
    close = difflib.get_close_matches(word, list(comparable), n=1)
    return f"，是否应为「{close[0]}」？" if close else ""


def _may_be_like(word: str, other: str) -> bool:
    """Tell cheaply whether two words can be similar at all: as long, and of the same letters."""
    one, two = len(word), len(other)
    if max(one, two) > _LONGEST_COMPARED or 3 * min(one, two) < max(one, two):
        return False
    letters_of = set(word)
    return 3 * len(letters_of.intersection(other)) >= len(letters_of)


def day(text: str) -> str | None:
    """Write a day as 2024-12-23, also from what people and Excel make of it; None for no day."""
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def clean(text: str) -> str:
    """Take away the white space round a text, also what does not show."""
    return text.translate(_INVISIBLE).replace("\xa0", " ").replace("\u3000", " ").strip()


def narrow(text: str) -> str:
    """Write full-width letters, digits and signs as half-width ones."""
    return half_width(clean(text))


def fold(text: str) -> str:
    """Reduce a name to what it is recognised by: no spaces, no width, no mark of a required row."""
    plain = unicodedata.normalize("NFKC", clean(text))
    return "".join(plain.split()).rstrip("*").lower()


def spellings(word: str) -> list[str]:
    """Write out a word with ``{a|b|}`` in it: with a, with b, and with nothing in its place."""
    parts = _EITHER.split(word)
    chosen = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(one) for one in product(*chosen)]


def letters(column: int) -> str:
    """Write the number of a column as a spreadsheet does: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def no_formula(text: str) -> str:
    """Keep a text cell from becoming a formula; a lone printed ``-`` is a figure and stays.

    Nor may it behind what does not show, or with signs as wide as a Chinese character, which a
    spreadsheet program in Chinese or Japanese takes for the ordinary ones.
    """
    shown = unicodedata.normalize("NFKC", _BEFORE_TEXT.sub("", text, count=1)[:40])
    harmless = re.fullmatch(r"[-－]([\d.,]+%?)?", text)
    begins = shown.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if begins and not harmless else text


def as_text(text: str) -> str:
    """Keep a cell to the letter where a spreadsheet opens it: no formula, no time, no 18.1."""
    guarded = no_formula(text)
    if guarded == text and _READ_OTHERWISE.fullmatch(half_width(text).strip()):
        return f"'{text}"
    return guarded


def without_guard(text: str) -> str:
    """Return what ``as_text`` was given."""
    return text[1:] if text.startswith("'") and as_text(text[1:]) == text else text
