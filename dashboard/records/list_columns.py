"""The columns that lists have, and what their headings may be called.

That is data, data/catalogue/list_columns.csv, which goes with the code.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from dashboard.paths import CATALOGUE, ROOT
from dashboard.text import fold

_FILE = ROOT / "data" / "catalogue" / "list_columns.csv"
ANSWERS = "list_headings.csv"  # a school's own: kind,heading,column
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_SIGNS = re.compile(r"[\s(\[【〔)\]】〕*:;,、。·_\-]")
# What stands in headings of screening lists and says nothing.
_FILLER = re.compile("屈光|验光|电脑|检查|结果|数据|非散瞳|小瞳|成绩$")


@dataclass(frozen=True)
class ListColumn:
    """A column that lists have. ``use``: by item and sign a kind of list is recognised."""

    code: str
    label: str
    use: str
    low: Decimal | None
    high: Decimal | None

    def holds(self, value: Decimal) -> bool:
        """Tell whether a person can have been measured so."""
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


@cache
def columns(kind: str) -> dict[str, ListColumn]:
    """Return the columns of a kind of list by code."""
    return {
        row["column"]: ListColumn(
            row["column"],
            row["label"],
            row["use"],
            *(Decimal(row[end]) if row[end] else None for end in ("low", "high")),
        )
        for row in reversed(_rows(kind))
    }


def remembered(data: Path) -> dict[str, dict[str, str]]:
    """Return what a school has answered: by kind and heading the column, "" for one not needed."""
    found: dict[str, dict[str, str]] = {}
    path = data / CATALOGUE / ANSWERS
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                said = found.setdefault(row.get("kind") or "", {})
                said[row.get("heading") or ""] = row.get("column") or ""
    return found


def remember(data: Path, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Write what a school has answered, by kind and heading, beside what it did before."""
    if not any(answers.values()):
        return
    kept = remembered(data)
    rows = [
        (kind, heading, code)
        for kind in {**kept, **answers}
        for heading, code in {**kept.get(kind, {}), **answers.get(kind, {})}.items()
    ]
    with (data / CATALOGUE / ANSWERS).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(("kind", "heading", "column"))
        writer.writerows(rows)


@cache
def known(name: str, kind: str) -> str | None:
    """Return the column that a heading stands for; None where nobody knows."""
    for text in _spellings(name):
        for row in _rows(kind):
            within = [fold(word) for word in row["within"].split(";") if word]
            spelt = _spelt(row["headings"])
            rests = [*_without(text, within)] if within else [text]
            if row["column"] == "ignored":
                rests.append(text)
            if spelt.intersection(rests):
                return row["column"]
    return None


def _spellings(name: str) -> Iterator[str]:
    """Yield a heading as it is looked for: with what stands in brackets, then without."""
    plain = fold(name).replace("×", "x").replace("*", "x" if re.search(r"\d\*\d", name) else "")
    plain = re.sub(r"(?<=[0-9米])[x](?=8)", "x", plain)
    for text in (plain, _BRACKETS.sub("", plain)):
        bare = _SIGNS.sub("", text)
        yield bare
        yield _FILLER.sub("", bare)


def _without(text: str, within: list[str]) -> Iterator[str]:
    """Yield a heading without the word for the eye: at an end, or in Chinese anywhere."""
    for word in within:
        if word in text and not word.isascii():
            yield text.replace(word, "", 1)
        elif text.startswith(word):
            yield text.removeprefix(word)
        elif text.endswith(word):
            yield text.removesuffix(word)


@cache
def _spelt(headings: str) -> frozenset[str]:
    return frozenset(_SIGNS.sub("", fold(one)) for one in headings.split(";"))


@cache
def _rows(kind: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the table for a kind: its own before those of all lists."""
    with _FILE.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    own = [row for row in rows if row["kind"] == kind]
    return (*own, *(row for row in rows if row["kind"] == "any"))
