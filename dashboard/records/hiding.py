"""Which counts to leave out so that none of them can be worked out from what is still published.

A published count is a sum of unknown counts, none of them below nothing. A count that is left out
is safe where other unknown counts, with which everything published stays true, give it another
value far enough away. So a linear program looks for such counts, at the least cost in published
ones that would have to change too: these are left out as well. What it finds is the proof.
"""

from typing import TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

_NOTHING = 1e-6
_FREE = highspy.kHighsInf
_PRIMAL = 4  # as the solver calls it


class Quiet(highspy.Highs):
    """The solver, without the line it prints about itself."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its name there
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]

    def solves(self) -> bool:
        """Tell whether there is a solution; again from nothing where it is lost."""
        self.run()
        if self.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            self.clearSolver()
            self.run()
        return bool(self.getModelStatus() == highspy.HighsModelStatus.kOptimal)


class CannotHide(Exception):
    """Something would give a count away that has to stay, such as what was published before."""


def leave_out(sums: Array, values: Array, known: Flags, asked: Array, cost: Array) -> Flags:
    """Tell which counts may be known; a row of ``sums`` says of what each is the sum.

    ``known`` are those that nothing forbids to publish. Of any other, what is published leaves open
    at least so many values as ``asked``; for that, more of the known are left out, at ``cost``
    each, those of infinite cost never. Raises CannotHide.
    """
    sums = _told_apart(sums)
    search = _Search(sums, values, known, cost)
    low, high = values.copy(), values.copy()  # what is known to be possible; the truth is
    while (open_ := np.flatnonzero(~search.known & (high - low < asked - _NOTHING))).size:
        row = int(open_[np.argmax(asked[open_] - (high - low)[open_])])
        for above in (True, False):
            if high[row] - low[row] < asked[row] - _NOTHING:
                reached = search.furthest(row, above=above, most=asked[row])
                low, high = np.minimum(low, reached), np.maximum(high, reached)
        lacking = asked[row] - (high[row] - low[row])
        if lacking > _NOTHING:
            reached = search.stretched(row, low[row], high[row], lacking)
            low, high = np.minimum(low, reached), np.maximum(high, reached)
            search.forget(search.known & (np.abs(reached - values) > _NOTHING))
    return search.known


def _told_apart(sums: Array) -> Array:
    """Make one unknown of those that no sum tells apart."""
    columns = np.ascontiguousarray(sums.T)
    return columns[
        [*{column.tobytes(): number for number, column in enumerate(columns)}.values()]
    ].T


class _Search:
    """Unknown counts, of whose sums some are known: there may be others with the same.

    ``within`` holds fast to what is known; in ``beside`` each sum may be above and below its value.
    """

    def __init__(self, sums: Array, values: Array, known: Flags, cost: Array) -> None:
        count, unknown = sums.shape
        self.sums, self.values, self.unknown, self.count = sums, values, unknown, count
        self.known, self.cost = known.copy(), cost
        self.within, self.beside = Quiet(), Quiet()  # type: ignore[no-untyped-call]
        self.within.passModel(equations(sums, values))
        # Only the wish is another from one question to the next: the last answer still holds.
        self.within.setOptionValue("simplex_strategy", _PRIMAL)
        self._free(~known)
        self.beside.passModel(equations(np.hstack([sums, -np.eye(count), np.eye(count)]), values))

    def forget(self, rows: Flags) -> None:
        """Take counts away from what is published."""
        self.known &= ~rows
        self._free(rows)

    def _free(self, rows: Flags) -> None:
        for row in np.flatnonzero(rows):
            self.within.changeRowBounds(int(row), -_FREE, _FREE)

    def furthest(self, row: int, *, above: bool, most: float) -> Array:
        """Return the sums where one is furthest from the truth, with all that is known."""
        columns, value = np.arange(self.unknown, dtype=np.int32), self.values[row]
        self.within.changeColsCost(self.unknown, columns, self.sums[row] * (-1 if above else 1))
        low, high = (value, value + most) if above else (value - most, value)
        self.within.changeRowBounds(row, low, high)
        if not self.within.solves():
            raise CannotHide  # though there are the true ones: nothing is said without a proof
        found = np.asarray(self.within.getSolution().row_value)
        self.within.changeRowBounds(row, -_FREE, _FREE)
        return found

    def stretched(self, row: int, low: float, high: float, lacking: float) -> Array:
        """Return counts with one of them so much further away, or as much as can be."""
        for step in (lacking, lacking / 2, min(1.0, lacking)):
            ways = [self._moved(row, high + step), self._moved(row, low - step)]
            if found := min((way for way in ways if way), key=lambda way: way[0], default=None):
                return found[1]
        raise CannotHide

    def _moved(self, row: int, value: float) -> tuple[float, Array] | None:
        """Return the cost of a count being another, with all counts; None where it cannot be."""
        if value < 0:
            return None
        cost = np.where(self.known, self.cost, 0.0)
        free = np.where(np.isfinite(cost), _FREE, 0.0)
        limits = np.array([free, free])
        off = value - self.values[row]
        limits[:, row] = (max(off, 0.0), max(-off, 0.0))
        cost = np.where(np.isfinite(cost), cost, 0.0)
        return self._solved(limits, np.array([cost, cost]), exactly=row)

    def _solved(
        self, limits: Array, cost: Array, exactly: int | None = None
    ) -> tuple[float, Array] | None:
        columns = np.arange(self.unknown, self.unknown + 2 * self.count, dtype=np.int32)
        least = np.zeros_like(limits)
        if exactly is not None:
            least[:, exactly] = limits[:, exactly]
        self.beside.changeColsBounds(len(columns), columns, least.ravel(), limits.ravel())
        self.beside.changeColsCost(len(columns), columns, cost.ravel())
        if not self.beside.solves():
            return None
        solution = np.asarray(self.beside.getSolution().col_value)[self.unknown :]
        above, below = solution.reshape(2, self.count)
        return self.beside.getObjectiveValue(), self.values + above - below


def equations(matrix: Array, values: Array) -> highspy.HighsLp:
    """Say that sums over unknown counts, none of them below nothing, have these values."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = np.zeros(model.num_col_)
    model.col_lower_ = np.zeros(model.num_col_)
    model.col_upper_ = np.full(model.num_col_, _FREE)
    model.row_lower_ = model.row_upper_ = values
    rows, columns = np.nonzero(matrix)
    each = np.bincount(rows, minlength=model.num_row_)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(each)]).astype(np.int32)
    model.a_matrix_.index_ = columns.astype(np.int32)
    model.a_matrix_.value_ = matrix[rows, columns]
    return model
