"""The words of the grammar: what is to be worked out, what carries nothing, what is not answered.

They stand in ``words.csv``, each line a kind of word, what it means and the words for it ({a|b|} is
a, b or nothing). The names of indicators, majors and categories are not among them: these are the
school's.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dashboard.ask.folding import fold
from dashboard.contract.codes import FORMS
from dashboard.text import spellings

Kind = Literal[
    "route",  # another page answers; its title, its file and the part
    "refused",  # nothing answers; why
    "no major",  # a major of other schools, unless this one has it; its whole name
    "judged",  # whether that is much or good; the figure is shown, and no judgement
    "operation",  # what is to be worked out
    "of",  # A 占 B
    "most",
    "which year",
    "trend",
    "compared",
    "than",
    "and",
    "split",  # by majors, terms or categories
    "measure",  # how many people, how many per cent; the unit
    "altogether",
    "whole",  # the school
    "vague",  # how things stand, not one number
    "empty",  # nothing
]

# As they stand in the address (contract/exploration.py).
CHANGE, GROWTH, INDEX, SHARE, RATIO, RANK = "change", "growth", "index", "share", "ratio", "rank"
BY_MAJOR, BY_TERM, BY_CATEGORY = "major", "term", "category"
MONEY = "元"  # the unit of whatever is asked for with 多少钱
# A rise of so many per cent in all, or one each year, which of them nobody can tell; one since the
# year before, of a rate either in points or in per cent.
RISE, YEARLY = "rise", "yearly"


@cache
def grammar() -> dict[str, tuple[Kind, Any]]:
    """Return each word with its kind and what it means; a word of two kinds is of the first."""
    words: dict[str, tuple[Kind, Any]] = {}
    for kind, meaning, listed in _lines():
        for word in (one for written in listed.split() for one in spellings(written)):
            words.setdefault(fold(word), (kind, meaning))
    return words


def _lines() -> list[tuple[Any, Any, str]]:
    """Return the lines of the file, and one for each of the appended tables."""
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        lines = [(row["kind"], row["meaning"], row["words"]) for row in csv.DictReader(file)]
    forms = [
        ("route", f"附表 · {table} {name}|forms|{table} {name}", f"{table} {name} 附表{digit}")
        for digit, (table, name) in zip("一二三四五六", FORMS.items(), strict=True)
    ]
    return [
        (kind, tuple(meaning.split("|")) if kind == "route" else meaning, words)
        for kind, meaning, words in (*forms, *lines)
    ]
