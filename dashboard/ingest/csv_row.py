"""One row of a data file: its cells read as what they should be, its faults reported."""

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field

from dashboard.contract.faults import Problem
from dashboard.text import nearest

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_FULL_WIDTH = re.compile("[０-９．，％－＋]")
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
    found: list[Problem]

    def report(self, column: str, message: str) -> None:
        self.found.append(Problem(self.file, self.number, column, message))

    def text(self, column: str) -> str | None:
        return self.cells[column] or None

    def required(self, column: str) -> str | None:
        if not self.cells[column]:
            self.report(column, "不能为空；请填写。")
        return self.text(column)

    def number_in(self, column: str) -> float | None:
        """Read a plain number: no thousands separators, no percent sign, no full-width digit."""
        text = self.cells[column]
        if not text or _NUMBER.fullmatch(text):
            return float(text) if text else None
        if _FULL_WIDTH.search(text):
            self.report(column, f"「{text}」含全角字符；请改用半角数字。")
        elif "," in text or "%" in text:
            self.report(column, f"「{text}」含千分位逗号或百分号；请只写数字。")
        else:
            self.report(column, f"「{text}」不是数字；请只写数字。")
        return None

    def whole(self, column: str, low: int, high: int) -> int | None:
        """Read a whole number within bounds."""
        value = self.number_in(column)
        if value is None:
            return None
        if not (value.is_integer() and low <= value <= high):
            message = f"应为 {low} 到 {high} 之间的整数，现为 {self.cells[column]}；请改正。"
            self.report(column, message)
            return None
        return int(value)

    def required_whole(self, column: str, low: int, high: int) -> int | None:
        self.required(column)
        return self.whole(column, low, high)

    def flag(self, column: str) -> bool:
        """Read true or false, also as Excel spells them; empty is false."""
        text = self.cells[column]
        if text.lower() not in _FLAGS:
            self.report(column, f"应为 true 或 false，现为「{text}」；请改正。")
        return _FLAGS.get(text.lower(), False)

    def one_of(self, column: str, allowed: Collection[str]) -> str | None:
        text = self.cells[column]
        if text not in allowed:
            message = f"应为 {'、'.join(allowed)} 之一，现为「{text}」；请改正（区分大小写）。"
            self.report(column, message)
        return text

    def known(self, column: str, word: str, words: Collection[str], advice: str) -> None:
        """Report a word that is not among those the catalogue knows."""
        if word not in words:
            self.report(column, f"不认识「{word}」{nearest(word, words) or '；'}{advice}")


@dataclass
class Keys:
    """What must not occur twice, also not in two files."""

    what: str
    seen: dict[Hashable, Row] = field(default_factory=dict)

    def add(self, key: Hashable, row: Row, column: str = "") -> None:
        first = self.seen.setdefault(key, row)
        if first is not row:
            place = "" if first.file == row.file else f"{first.file} "
            message = f"{self.what}与 {place}第 {first.number} 行重复；请改正或删去其中一行。"
            row.report(column, message)
