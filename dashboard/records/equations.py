"""Equations between the unknown counts of several deliveries, while they are gathered."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from dashboard.records.hiding import Array, CannotHide, Flags, Quiet, equations
from dashboard.records.scores import Sums

Columns: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Explained:
    """Sums over unknown counts, the first of them those of the new list.

    Of each its value, whether it is known, and how many values are asked for if it is not.
    """

    sums: Array
    values: Array
    known: Flags
    asked: Array


class Said(NamedTuple):
    """A sum over the counts of one delivery, with its value; None for what was left out."""

    sums: Array
    value: float | None
    asked: float = 0.0
    rounded: float = 0.0  # by so much at the most


@dataclass
class Equations:
    """Equations between unknown counts, none of them below nothing."""

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

    def say(self, row: Said, columns: Columns, then: Array) -> None:
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
