"""What was published of a list before, as sums over unknown counts beside those of the new one.

Whoever has seen it knows it still, and may know who is the same as before. So the counts of each
delivery are unknown alike, and in each class they differ from those of the next by no more people
than it takes to explain what was published. Only of a class in which many have changed nobody knows
who they are: it may differ in everything. What is left out of any of them is looked after in all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.records.earlier import Earlier, is_within
from dashboard.records.equations import Columns, Equations, Explained, Said
from dashboard.records.hiding import Array
from dashboard.records.scores import Sums
from dashboard.records.statements import About as Key
from dashboard.records.tally import Place

_NOBODY, _SCORE, _ROUNDED = 1e-6, 1e-3, 0.00501


@dataclass(frozen=True)
class About:
    """What figures are of: ``sums`` of the new list, and what each is worth to a figure.

    ``limits`` are the fewest that the school's own figures ever named, or left: no more is a secret
    of the parts.
    """

    sums: Sums
    meaning: Mapping[Key, Array]
    limits: Mapping[Key, float]
    persons: str
    threshold: int

    def asked(self, figure: Key) -> float:
        """Return how many values have to be possible where a figure is left out."""
        return min(self.threshold, self.limits.get(figure, self.threshold))


def explained(about: About, places: Sequence[Place], deliveries: Sequence[Earlier]) -> Explained:
    """Say what is known of all deliveries but what the new one is to say.

    Raises CannotHide where what was published cannot be explained.
    """
    counts = about.sums.counts
    said = [list(_said(one, about)) for one in reversed(deliveries)]
    sizes = [len(one.places) * counts.shape[1] for one in reversed(deliveries)]
    together = Equations(counts.size)
    columns, after = np.arange(counts.size), counts.ravel()
    together.span(columns, about.sums)
    for rows, then in zip(said, _least_changed(about, said, sizes), strict=True):
        columns = _tie(together, columns, (after, then), places, about)
        for row in rows:
            together.say(row, columns, then)
        after = then
    return together.explained()


def _said(one: Earlier, about: About) -> Iterator[Said]:
    """Yield the sums that figures are of, and that of the people behind them."""
    known: dict[bytes, Said] = {}
    hidden: dict[bytes, Said] = {}
    members: dict[tuple[str | None, ...], Array] = {}
    for figure in one.figures:
        key = figure.indicator, figure.category
        if key not in about.meaning:
            continue
        if figure.group not in members:
            within = [is_within(place, figure.group) for place in one.places]
            members[figure.group] = np.array(within, dtype=float)
        sums = np.outer(members[figure.group], about.meaning[key]).ravel()
        is_mean = figure.indicator in about.sums.means
        if figure.value is None or figure.persons is None:
            if not is_mean:
                hidden[sums.tobytes()] = Said(sums, None, about.asked(key))
        elif is_mean:
            unit = figure.persons / about.sums.units[figure.indicator]
            known[sums.tobytes()] = Said(sums, figure.value * unit, 0.0, _ROUNDED * unit)
        else:
            known[sums.tobytes()] = Said(sums, figure.people)
        if figure.persons is not None and figure.indicator != about.persons:
            base = np.outer(members[figure.group], about.sums.known).ravel()
            known[base.tobytes()] = Said(base, figure.persons)
    yield from known.values()
    yield from (row for key, row in hidden.items() if key not in known)


def _least_changed(
    about: About, said: Sequence[Sequence[Said]], sizes: Sequence[int]
) -> list[Array]:
    """Return counts of each delivery before, the newest first, with which few have changed."""
    if not said:
        return []
    counts = about.sums.counts.ravel()
    together = Equations(counts.size)
    every = np.arange(counts.size)
    for column, count in zip(every[:, None], counts, strict=True):
        together.add(column, 1.0, count)
    after, found, changed = every, [], []
    for rows, size in zip(said, sizes, strict=True):
        own = together.columns(size)
        together.span(own, about.sums)
        for row in rows:
            if row.value is not None:
                together.say(row, own, np.zeros(size))
        changed.append(together.differ(after, own, every, (True, True)))
        found.append(own)
        after = own
    # Scores are told apart from people only where there is nothing else to tell by.
    people = np.tile(
        np.where(about.sums.people, 1.0, _SCORE), counts.size // about.sums.people.size
    )
    cost = np.zeros(together.size)
    for some in changed:
        cost[some] = np.tile(people, 2)
    counted = together.cheapest(cost)
    return [counted[own] for own in found]


def _tie(
    together: Equations,
    after: Columns,
    counts: tuple[Array, Array],
    places: Sequence[Place],
    about: About,
) -> Columns:
    """Return the columns of an earlier delivery, tied class by class to those of the next.

    ``counts`` are those of the next, and of the earlier.
    """
    truth, then = counts
    own = together.columns(len(then))
    for within in _classes(places, about.sums.people.size):
        people = within[about.sums.people[within % about.sums.people.size] > 0]
        change = truth[people] - then[people]
        came, left = change.clip(0).sum(), (-change).clip(0).sum()
        if max(came, left) < _NOBODY:
            same = within[np.abs(truth[within] - then[within]) < _NOBODY]
            own[people], own[same] = after[people], after[same]
        elif max(came, left) < about.threshold:
            moves = came > _NOBODY, left > _NOBODY
            moved = together.differ(after, own, people, moves)
            many = [one for one in (came, left) if one > _NOBODY]
            for some, most in zip(np.split(moved, sum(moves)), many, strict=True):
                together.add(np.concatenate([some, together.columns(1)]), 1.0, most)
    together.span(own, about.sums)
    return own


def _classes(places: Sequence[Place], wide: int) -> list[Columns]:
    """Return by class where its counts are."""
    found: dict[tuple[int | None, str | None], list[int]] = {}
    for number, place in enumerate(places):
        own = found.setdefault((place.grade, place.class_), [])
        own += range(number * wide, number * wide + wide)
    return [np.array(own) for own in found.values()]
