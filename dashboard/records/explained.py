"""What was published of a list before, as sums over unknown counts beside those of the new one.

Whoever has seen it knows it still, and may know who is the same as before. So the counts of each
delivery are unknown alike, and in each class they differ from those of the next by no more people
than it takes to explain what was published. Only of a class in which many have changed nobody knows
who they are: it may differ in everything. What is left out of any of them is looked after in all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from dashboard.records.earlier import Earlier, is_within
from dashboard.records.hiding import Array, CannotHide, Flags, Quiet, equations
from dashboard.records.scores import Sums
from dashboard.records.statements import About as Key
from dashboard.records.tally import Place

Columns: TypeAlias = npt.NDArray[np.intp]
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


@dataclass(frozen=True)
class Explained:
    """Sums over unknown counts, the first of them those of the new list.

    Of each its value, whether it is known, and how many values are asked for if it is not.
    """

    sums: Array
    values: Array
    known: Flags
    asked: Array


class _Said(NamedTuple):
    """A sum over the counts of one delivery, with its value; None for what was left out."""

    sums: Array
    value: float | None
    asked: float = 0.0
    rounded: float = 0.0  # by so much at the most


def explained(about: About, places: Sequence[Place], deliveries: Sequence[Earlier]) -> Explained:
    """Say what is known of all deliveries but what the new one is to say.

    Raises CannotHide where what was published cannot be explained.
    """
    counts = about.sums.counts
    said = [list(_said(one, about)) for one in reversed(deliveries)]
    sizes = [len(one.places) * counts.shape[1] for one in reversed(deliveries)]
    together = _Equations(counts.size)
    columns, after = np.arange(counts.size), counts.ravel()
    together.span(columns, about.sums)
    for rows, then in zip(said, _least_changed(about, said, sizes), strict=True):
        columns = together.tie(columns, after, then, places, about)
        for row in rows:
            together.say(row, columns, then)
        after = then
    return together.explained()


def _said(one: Earlier, about: About) -> Iterator[_Said]:
    """Yield the sums that figures are of, and that of the people behind them."""
    known: dict[bytes, _Said] = {}
    hidden: dict[bytes, _Said] = {}
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
                hidden[sums.tobytes()] = _Said(sums, None, about.asked(key))
        elif is_mean:
            unit = figure.persons / about.sums.units[figure.indicator]
            known[sums.tobytes()] = _Said(sums, figure.value * unit, 0.0, _ROUNDED * unit)
        else:
            known[sums.tobytes()] = _Said(sums, figure.people)
        if figure.persons is not None and figure.indicator != about.persons:
            base = np.outer(members[figure.group], about.sums.known).ravel()
            known[base.tobytes()] = _Said(base, figure.persons)
    yield from known.values()
    yield from (row for key, row in hidden.items() if key not in known)


def _least_changed(
    about: About, said: Sequence[Sequence[_Said]], sizes: Sequence[int]
) -> list[Array]:
    """Return counts of each delivery before, the newest first, with which few have changed."""
    if not said:
        return []
    counts = about.sums.counts.ravel()
    together = _Equations(counts.size)
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


@dataclass
class _Equations:
    """Equations between unknown counts, none of them below nothing, while they are gathered."""

    size: int
    rows: list[tuple[Columns, Array]] = field(default_factory=list)  # columns and factors
    values: list[float] = field(default_factory=list)
    known: list[bool] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)

    def columns(self, many: int) -> Columns:
        self.size += many
        return np.arange(self.size - many, self.size)

    def add(
        self,
        columns: Columns,
        factors: Array | float,
        value: float,
        asked: float = 0.0,
        *,
        known: bool = True,
    ) -> None:
        self.rows.append((columns, np.broadcast_to(factors, columns.shape)))
        self.values.append(value)
        self.asked.append(asked)
        self.known.append(known)

    def say(self, row: _Said, columns: Columns, then: Array) -> None:
        """Add what was said of a delivery, of what was left out the sum that explains the rest."""
        within = np.flatnonzero(row.sums)
        columns, factors, value = columns[within], row.sums[within], row.value
        if value is None:
            value = float(then[within] @ factors)
        if row.rounded:
            off, rest = self.columns(1), self.columns(1)
            self.add(np.concatenate([off, rest]), 1.0, 2 * row.rounded)
            columns, factors = np.concatenate([columns, off]), np.concatenate([factors, [1.0]])
            value += row.rounded
        self.add(columns, factors, value, row.asked, known=row.value is not None)

    def span(self, columns: Columns, sums: Sums) -> None:
        """Say from what to what the scores of a word go, in each place."""
        wide = sums.people.size
        for place, own in enumerate(columns.reshape(-1, wide)):
            for number, span in enumerate(sums.spans):
                if place >= len(sums.holds) or sums.holds[place, number]:
                    self.add(own[span != 0], span[span != 0], 0.0)

    def differ(
        self, after: Columns, then: Columns, within: Columns, moves: tuple[bool, bool]
    ) -> Columns:
        """Let counts be those of the next delivery, less who came and with who left."""
        moved = [self.columns(len(within)) for is_moved in moves if is_moved]
        signs = [sign for is_moved, sign in zip(moves, (-1.0, 1.0), strict=True) if is_moved]
        factors = np.array([1.0, -1.0, *signs])
        for columns in zip(after[within], then[within], *moved, strict=True):
            self.add(np.array(columns), factors, 0.0)
        return np.concatenate(moved)

    def tie(
        self, after: Columns, truth: Array, then: Array, places: Sequence[Place], about: About
    ) -> Columns:
        """Return the columns of an earlier delivery, tied class by class to those of the next."""
        own = self.columns(len(then))
        for within in _classes(places, about.sums.people.size):
            people = within[about.sums.people[within % about.sums.people.size] > 0]
            change = truth[people] - then[people]
            came, left = change.clip(0).sum(), (-change).clip(0).sum()
            if max(came, left) < _NOBODY:
                same = within[np.abs(truth[within] - then[within]) < _NOBODY]
                own[people], own[same] = after[people], after[same]
            elif max(came, left) < about.threshold:
                moves = came > _NOBODY, left > _NOBODY
                moved = self.differ(after, own, people, moves)
                many = [one for one in (came, left) if one > _NOBODY]
                for some, most in zip(np.split(moved, sum(moves)), many, strict=True):
                    self.add(np.concatenate([some, self.columns(1)]), 1.0, most)
        self.span(own, about.sums)
        return own

    def matrix(self) -> Array:
        found = np.zeros((len(self.rows), self.size))
        for row, (columns, factors) in enumerate(self.rows):
            found[row, columns] = factors
        return found

    def explained(self) -> Explained:
        known = np.array(self.known, dtype=bool)
        return Explained(self.matrix(), np.array(self.values), known, np.array(self.asked))

    def cheapest(self, cost: Array) -> Array:
        """Return the counts for which all is true, at the least cost."""
        model = equations(self.matrix(), np.array(self.values))
        model.col_cost_ = cost
        solver = Quiet()  # type: ignore[no-untyped-call]
        solver.passModel(model)
        if not solver.solves():
            raise CannotHide
        return np.asarray(solver.getSolution().col_value)


def _classes(places: Sequence[Place], wide: int) -> list[Columns]:
    """Return by class where its counts are."""
    found: dict[tuple[int | None, str | None], list[int]] = {}
    for number, place in enumerate(places):
        own = found.setdefault((place.grade, place.class_), [])
        own += range(number * wide, number * wide + wide)
    return [np.array(own) for own in found.values()]
