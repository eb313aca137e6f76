"""What figures say of the people, as counts: each a sum over places and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from dashboard.records.groups import CLASSES, Group
from dashboard.records.hiding import Array
from dashboard.records.measures import Measure
from dashboard.records.scores import Sums
from dashboard.records.tally import Count, Tally

About: TypeAlias = tuple[str, str | None]  # an indicator and a category
Figures: TypeAlias = tuple[About, ...]

# Against each other, where one of them has to be left out.
_WORD, _RATE, _MEASURED = 1.0, 3.0, 10.0


@dataclass(frozen=True)
class Statement:
    """How many of a group have one of these words; without words, how many there are.

    ``figures`` say so; there are none of what others are only a share of, how many have any word.
    ``base`` is how many it is out of. Where it is left out, so many values as ``asked`` must be
    possible; ``safe`` where by itself it need not be.
    """

    group: int
    words: tuple[str, ...]
    figures: Figures
    counted: Array  # over places and words: 1 for those within
    value: float
    base: float
    worth: float
    asked: float
    safe: bool


def of_persons(
    tally: Tally, groups: Sequence[Group], indicator: str, threshold: int
) -> list[Statement]:
    """Say how many there are in each group."""
    values = [float(group.members @ tally.persons) for group in groups]
    return [
        Statement(
            *(number, (), ((indicator, None),), group.members, value, value, 1.0),
            asked=threshold if value < threshold or not group.unplaced else 0.0,
            safe=value >= threshold,
        )
        for number, (group, value) in enumerate(zip(groups, values, strict=True))
    ]


def of_words(
    count: Count, sums: Sums, groups: Sequence[Group], threshold: int
) -> Iterator[Statement]:
    """Say of each group how many have a word at all, and how many which.

    Below the school a count is not safe that is below the threshold, nor one that leaves less of
    the whole: but what the school's own figure gives away, that there are none of the kind, or
    fewer than the threshold, is no secret of its parts.
    """
    measure, words = count.measure, count.words
    sets = _sets(measure, words)
    if count.counts[:, -1].any():
        sets = {words: (), **sets}
    school: dict[tuple[str, ...], tuple[float, float]] = {}
    for number, group in enumerate(groups):
        if group.table == CLASSES and not measure.by_class:
            continue
        there = group.members @ count.counts
        for some, figures in sets.items():
            among = np.array([word in some for word in (*words, None)], dtype=float)
            value = float(there @ among)
            wide = np.pad(among, (0, sums.counts.shape[1] - len(among)))
            base = float(there.sum() if some == words else there[:-1].sum())
            school.setdefault(some, (value, base - value))
            asked = min(threshold, *school[some])
            lacking = [part for part in (value, base - value) if part < threshold]
            if some == words and base == value >= threshold:
                lacking = []  # everybody has a word: of nobody it is said that they have none
            safe = group.is_everybody or asked == 0 or not lacking
            yield Statement(
                *(number, some, figures, np.outer(group.members, wide).ravel(), value, base),
                worth=_MEASURED if some == words else _RATE if len(some) > 1 else _WORD,
                asked=0.0 if group.unplaced and safe else asked,
                safe=safe,
            )


def _sets(measure: Measure, words: tuple[str, ...]) -> dict[tuple[str, ...], Figures]:
    """Return by words what is said of them together; of all words together nothing is."""
    found: dict[tuple[str, ...], Figures] = {}
    for word in words:
        own = ((code, word) for code in (measure.counts, measure.shares) if code)
        found[word,] = tuple(own)
    for code, some in (*measure.rates.items(), *measure.totals.items()):
        there = tuple(word for word in words if word in some)
        found[there] = (*found.get(there, ()), (code, None))
    return {some: figures for some, figures in found.items() if figures}


def of_means(count: Count, sums: Sums, groups: Sequence[Group]) -> Iterator[Statement]:
    """Say of each group what sum of scores it has, where that tells of its words."""
    for number, group in enumerate(groups):
        if group.table == CLASSES and not count.measure.by_class and count.counts[:, -1].any():
            continue
        base = float((group.members @ count.counts)[:-1].sum())
        for holds, (code, factors) in zip(sums.holds.T, sums.means.items(), strict=True):
            if base and holds[group.members > 0].all():
                counted = np.outer(group.members, factors)
                value = float((counted * sums.counts).sum())
                yield Statement(
                    *(number, (code,), ((code, None),), counted.ravel(), value, value, _MEASURED),
                    asked=0.0,
                    safe=True,
                )


def meaning(persons: str, sums: Sums, count: Count | None = None) -> dict[About, Array]:
    """Return what each count, and each sum of scores, is worth to a figure."""
    if count is None:
        return {(persons, None): np.ones(1)}
    words = [*count.words, *[None] * (sums.counts.shape[1] - len(count.words))]
    found = {
        figure: np.array([word in some for word in words], dtype=float)
        for some, figures in _sets(count.measure, count.words).items()
        for figure in figures
    }
    means: dict[About, Array] = {(code, None): each for code, each in sums.means.items()}
    return {(persons, None): sums.people, **found, **means}
