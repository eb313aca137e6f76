"""Which figures of a list may be shown.

Below the school nothing is said of fewer people than the threshold, nor a count, or what is left of
the whole beside it, that is smaller; and as many more counts are left out as it takes that none of
these can be worked out from all that is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from dashboard.records.groups import TABLES, Group
from dashboard.records.hiding import Flags, leave_out
from dashboard.records.statements import Figures, Statement, of_persons, of_words
from dashboard.records.tally import Tally

# What became of a figure that was published before: it stays as it is, shown or left out, or it is
# given anew. One that was never published is given anew too.
Past: TypeAlias = Literal["stands", "left out", "anew"]
Before: TypeAlias = Callable[[Group, Figures], Past]


@dataclass(frozen=True)
class Shown:
    """Of which groups it may be said how many they are, and by measure of which words."""

    persons: Flags
    words: tuple[dict[tuple[int, tuple[str, ...]], bool], ...]
    apart: bool

    def says(self, measure: int, group: int, words: tuple[str, ...]) -> bool:
        return bool(self.persons[group]) and self.words[measure].get((group, words), False)

    def says_all(self, measure: int, group: int, words: tuple[str, ...]) -> bool:
        return all(self.says(measure, group, (word,)) for word in words)

    def says_how_many(self, measure: int, group: int, words: tuple[str, ...]) -> bool:
        """Tell whether it may be said how many have any word, of whom the others are shares."""
        return bool(self.persons[group]) and self.words[measure].get((group, words), True)


def shown(
    tally: Tally, groups: Sequence[Group], indicator: str, threshold: int, before: Before
) -> Shown:
    """Decide what may be said of each group. Raises CannotHide."""
    people = of_persons(tally, groups, indicator, threshold)
    persons = _allowed(people, groups, before, np.zeros(0, dtype=bool))
    words = []
    for count in tally.counts:
        wide = count.counts.shape[1]
        spread = [replace(one, counted=np.repeat(one.counted, wide)) for one in people]
        said = list(of_words(count, groups, threshold))
        bases = {one.group: one.safe for one in said if one.words == count.words}
        said = [
            replace(one, safe=one.safe and bool(persons[one.group]) and bases.get(one.group, True))
            for one in said
        ]
        known = _allowed([*spread, *said], groups, before, persons)[len(people) :]
        words.append(
            {(one.group, one.words): bool(is_) for one, is_ in zip(said, known, strict=True)}
        )
    return Shown(persons, tuple(words), tally.apart >= threshold)


def _allowed(
    statements: Sequence[Statement], groups: Sequence[Group], before: Before, decided: Flags
) -> Flags:
    """Decide what may be said, where on the first of it is decided already."""
    known, cost = np.zeros(len(statements), dtype=bool), np.zeros(len(statements))
    if not statements:  # of a list in which nobody could be counted
        return known
    for number, one in enumerate(statements):
        group = groups[one.group]
        past = before(group, one.figures)
        stands = past == "stands"
        known[number] = stands or (past == "anew" and one.safe and not group.unplaced)
        cost[number] = np.inf if stands else one.worth * TABLES[group.table]
    known[: len(decided)] = decided
    cost[: len(decided)] = np.inf
    return leave_out(
        np.array([one.counted for one in statements]),
        np.array([one.value for one in statements]),
        known,
        np.array([one.asked for one in statements]),
        cost,
    )
