"""The figures of a list, as they are published: counts, shares, rates and means by group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboard.contract.codes import GRADES, NORMAL, SEXES, SUPPRESSED
from dashboard.records.groups import CLASSES, TABLES, Group, Table
from dashboard.records.measures import KINDS, Measure
from dashboard.records.shown import Shown
from dashboard.records.tally import Count, Place, Tally

_PLACES = 2
# Indicators that are numbers of people.
_COUNTS = {
    code
    for kind in KINDS.values()
    for code in (
        *(kind.persons, kind.apart),
        *(one for measure in kind.measures for one in (measure.counts, *measure.totals)),
    )
}
_TABLES_OF_CLASSES: tuple[Table, ...] = ((), ("grade",), ("major",), ("major", "grade"))


@dataclass(frozen=True)
class Figure:
    """One figure, a row of the file; None in ``grade`` to ``category`` means the whole."""

    indicator: str
    period: str
    grade: str | None
    sex: str | None
    major: str | None
    class_: str | None
    category: str | None
    value: float | None
    persons: int | None
    status: str
    delivered: str

    @property
    def key(self) -> tuple[str | None, ...]:
        """What it is about."""
        return (self.indicator, self.category, *self.group)

    @property
    def group(self) -> tuple[str | None, ...]:
        """Whom it is about: a class is the same whether its major is known or not."""
        return (self.grade, self.sex, None if self.class_ else self.major, self.class_)

    @property
    def table(self) -> Table:
        """Return the table that it stands in."""
        if self.class_:
            return CLASSES
        named = {name for name in ("grade", "sex", "major") if getattr(self, name)}
        return next(table for table in TABLES if set(table) == named)

    @property
    def people(self) -> int | None:
        """How many people it counts, itself or as a share; None for a mean, and where left out."""
        if self.value is None or self.persons is None:
            return None
        if self.indicator.endswith("_pct"):
            return round(self.value * self.persons / 100)
        return round(self.value) if self.indicator in _COUNTS else None

    @property
    def content(self) -> tuple[float | int | str | None, ...]:
        """What it says."""
        return (self.value, self.persons, self.status)


class _Said(NamedTuple):
    """One figure of a group, before anything is left out."""

    code: str
    category: str | None
    value: float
    persons: float
    says: bool = True


def key_of(code: str, place: Place, category: str | None) -> tuple[str | None, ...]:
    """Return the key of a figure of a place."""
    major = None if place.class_ else place.major
    return (code, category, grade_of(place), place.sex, major, place.class_)


def grade_of(place: Place) -> str | None:
    return GRADES[place.grade] if place.grade else None


def figures(
    tally: Tally, groups: Sequence[Group], shown: Shown | None, period: str, delivered: str
) -> Iterator[tuple[Group, Figure]]:
    """Yield each figure with its group; where ``shown`` is None, as if nothing had to be hidden."""
    for number, group in enumerate(groups):
        if group.unplaced:
            continue
        of_words = (
            one
            for index, count in enumerate(tally.counts)
            for one in _of_measure(count, group, index, number, shown)
        )
        for one in (*_of_persons(tally, group, number, shown), *of_words):
            hidden = shown is not None and not one.says
            yield (
                group,
                Figure(
                    indicator=one.code,
                    period=period,
                    grade=grade_of(group.place),
                    sex=group.place.sex,
                    major=group.place.major,
                    class_=group.place.class_,
                    category=one.category,
                    value=None if hidden else round(one.value, _PLACES),
                    persons=None if hidden else round(one.persons),
                    status=SUPPRESSED if hidden else NORMAL,
                    delivered=delivered,
                ),
            )


def _of_persons(tally: Tally, group: Group, number: int, shown: Shown | None) -> Iterator[_Said]:
    """Yield how many there are: people, people counted apart, classes."""
    kind = KINDS[tally.kind]
    persons = float(group.members @ tally.persons)
    says = shown is None or bool(shown.persons[number])
    yield _Said(kind.persons, None, persons, persons, says)
    if kind.apart and not group.table:
        told = shown is None or shown.apart
        yield _Said(kind.apart, None, tally.apart, persons + tally.apart, told)
    classes = {
        (place.grade, place.class_)
        for place, is_in in zip(tally.places, group.members, strict=True)
        if is_in and place.class_
    }
    if kind.classes and classes and group.table in _TABLES_OF_CLASSES:
        yield _Said(kind.classes, None, len(classes), persons, says)


def _of_measure(
    count: Count, group: Group, index: int, number: int, shown: Shown | None
) -> Iterator[_Said]:
    """Yield what is said of the words of a measure, and the means that belong to it."""
    measure, words = count.measure, count.words
    there = group.members @ count.counts
    base = float(there[:-1].sum())
    says_base = shown is None or shown.says_how_many(index, number, words)
    in_full = group.table != CLASSES or measure.by_class
    for code, category, some in _said_of_words(measure, words) if in_full else ():
        value = float(sum(there[words.index(word)] for word in some))
        if code == measure.shares or code in measure.rates:
            value = 100 * value / base if base else 0.0
        says = says_base and (some == words or shown is None or shown.says(index, number, some))
        yield _Said(code, category, value, base, says)
    if in_full or not count.counts[:, -1].any():  # else nobody looks after who has no word
        sums = np.where(group.members[:, None] > 0, count.sums, 0).sum(axis=0)
        for code, total in zip(_means(measure, group), sums, strict=False):
            if base and not np.isnan(total):
                says = says_base and (shown is None or shown.says_mean(index, number, code))
                yield _Said(code, None, float(total) / base, base, says)


def _said_of_words(
    measure: Measure, words: tuple[str, ...]
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Yield the indicators of a measure, with their category and the words that they count."""
    for word in words:
        for code in filter(None, (measure.counts, measure.shares)):
            yield code, word, (word,)
    for code, some in (*measure.rates.items(), *measure.totals.items()):
        yield code, None, tuple(word for word in words if word in some)


def _means(measure: Measure, group: Group) -> list[str]:
    if measure.of_sex and group.place.sex in SEXES:
        return [*measure.means, measure.of_sex[SEXES.index(group.place.sex)]]
    return list(measure.means)
