"""What the next edition is asked for: sheets of lines, each with what the edition before printed.

The template is written from this, and what the office sends back is read by the same names.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.intake.form_columns import AT

_SEVERAL = re.compile("[;；]")

Key = tuple[str, str, str, str]  # indicator, period, major, category


def key_of(row: Mapping[str, str]) -> Key:
    """Return what a row of a file of figures is about."""
    return row["indicator"], row["period"], row["major"], row["category"]


@dataclass(frozen=True)
class Line:
    """One figure asked for.

    ``last_printed`` is what the edition before printed for the same period or, where it printed
    none, for the period a year (or more) earlier. An ``optional`` line is no figure if left blank:
    it splits a printed figure by major, or goes on with a category or major that only that edition
    is known to have had (``open_category``, ``open_major``).
    """

    indicator: str
    name: str
    unit: str
    category: str
    major: str
    period: str
    source: str
    definition: str
    required: bool
    official: str = ""  # number and wording of the official form
    last_period: str = ""
    last_printed: str = ""
    open_category: bool = False
    open_major: bool = False
    optional: bool = False

    @property
    def key(self) -> Key:
        return self.indicator, self.period, self.major, self.category

    @property
    def code(self) -> str:
        """What stands in the hidden column, by which a row is known whose words were moved."""
        return AT.join(self.key)


@dataclass(frozen=True)
class Sheet:
    """A table of the report. ``open`` are the lines each school continues with its own."""

    file: str
    title: str
    source: str
    note: str
    lines: tuple[Line, ...]
    open: tuple[Line, ...] = ()

    @property
    def is_form(self) -> bool:
        """Tell a table of the official form, whose every cell is there even where it is blank."""
        return any(line.official for line in self.lines)


@dataclass(frozen=True)
class ListSheet:
    """A list with one row a record, its columns by their names in the file.

    ``last`` are the rows as they stand in the file; ``words`` says, by column, what is shown for
    the codes there.
    """

    file: str
    title: str
    columns: dict[str, str]
    last: tuple[dict[str, str], ...] = ()
    carries: bool = False
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def shown(self, column: str, stored: str) -> str:
        words = self.words.get(column, {})
        if column == "indicators":
            return "；".join(words.get(code, code) for code in _split(stored))
        return words.get(stored, stored)

    def stored(self, column: str, shown: str) -> str:
        """Return the code for what is shown; whatever is no such word is left as it is."""
        codes = {word: code for code, word in self.words.get(column, {}).items()}
        if column == "indicators":
            return ";".join(codes.get(word, word) for word in _split(shown))
        return codes.get(shown, shown)


@dataclass(frozen=True)
class Layout:
    """All that is asked for the edition of a year; ``previous`` is the edition before, if any."""

    year: int
    previous: int | None
    edition: ListSheet
    majors: ListSheet
    sheets: tuple[Sheet, ...]
    lists: tuple[ListSheet, ...]


def _split(text: str) -> Iterable[str]:
    return (word for part in _SEVERAL.split(text) if (word := part.strip()))
