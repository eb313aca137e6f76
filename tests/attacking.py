"""What anybody can work out from the published figures of a list, by a linear program of its own.

The attack knows the figures and nothing of how they were made: every count is a sum of people who
belong to a class, a sex, a grade and a major, and of whom each has one word of each measure. Of a
list that was delivered again it knows every version, where each class belonged, and how many people
of each class have changed at most: of most classes, that nobody has. And it knows from what scores
to what a word goes, so that a mean tells of the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

from dashboard.contract.codes import SUPPRESSED
from dashboard.records.figures import Figure
from dashboard.records.measures import KINDS, Measure
from dashboard.records.person import FITNESS_ITEMS

Row: TypeAlias = npt.NDArray[np.float64]
Place: TypeAlias = tuple[str | None, ...]  # a grade, the name of a class, a sex
Class: TypeAlias = tuple[str | None, str | None]  # a grade and the name of a class
Change: TypeAlias = Mapping[Class, int]  # how many have come and how many have left, at most

_SEXES = ("男", "女")
_ATTRIBUTES = ("grade", "sex", "major", "class_")
_FREE = highspy.kHighsInf
_ITEM = {"优秀": (90, 100), "良好": (80, 89), "及格": (60, 79), "不及格": (0, 59)}
# From what to what a mean's own values go, by word.
SCORES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "fitness_total_mean": {
        "优秀": (90, 120),
        "良好": (80, 89.9),
        "及格": (60, 79.9),
        "不及格": (0, 59.9),
    },
    "fitness_standard_mean": {  # without a bonus of up to 20
        "优秀": (70, 100),
        "良好": (60, 89.9),
        "及格": (40, 79.9),
        "不及格": (0, 59.9),
    },
    **{f"fitness_{item}_score": _ITEM for item in FITNESS_ITEMS if item != "bmi"},
    "fitness_bmi_score": {
        "正常": (100, 100),
        "低体重": (80, 80),
        "超重": (80, 80),
        "肥胖": (60, 60),
    },
    "vision_acuity_mean": {
        "正常": (5.0, 5.3),
        "轻度": (4.9, 4.9),
        "中度": (4.6, 4.8),
        "重度": (3.0, 4.5),
    },
}


@dataclass(frozen=True)
class Version:
    """What was published of a list at one time; where it was not delivered anew, an older figure.

    ``changed`` says of the classes in which people have changed since the version before, how many.
    ``majors`` are those of the classes where their figures do not say so.
    """

    figures: Sequence[Figure]
    changed: Change = field(default_factory=dict)
    majors: Mapping[Class, str] = field(default_factory=dict)


@dataclass
class Attack:
    """The figures of a list as equations between unknown counts."""

    kind: str
    versions: Sequence[Version]
    measures: Sequence[str] = ()  # all where none are named
    columns: dict[tuple[object, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.what = KINDS[self.kind]
        self.places = [self._places(version) for version in self.versions]
        self.taken = [
            measure
            for measure in self.what.measures
            if not self.measures or measure.name in self.measures
        ]
        self.equations: list[tuple[dict[int, float], float, float]] = []
        for version, places in enumerate(self.places):
            for place in places:
                persons = {self._column(version, place, "", ""): -1.0}
                for measure in self.taken:
                    words = (
                        self._column(version, place, measure.name, word)
                        for word in self._words(measure.name)
                    )
                    self.equations.append(({**dict.fromkeys(words, 1.0), **persons}, 0.0, 0.0))
                    self._bound(version, place, measure)
        for version in range(1, len(self.versions)):
            self._tie(version)

    def _bound(self, version: int, place: Place, measure: Measure) -> None:
        """Say from what to what the sum of the scores of a place goes."""
        for mean in SCORES.keys() & set(measure.means):
            for end in (0, 1):
                sign = 1.0 - 2.0 * end
                equation = {self._column(version, place, measure.name, mean): sign}
                for word, scores in SCORES[mean].items():
                    equation[self._column(version, place, measure.name, word)] = -sign * scores[end]
                self.equations.append((equation, 0.0, _FREE))

    def _places(self, version: Version) -> dict[Place, dict[str, str | None]]:
        """Return the places by what stays the same: grade, class and sex."""
        classes: dict[Class, str | None] = {
            (one.grade, one.class_): one.major for one in version.figures if one.class_ is not None
        }
        classes.update(version.majors)
        return {
            (grade, class_, sex): {"grade": grade, "sex": sex, "major": major, "class_": class_}
            for ((grade, class_), major), sex in product(sorted(classes.items(), key=str), _SEXES)
        }

    def _column(self, version: int, place: Place, *about: str) -> int:
        """Return the unknown count of people: of a class where nobody has changed, that before."""
        while (
            version
            and place[:2] not in self.versions[version].changed
            and (place in self.places[version - 1])
        ):
            version -= 1
        return self._own(version, place, *about)

    def _own(self, *about: object) -> int:
        return self.columns.setdefault(about, len(self.columns))

    def _tie(self, version: int) -> None:
        """Say that in the classes that have changed most people are the same as before."""
        changed = self.versions[version].changed
        both = self.places[version].keys() & self.places[version - 1].keys()
        for class_, measure in product(changed, ["", *(one.name for one in self.taken)]):
            moved: dict[str, list[int]] = {"came": [], "left": []}
            for place in (one for one in both if one[:2] == class_):
                for word in self._words(measure):
                    now, then = (
                        self._column(which, place, measure, word)
                        for which in (version, version - 1)
                    )
                    came, left = (self._own(version, place, measure, word, way) for way in moved)
                    moved["came"].append(came)
                    moved["left"].append(left)
                    self.equations.append(({now: 1.0, then: -1.0, came: -1.0, left: 1.0}, 0.0, 0.0))
            for way, some in moved.items():
                others = self._own(version, class_, measure, way)
                many = changed[class_]
                self.equations.append((dict.fromkeys([*some, others], 1.0), many, many))

    def _words(self, measure: str) -> Sequence[str]:
        found = (one.words for one in self.taken if one.name == measure)
        return (*next(found), "?") if measure else ("",)

    def row(self, version: int, figure: Figure) -> Row | None:
        """Return the sum that a figure is of; None for what is no count of people."""
        said = self._said(figure)
        return None if said is None else self._sum(version, figure, said)

    def _within(self, version: int, figure: Figure) -> set[Place]:
        return {
            key
            for key, place in self.places[version].items()
            if all(
                getattr(figure, name) in {None, place[name]}
                for name in _ATTRIBUTES
                if not (name == "major" and figure.class_)
            )
        }

    def _sum(self, version: int, figure: Figure, said: Sequence[tuple[str, str]]) -> Row:
        row = np.zeros(len(self.columns))
        for place, (measure, word) in product(self._within(version, figure), said):
            row[self._column(version, place, measure, word)] = 1
        return row

    def _said(self, figure: Figure) -> list[tuple[str, str]] | None:
        if figure.indicator == self.what.persons:
            return [("", "")]
        for measure in self.taken:
            sets = {**measure.rates, **measure.totals}
            if figure.indicator in sets:
                return [(measure.name, word) for word in sets[figure.indicator]]
            if figure.category and figure.indicator in {measure.counts, measure.shares}:
                return [(measure.name, figure.category)]
            if figure.indicator in SCORES.keys() & set(measure.means):
                return [(measure.name, figure.indicator)]
        return None

    def base(self, version: int, figure: Figure) -> Row | None:
        """Return the sum that the people behind a share are: those who have any word."""
        for measure in self.taken:
            if figure.indicator in {measure.shares, *measure.rates, *measure.means}:
                return self._sum(version, figure, [(measure.name, word) for word in measure.words])
        return None

    def narrow(self, threshold: int) -> list[tuple[Figure, float, float]]:
        """Return what is left out and can be told more narrowly than the threshold asks for."""
        known, targets = self._told()
        solver, limits = self._solver(known), self._limits()
        rows = np.array([row for row, _ in targets]).reshape(-1, len(self.columns))
        found = []
        low, high = np.full(len(rows), np.inf), np.full(len(rows), -np.inf)
        for number, (_, figure) in enumerate(targets):
            limit = limits.get((figure.indicator, figure.category), threshold)
            asked = min(threshold, limit) - 1e-4
            for sign in (1, -1):
                if not high[number] - low[number] >= asked:
                    # Whatever is possible says of every figure what it may be.
                    possible = rows @ _furthest(solver, rows[number], sign)
                    low, high = np.minimum(low, possible), np.maximum(high, possible)
            if high[number] - low[number] < asked:
                found.append((figure, float(low[number]), float(high[number])))
        return found

    def _told(self) -> tuple[list[tuple[Row, float, float]], list[tuple[Row, Figure]]]:
        """Return what is known, and the counts that are left out."""
        known: dict[bytes, tuple[Row, float, float]] = {}
        targets: dict[bytes, tuple[Row, Figure]] = {}
        given: dict[Figure, set[Place]] = {}
        for number, one in (
            (number, one) for number, version in enumerate(self.versions) for one in version.figures
        ):
            row = self.row(number, one)
            stands = one in given
            within = given.setdefault(one, self._within(number, one))
            if row is None or within != self._within(number, one):
                continue  # or other classes belong to the group now
            if one.status == SUPPRESSED:
                if one.indicator not in SCORES:
                    targets[row.tobytes()] = (row, one)
            elif not stands:
                for said in (row, self.base(number, one)):
                    if said is not None:
                        known[said.tobytes()] = (said, *_ends(one, is_base=said is not row))
        return [*known.values()], [*targets.values()]

    def _limits(self) -> dict[tuple[str, str | None], int]:
        """Return how many the school's own figures name, or leave, at the least."""
        found: dict[tuple[str, str | None], int] = {}
        for one in (one for version in self.versions for one in version.figures):
            if one.group != (None,) * 4 or one.people is None or one.persons is None:
                continue
            if one.indicator != self.what.persons:
                told, about = (
                    min(one.people, one.persons - one.people),
                    (one.indicator, one.category),
                )
                found[about] = min(told, found.get(about, told))
        return found

    def _solver(self, known: Sequence[tuple[Row, float, float]]) -> highspy.Highs:
        """Return what finds counts with which everything that is known is true."""
        matrix = np.zeros((len(known) + len(self.equations), len(self.columns)))
        for number, (row, *_) in enumerate(known):
            matrix[number] = row
        for number, (factors, *_) in enumerate(self.equations, len(known)):
            matrix[number, list(factors)] = list(factors.values())
        ends = np.array([both for _, *both in (*known, *self.equations)])
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_ = np.zeros(model.num_col_)
        model.col_upper_ = np.full(model.num_col_, _FREE)
        model.row_lower_, model.row_upper_ = ends.T
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


def _ends(figure: Figure, *, is_base: bool) -> tuple[float, float]:
    """Return between what the sum lies that a figure speaks of: a mean is rounded."""
    assert figure.value is not None
    assert figure.persons is not None
    if is_base:
        return figure.persons, figure.persons
    if figure.people is not None:
        return figure.people, figure.people
    return (figure.value - 0.00501) * figure.persons, (figure.value + 0.00501) * figure.persons


def _furthest(solver: highspy.Highs, row: Row, sign: int) -> Row:
    """Return the counts for which a sum is the least (or, with a minus sign, the greatest)."""
    columns = np.arange(len(row), dtype=np.int32)
    solver.changeColsCost(len(row), columns, sign * row)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, (
        "they contradict each other"
    )
    return np.asarray(solver.getSolution().col_value)
