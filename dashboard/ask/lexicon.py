"""What a question can be about: the indicators, majors and years that this school's data has.

Everything is read from rows of the data file, so that another school's catalogue is understood as
well as this one's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dashboard.ask.folding import fold
from dashboard.text import spellings

Row = Mapping[str, Any]

_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)$")
_TEACHER, _SPOKEN = "教师", "老师"  # printed, and said
_SHORTEST = 2  # letters of a major by which it is known
# How the name of a number of something may end just as well.
_NUMBERS = ("总人数", "人数", "总数", "数量", "数")


@dataclass(frozen=True)
class Figure:
    """A figure that is printed, or the place of one: of which period, major and category."""

    year: int
    period_type: str
    period_kind: str
    major: str | None
    category: str | None
    has_value: bool


@dataclass(frozen=True)
class Indicator:
    """An indicator and where the reports have it; ``same_as`` is its main place, "" if this is."""

    code: str
    name: str
    unit: str
    definition: str = ""
    same_as: str = ""
    is_key: bool = False
    has_standard: bool = False
    figures: tuple[Figure, ...] = ()

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.figures}))

    @cached_property
    def majors(self) -> frozenset[str]:
        return frozenset(one.major for one in self.figures if one.major)

    @cached_property
    def categories(self) -> frozenset[str]:
        return frozenset(one.category for one in self.figures if one.category)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Name the terms of a year that it has: 春季, 第一学期; 年 and 学年 are of none."""
        return frozenset(one.period_kind for one in self.figures)

    @cached_property
    def is_whole(self) -> bool:
        """Tell whether it is ever printed of the whole school, in all."""
        return any(one.major is None and one.category is None for one in self.figures)


@dataclass(frozen=True)
class Meant:
    """One thing that a word may stand for: an indicator, or one category of it.

    ``is_nearest``: the word means something else, to which this comes nearest.
    """

    code: str
    category: str = ""
    is_nearest: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All names of this school's data, each by how it is recognised."""

    indicators: dict[str, Indicator]
    majors: tuple[str, ...]
    years: tuple[int, ...]
    edition: int
    meant: dict[str, tuple[Meant, ...]] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)  # majors by every spelling
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)  # majors by category
    whole_names: frozenset[str] = frozenset()  # by which an indicator is called in full
    reviewed: frozenset[str] = frozenset()  # other words that somebody has seen to

    @cached_property
    def spelt(self) -> dict[tuple[Meant, ...], list[str]]:
        """List the words of each meaning."""
        words: dict[tuple[Meant, ...], list[str]] = defaultdict(list)
        for word, meant in self.meant.items():
            words[meant].append(word)
        return dict(words)


def lexicon(
    *,
    indicators: Iterable[Row],
    figures: Iterable[Row],
    synonyms: Iterable[Row],
    majors: Iterable[Row],
    years: Iterable[int],
    edition: int,
) -> Lexicon:
    """Gather the words; where two sources know the same word, the first of them is right."""
    known = _indicators(indicators, figures)
    listed = list(majors)
    full, short = _full_names(known), _short_names(known)
    counted = _counted(known)  # 班主任 is who is counted as well as a category of a team
    for word, found in _categories(known).items():
        counted[word] += found
    reviewed = _synonyms(synonyms, known)
    meant: dict[str, tuple[Meant, ...]] = {}
    for source in (full, reviewed, short, counted):
        for word, found in source.items():
            meant.setdefault(word, tuple(dict.fromkeys(found)))
    for word, same in [(word, one) for word, one in meant.items() if _TEACHER in word]:
        meant.setdefault(word.replace(_TEACHER, _SPOKEN), same)
    groups: dict[str, list[str]] = defaultdict(list)
    for row in listed:
        groups[fold(row["major_category"])].append(row["major"])
    return Lexicon(
        indicators=known,
        majors=tuple(row["major"] for row in listed),
        years=tuple(sorted(years)),
        edition=edition,
        meant=meant,
        named=_majors(listed),
        groups={word: tuple(names) for word, names in groups.items()},
        whole_names=frozenset(full) | frozenset(short),
        reviewed=frozenset(reviewed),
    )


def _indicators(rows: Iterable[Row], figures: Iterable[Row]) -> dict[str, Indicator]:
    printed: dict[str, list[Figure]] = defaultdict(list)
    for row in figures:
        printed[row["indicator"]].append(
            Figure(
                int(row["year"]),
                row["period_type"],
                row["period_kind"],
                row["major"] or None,
                row["category"] or None,
                bool(row["has_value"]),
            )
        )
    return {
        row["indicator"]: Indicator(
            row["indicator"],
            row["name"],
            row["unit"],
            row["definition"],
            row["same_as"] or "",
            bool(row["is_key"]),
            bool(row["has_standard"]),
            tuple(printed[row["indicator"]]),
        )
        for row in rows
    }


Known = dict[str, Indicator]
Words = dict[str, list[Meant]]


def _full_names(known: Known) -> Words:
    words: Words = defaultdict(list)
    for one in known.values():
        words[fold(one.name)].append(Meant(one.code))
        words[fold(one.code)].append(Meant(one.code))
    return words


def _short_names(known: Known) -> Words:
    """Name each without its brackets; what is printed again is meant at its main place."""
    words: Words = defaultdict(list)
    for one in known.values():
        short = _BRACKETS.sub("", fold(one.name))
        if short and short != fold(one.name):
            words[short].append(Meant(_main_place(one, known)))
    return words


def _main_place(one: Indicator, known: Known) -> str:
    """Return where a thing is printed first; of a part of it alone, like one major, the part."""
    return one.same_as if one.same_as in known and one.is_whole else one.code


def _counted(known: Known) -> Words:
    """Name what counts something by any word for a number: 专任教师数 is 专任教师人数, too."""
    words: Words = defaultdict(list)
    for one in known.values():
        short = _BRACKETS.sub("", fold(one.name))
        ending = next((end for end in _NUMBERS if short.endswith(end)), "")
        stem = short.removesuffix(ending)
        if not ending or len(stem) < 3:
            continue
        code = _main_place(one, known)
        for end in ("", *_NUMBERS):
            words[stem + end].append(Meant(code))
    return words


def _categories(known: Known) -> Words:
    words: Words = defaultdict(list)
    for one in known.values():
        for category in sorted(one.categories):
            words[fold(category)].append(Meant(one.code, category))
    return words


def _synonyms(rows: Iterable[Row], known: Known) -> Words:
    words: Words = defaultdict(list)
    for row in rows:
        meant = [
            Meant(code, row["category"] or "", bool(row["is_nearest"]))
            for code in row["indicators"].split(";")
            if code in known
        ]
        for word in (one for listed in row["words"].split(";") for one in spellings(listed)):
            words[fold(word)] += meant
    return {word: meant for word, meant in words.items() if word and meant}


def _majors(rows: list[Row]) -> dict[str, tuple[str, ...]]:
    """Name majors by name, other spelling and beginning, each also with 专业 behind it."""
    spelt: dict[str, dict[str, None]] = defaultdict(dict)
    begun: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        name = str(row["major"])
        for spelling in (name, *(row["aliases"] or "").split(";")):
            if word := fold(spelling):
                spelt[word][name] = None
        whole = fold(name)
        for length in range(_SHORTEST, len(whole)):
            begun[whole[:length]][name] = None
    found = {word: tuple(names) for word, names in (begun | spelt).items()}
    return {f"{word}专业": names for word, names in found.items()} | found
