"""The address of one figure of one version of the data, in plain text that outlives both.

It carries the question, the state of the data it was asked of, and a seal of the answer, by which
anybody can later tell whether the same is shown.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.contract.wording import rows_of
from dashboard.query import connection, question, written
from dashboard.query.question import Question, Scope
from dashboard.query.written import Unreadable
from dashboard.render import export

PAGE = "cite"
FIGURE, STATE, SEAL = "f", "v", "c"
_HASH = re.compile("[0-9a-f]{12}")
_NEVER = Scope(0, 0)  # a citation names its years

# What stands beside a figure and is not the figure: where it is printed, what is doubted.
_BESIDE = {
    *("edition", "source", "page", "other_source", "other_page", "note", "status", "unit"),
    *("finding", "doubt", "answer", "answer_text", "definition", "direction", "chapter"),
    *("section", "indicator_name", "name", "period_type", "year", "same_as", "verified"),
}


@dataclass(frozen=True)
class Citation:
    """What an address asks, of which state of the data, and what the answer was."""

    asked: Question
    state: str
    seal: str

    @property
    def address(self) -> str:
        """Return the address, relative to any page."""
        parts = {FIGURE: written.write(self.asked), STATE: self.state, SEAL: self.seal}
        return f"{PAGE}?{urlencode(parts, safe='~:')}"


@connection.per_version
def of(asked: Question) -> Citation:
    """Cite a figure as the data looked at answer it now."""
    state = str(question.run("data_state")["state"].iloc[0])
    return Citation(asked, state[:12], sealed(asked, asked.answer()))


def read(address: Mapping[str, Sequence[str]]) -> Citation:
    """Read the address of a citation. Raises Unreadable, in Chinese."""
    line, state, seal = (_one(address, key) for key in (FIGURE, STATE, SEAL))
    asked = written.read(line, _NEVER)
    if asked.scope.year_from == _NEVER.year_from or not (
        _HASH.fullmatch(state) and _HASH.fullmatch(seal)
    ):
        raise Unreadable("这个网址不完整：年份、数据的版本或校验码缺了。请向给您网址的人要完整的。")
    return Citation(asked, state, seal)


def sealed(asked: Question, frame: pd.DataFrame) -> str:
    """Hash an answer: the same figures give the same digits, whatever is said of them."""
    rows = sorted(repr(row) for row in content(asked, frame).items())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def content(asked: Question, frame: pd.DataFrame) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the figures of an answer as they are taken away, by what tells the rows apart."""
    key, there = asked.query.key, {*frame}
    said = there - {*key} - _BESIDE
    columns = [one for one in export.HEADINGS if one in said]
    if is_dated(asked, frame):  # what else stands there is worked out of these
        columns = [one for one in ("value", "printed") if one in there]
    return {
        tuple(_text(one, row) for one in key): {one: export.cell(one, row) for one in columns}
        for row in rows_of(frame)
    }


def is_dated(asked: Question, frame: pd.DataFrame) -> bool:
    """Tell whether each row is the figure of one indicator and period."""
    return "period" in asked.query.key and {"indicator", "value"} <= {*frame}


def _text(column: str, row: Mapping[str, Any]) -> str:
    value = row[column]
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN


def _one(address: Mapping[str, Sequence[str]], key: str) -> str:
    values = address.get(key, ())
    return values[0] if len(values) == 1 else ""
