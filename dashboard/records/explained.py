"""What was published of a list before, as sums over unknown counts beside those of the new one.

Whoever has seen it knows it still, and may know who is the same as before. So the counts of each
delivery are unknown alike, and in each class they differ from those of the next by no more people
than it takes to explain what was published. Only of a class in which many have changed nobody knows
who they are: it may differ in everything. What is left out of any of them is looked after in all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

from dashboard.records.earlier import Earlier, is_within
from dashboard.records.hiding import Array, CannotHide, Flags, Quiet, equations
from dashboard.records.tally import Place

Key: TypeAlias = tuple[str, str | None]  # an indicator and a category
Columns: TypeAlias = npt.NDArray[np.intp]
_NOBODY = 1e-6


@dataclass(frozen=True)
class About:
    """What figures are of: which words each counts, and what the school's own figures tell of it.

    ``limits`` are the fewest that these ever named, or left: no more is a secret of the parts.
    """

    meaning: Mapping[Key, Array]
    limits: Mapping[Key, float]
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


def explained(
    counts: Array,
    places: Sequence[Place],
    deliveries: Sequence[Earlier],
    about: About,
) -> Explained:
    """Say what is known of the deliveries before; ``counts`` are of the new list, places by words.

    Where it is of words, the last of them is that of people without any. Raises CannotHide where
    what was published cannot be explained.
    """
    wide = counts.shape[1]
    said = [list(_said(one, about, wide)) for one in reversed(deliveries)]
    together = _Equations(counts.size)
    columns, after = np.arange(counts.size), counts.ravel()
    for rows, then in zip(said, _least_changed(counts.ravel(), said), strict=True):
        columns = together.tie(columns, after, then, _classes(places, wide), about.threshold)
        for sums, value, asked in rows:
            within = np.flatnonzero(sums)
            told = float(then[within].sum()) if value is None else value
            together.add(columns[within], 1.0, told, asked, known=value is not None)
        after = then
    return together.explained()


def _classes(places: Sequence[Place], wide: int) -> list[Columns]:
    """Return by class where its counts are."""
    found: dict[tuple[int | None, str | None], list[int]] = {}
    for number, place in enumerate(places):
        own = found.setdefault((place.grade, place.class_), [])
        own += range(number * wide, number * wide + wide)
    return [np.array(own) for own in found.values()]


def _said(one: Earlier, about: About, wide: int) -> Iterator[_Said]:
    """Yield the sums that figures are of, and that of the people behind them."""
    any_word = np.ones(wide)
    any_word[-1] = wide == 1
    known: dict[bytes, _Said] = {}
    hidden: dict[bytes, _Said] = {}
    members: dict[tuple[str | None, ...], Array] = {}
    for figure in one.figures:
        words = about.meaning.get((figure.indicator, figure.category))
        if words is None:
            continue
        if figure.group not in members:
            members[figure.group] = np.array(
                [is_within(place, figure.group) for place in one.places], dtype=float
            )
        sums = np.outer(members[figure.group], words).ravel()
        if figure.people is None or figure.persons is None:
            asked = about.asked((figure.indicator, figure.category))
            hidden[sums.tobytes()] = _Said(sums, None, asked)
            continue
        known[sums.tobytes()] = _Said(sums, figure.people)
        if not words.all():
            base = np.outer(members[figure.group], any_word).ravel()
            known[base.tobytes()] = _Said(base, figure.persons)
    yield from known.values()
    yield from (row for key, row in hidden.items() if key not in known)


def _least_changed(counts: Array, said: Sequence[Sequence[_Said]]) -> list[Array]:
    """Return counts of each delivery before, the newest first, with which few have changed."""
    together = _Equations(counts.size)
    for value, column in zip(counts, np.arange(counts.size), strict=True):
        together.add(np.array([column]), 1.0, value)
    after, found, changed = np.arange(counts.size), [], []
    for rows in said:
        own = together.columns(len(rows[0].sums) if rows else counts.size)
        for sums, value, _ in rows:
            if value is not None:
                together.add(own[np.flatnonzero(sums)], 1.0, value)
        changed += [together.differ(after, own, np.arange(counts.size), (True, True))]
        found.append(own)
        after = own
    return [together.cheapest(np.concatenate(changed))[own] for own in found] if found else []


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

    def differ(
        self, after: Columns, then: Columns, within: Columns, moves: tuple[bool, bool]
    ) -> Columns:
        """Let counts be those of the next delivery, less who came and with who left."""
        moved = []
        parts = [(after, 1.0), (then, -1.0)]
        for is_moved, sign in zip(moves, (-1.0, 1.0), strict=True):
            if is_moved:
                some = np.zeros(within.max() + 1, dtype=np.intp)
                some[within] = self.columns(len(within))
                moved.append(some[within])
                parts.append((some, sign))
        factors = np.array([factor for _, factor in parts])
        for number in within:
            self.add(np.array([columns[number] for columns, _ in parts]), factors, 0.0)
        return np.concatenate(moved)

    def tie(
        self,
        after: Columns,
        truth: Array,
        then: Array,
        classes: Sequence[Columns],
        threshold: int,
    ) -> Columns:
        """Return the columns of an earlier delivery, tied class by class to those of the next."""
        own = self.columns(len(then))
        for within in classes:
            change = truth[within] - then[within]
            came, left = change.clip(0).sum(), (-change).clip(0).sum()
            if max(came, left) < _NOBODY:
                own[within] = after[within]
            elif max(came, left) < threshold:
                moves = came > _NOBODY, left > _NOBODY
                moved = self.differ(after, own, within, moves)
                for some, many in zip(
                    np.split(moved, sum(moves)),
                    [one for one in (came, left) if one > _NOBODY],
                    strict=True,
                ):
                    self.add(np.concatenate([some, self.columns(1)]), 1.0, many)
        return own

    def matrix(self) -> Array:
        found = np.zeros((len(self.rows), self.size))
        for row, (columns, factors) in enumerate(self.rows):
            found[row, columns] = factors
        return found

    def explained(self) -> Explained:
        known = np.array(self.known, dtype=bool)
        return Explained(self.matrix(), np.array(self.values), known, np.array(self.asked))

    def cheapest(self, columns: Columns) -> Array:
        """Return the counts for which all is true, with the least in these columns."""
        model = equations(self.matrix(), np.array(self.values))
        cost = np.zeros(self.size)
        cost[columns] = 1.0
        model.col_cost_ = cost
        solver = Quiet()  # type: ignore[no-untyped-call]
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise CannotHide
        return np.asarray(solver.getSolution().col_value)
