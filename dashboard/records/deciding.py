"""Decide which figures of a list may be shown.

Below the school nothing is said of fewer people than the threshold, nor a count, or what is left of
the whole beside it, that is smaller; and as many more counts are left out as it takes that none of
these can be worked out from all that is shown.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard.records.equations import Explained
from dashboard.records.explained import About, explained
from dashboard.records.groups import TABLES, Group
from dashboard.records.hiding import Flags, leave_out
from dashboard.records.redelivery import History
from dashboard.records.scores import Sums, of_people, of_scores
from dashboard.records.shown import Shown
from dashboard.records.statements import Statement, meaning, of_means, of_persons, of_words
from dashboard.records.tally import Count, Tally


def decide(
    tally: Tally, groups: Sequence[Group], indicator: str, threshold: int, past: History
) -> Shown:
    """Decide what may be said of each group. Raises CannotHide."""
    people = of_persons(tally, groups, indicator, threshold)

    def allowed(
        statements: Sequence[Statement], sums: Sums, count: Count | None, decided: Flags
    ) -> Flags:
        limits = past.limits(indicator)
        for one in statements:
            if one.words and not groups[one.group].table and past.is_anew(groups[one.group]):
                told = min(one.value, one.base - one.value)
                limits |= {each: min(told, limits.get(each, told)) for each in one.figures}
        about = About(sums, meaning(indicator, sums, count), limits, indicator, threshold)
        before = explained(about, tally.places, past.deliveries(tally.places))
        statements = [
            replace(one, asked=min((one.asked, *map(about.asked, one.figures))))
            for one in statements
        ]
        return _allowed(statements, groups, past, before, decided)

    nothing = np.zeros(0, dtype=bool)
    persons = allowed(people, of_people(tally.persons), None, nothing)
    told = [
        bool(is_) or not past.is_anew(group) for is_, group in zip(persons, groups, strict=True)
    ]
    words = []
    for count in tally.counts:
        sums = of_scores(count)
        spread = [
            replace(one, counted=np.outer(one.counted, sums.people).ravel()) for one in people
        ]
        said = [
            *of_words(count, sums, groups, threshold),
            *of_means(count, sums, groups),
        ]
        bases = {one.group: one.safe for one in said if one.words == count.words}
        said = [
            replace(one, safe=one.safe and told[one.group] and bases.get(one.group, True))
            for one in said
        ]
        known = allowed([*spread, *said], sums, count, persons)[len(people) :]
        words.append(
            {(one.group, one.words): bool(is_) for one, is_ in zip(said, known, strict=True)}
        )
    return Shown(persons, tuple(words), tally.apart >= threshold)


def _allowed(
    statements: Sequence[Statement],
    groups: Sequence[Group],
    past: History,
    before: Explained,
    decided: Flags,
) -> Flags:
    """Decide what may be said, where on the first of it is decided already."""
    many = len(statements)
    known, asked, cost = np.zeros(many, dtype=bool), np.zeros(many), np.zeros(many)
    if not statements:  # of a list in which nobody could be counted
        return known
    for number, one in enumerate(statements):
        group = groups[one.group]
        hidden = past.was_left_out(group, one.figures)
        anew = past.is_anew(group)
        known[number] = anew and one.safe and not hidden and not group.unplaced
        asked[number] = one.asked if anew or hidden or not one.safe else 0.0
        cost[number] = one.worth * TABLES[group.table]
    known[: len(decided)] = decided
    cost[: len(decided)] = np.inf
    counted = np.array([one.counted for one in statements])
    wider = before.sums.shape[1] - counted.shape[1]
    said = leave_out(
        np.vstack([np.pad(counted, ((0, 0), (0, wider))), before.sums]),
        np.concatenate([[one.value for one in statements], before.values]),
        np.concatenate([known, before.known]),
        np.concatenate([asked, before.asked]),
        np.concatenate([cost, np.full(len(before.values), np.inf)]),
    )
    return said[:many]
