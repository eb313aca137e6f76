"""One row of a data file: its cells read as what they should be, its faults reported."""

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field

from dashboard.contract.faults import Fault
from dashboard.text import nearest

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_FULL_WIDTH = re.compile("[０-９．，％－＋]")
_MANY = 200  # faults, beyond which no more words are looked for that may have been meant
_FLAGS = {"true": True, "false": False, "": False}


@dataclass(frozen=True, eq=False)
class Row:
    """The cells of one row by column, without the white space round them.

    The methods return None for an empty cell, and also where they have reported a fault: a row
    with a fault never reaches the database.
    """

    file: str
    number: int
    cells: dict[str, str]
    found: list[Fault]

    def report(self, column: str, code: str, **arguments: object) -> None:
        """Report a fault of a cell, or of the whole row where ``column`` is empty."""
        self.found.append(Fault(self.file, self.number, column, code, arguments))

    def text(self, column: str) -> str | None:
        return self.cells[column] or None

    def required(self, column: str) -> str | None:
        if not self.cells[column]:
            self.report(column, "empty")
        return self.text(column)

    def number_in(self, column: str) -> float | None:
        """Read a plain number: no thousands separators, no percent sign, no full-width digit."""
        text = self.cells[column]
        if not text or _NUMBER.fullmatch(text):
            return float(text) if text else None
        if _FULL_WIDTH.search(text):
            self.report(column, "full_width", text=text)
        elif "," in text or "%" in text:
            self.report(column, "number_with_signs", text=text)
        else:
            self.report(column, "not_a_number", text=text)
        return None

    def whole(self, column: str, low: int, high: int) -> int | None:
        """Read a whole number within bounds."""
        value = self.number_in(column)
        if value is None:
            return None
        if not (value.is_integer() and low <= value <= high):
            text = self.cells[column]
            self.report(column, "out_of_bounds", low=low, high=high, text=text)
            return None
        return int(value)

    def flag(self, column: str) -> bool:
        """Read true or false, also as Excel spells them; empty is false."""
        text = self.cells[column]
        if text.lower() not in _FLAGS:
            self.report(column, "not_a_flag", text=text)
        return _FLAGS.get(text.lower(), False)

    def one_of(self, column: str, allowed: Collection[str]) -> str | None:
        text = self.cells[column]
        if text not in allowed:
            self.report(column, "not_allowed", allowed="、".join(allowed), text=text)
        return text

    def known(self, column: str, word: str, words: Collection[str], advice: str) -> None:
        """Report a word that is not among those the catalogue knows."""
        if word not in words:
            self.report(column, "unknown", word=word, like=self.like(word, words), advice=advice)

    def like(self, word: str, words: Collection[str]) -> str:
        """Ask whether the most similar word was meant; of very many faults that takes too long."""
        return like(word, words) if len(self.found) < _MANY else "；"


@dataclass
class Keys:
    """What must not occur twice, also not in two files; ``what`` is the kind of thing."""

    what: str
    seen: dict[Hashable, Row] = field(default_factory=dict)

    def add(self, key: Hashable, row: Row, column: str = "") -> None:
        first = self.seen.setdefault(key, row)
        if first is not row:
            row.report(column, f"{self.what}_twice", first=f"{first.file}:{first.number}")


def like(word: str, words: Collection[str]) -> str:
    """Ask whether the most similar word was meant, in the middle of a sentence."""
    return nearest(word, words) or "；"
