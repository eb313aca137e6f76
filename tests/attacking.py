"""What anybody can work out from the published figures of a list, by a linear program of its own.

The attack knows the figures and nothing of how they were made: every count is a sum of people who
belong to a class, a sex, a grade and a major, and of whom each has one word of each measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

from dashboard.records.figures import Figure
from dashboard.records.measures import KINDS

Row: TypeAlias = npt.NDArray[np.float64]

_SEXES = ("男", "女")
_ATTRIBUTES = ("grade", "sex", "major", "class_")
_FREE = highspy.kHighsInf


@dataclass
class Attack:
    """The figures of a list as equations between unknown counts."""

    kind: str
    figures: Sequence[Figure]
    measures: Sequence[str] = ()  # all where none are named
    columns: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.what = KINDS[self.kind]
        classes = {
            (one.grade, one.major, one.class_) for one in self.figures if one.class_ is not None
        }
        self.places = [
            {"grade": grade, "sex": sex, "major": major, "class_": class_}
            for (grade, major, class_), sex in product(sorted(classes, key=str), _SEXES)
        ]
        self.taken = [
            measure
            for measure in self.what.measures
            if not self.measures or measure.name in self.measures
        ]
        for number in range(len(self.places)):
            self._column(number, "", "")
            for measure in self.taken:
                for word in (*measure.words, "?"):
                    self._column(number, measure.name, word)

    def _column(self, *about: object) -> int:
        return self.columns.setdefault(about, len(self.columns))  # type: ignore[arg-type]

    def row(self, figure: Figure) -> Row | None:
        """Return the sum that a figure is of; None for what is no count of people."""
        said = self._words(figure)
        if said is None:
            return None
        row = np.zeros(len(self.columns))
        for number, place in enumerate(self.places):
            if all(
                getattr(figure, name) in {None, place[name]}
                for name in _ATTRIBUTES
                if not (name == "major" and figure.class_)
            ):
                for measure, word in said:
                    row[self.columns[number, measure, word]] = 1
        return row

    def _words(self, figure: Figure) -> list[tuple[str, str]] | None:
        if figure.indicator == self.what.persons:
            return [("", "")]
        for measure in self.taken:
            sets = {**measure.rates, **measure.totals}
            if figure.indicator in sets:
                return [(measure.name, word) for word in sets[figure.indicator]]
            if figure.category and figure.indicator in {measure.counts, measure.shares}:
                return [(measure.name, figure.category)]
        return None

    def base(self, figure: Figure) -> Row | None:
        """Return the sum that the people behind a share are: those who have any word."""
        for measure in self.taken:
            if figure.indicator in {measure.shares, *measure.rates}:
                words = [(measure.name, word) for word in measure.words]
                row = np.zeros(len(self.columns))
                whole = self.row(figure)
                assert whole is not None
                for (number, name, _), column in self.columns.items():
                    if whole[column] and name == measure.name:
                        for each, word in words:
                            row[self.columns[number, each, word]] = 1
                return row
        return None

    def narrow(self, threshold: int) -> list[tuple[Figure, float, float]]:
        """Return what is left out and can be told more narrowly than the threshold asks for."""
        known: dict[bytes, tuple[Row, float]] = {}
        targets: dict[bytes, tuple[Row, Figure]] = {}
        school: dict[tuple[str, str | None], float] = {}
        for one in self.figures:
            row = self.row(one)
            if row is None:
                continue
            if one.people is None:
                targets[row.tobytes()] = (row, one)
                continue
            known[row.tobytes()] = (row, float(one.people))
            base = self.base(one)
            if base is not None and one.persons is not None:
                known[base.tobytes()] = (base, float(one.persons))
            if not any(getattr(one, name) for name in _ATTRIBUTES):
                assert one.persons is not None
                school[one.indicator, one.category] = min(one.people, one.persons - one.people)
        solver = self._model([*known.values()])
        found = []
        for row, figure in targets.values():
            limit = school.get((figure.indicator, figure.category), threshold)
            asked = min(threshold, limit) if figure.indicator != self.what.persons else threshold
            low, high = (self._reached(solver, row, sign) for sign in (1, -1))
            if high - low < asked - 1e-4:
                found.append((figure, low, high))
        return found

    def _model(self, known: Sequence[tuple[Row, float]]) -> highspy.Highs:
        rows = [row for row, _ in known]
        values = [value for _, value in known]
        for number in range(len(self.places)):
            for measure in self.taken:
                row = np.zeros(len(self.columns))
                row[self.columns[number, "", ""]] = -1
                for word in (*measure.words, "?"):
                    row[self.columns[number, measure.name, word]] = 1
                rows.append(row)
                values.append(0.0)
        matrix = np.array(rows)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_ = np.zeros(model.num_col_)
        model.col_upper_ = np.full(model.num_col_, _FREE)
        model.row_lower_ = model.row_upper_ = np.array(values)
        where, columns = np.nonzero(matrix)
        counts = np.bincount(where, minlength=model.num_row_)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        model.a_matrix_.index_ = columns.astype(np.int32)
        model.a_matrix_.value_ = matrix[where, columns]
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.passModel(model)
        return solver

    def _reached(self, solver: highspy.Highs, row: Row, sign: int) -> float:
        """Return the least (or, with a minus sign, the greatest) that a sum may be."""
        columns = np.arange(len(row), dtype=np.int32)
        solver.changeColsCost(len(row), columns, sign * row)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise AssertionError("the published figures contradict each other")
        if status != highspy.HighsModelStatus.kOptimal:
            return -sign * np.inf
        return float(sign * solver.getObjectiveValue())
