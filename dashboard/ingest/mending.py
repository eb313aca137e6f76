"""Where a sum does not come out: each single fact that could be another, so that all comes out.

A fact printed in several places is changed in all of them. A way of mending makes right every sum
that it stands in, in any of its places. Sums that fail and share a figure fail together: what mends
one of them and not the others is no cure. Where some ways make the rates right as well, the others
are left out; else each says which rates it would make wrong, or which counts that its rate is of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

Place = tuple[int, int]  # an edition and the ordinal of a figure
# Where else the same is printed, each with how much of its unit is one of the first.
Places = Mapping[Place, Sequence[tuple[int, float]]]
Changes = Mapping[int, float]  # of figures, by their ordinals


class Equation(NamedTuple):
    """Figures of an edition, by their ordinals, that must agree: a sum, shares of 100, a rate."""

    edition: int
    relation: str
    ordinal: int  # the figure compared: the total, the first share, the rate
    kind: str
    value: float
    total: float  # what the terms come to
    terms: list[int]
    divisor: float | None
    divisors: list[int]
    scale: float
    tolerance: float
    difference: float  # by how much the total is more than it should be
    off: bool

    @property
    def figures(self) -> set[int]:
        """All that stand in it."""
        return {self.ordinal, *self.terms, *self.divisors}

    def holds(self, changes: Changes) -> bool:
        """Tell whether it is right once some figures are changed."""
        value = self.value + changes.get(self.ordinal, 0)
        total = self.total + sum(changes.get(one, 0) for one in self.terms)
        if self.kind == "sum":
            return abs(total - value) <= self.tolerance
        if self.kind == "hundred":
            return abs(total - 100) <= self.tolerance
        divisor = (self.divisor or 0) + sum(changes.get(one, 0) for one in self.divisors)
        return not divisor or abs(self.scale * total / divisor - value) <= self.tolerance


class Way(NamedTuple):
    """A figure that could be another, its value then, and what would have to change with it."""

    edition: int
    relation: str
    compared: int
    ordinal: int
    value: float
    also: list[int]  # the other places where the same is printed
    rates: list[int]  # worked out from it, right now and not right then
    counts: list[int]  # from which it is worked out now, and would not be then


def ways(
    equations: Iterable[Equation], values: Mapping[Place, float], places: Places
) -> Iterator[Way]:
    """Yield the ways to mend each sum that is off; ``values`` are by edition and ordinal."""
    standing_in: dict[Place, list[Equation]] = defaultdict(list)
    broken = []
    for equation in equations:
        for ordinal in equation.figures:
            standing_in[equation.edition, ordinal].append(equation)
        if equation.kind == "sum" and equation.off:
            broken.append(equation)
    for equation in broken:
        edition = equation.edition
        together = [one for one in broken if one.edition == edition]
        together = [one for one in together if one.figures & equation.figures]
        found: list[tuple[Way, bool]] = []
        for ordinal in sorted(equation.figures):
            change = equation.difference * (1 if ordinal == equation.ordinal else -1)
            value = values[edition, ordinal] + change
            changes = _everywhere(edition, ordinal, change, places)
            tied = [one for figure in changes for one in standing_in[edition, figure]]
            wrong = [one for one in tied if not one.holds(changes)]
            if (
                value >= 0
                and all(one.kind == "rate" for one in wrong)
                and all(changes.keys() & one.figures for one in together)
            ):
                right = [one for one in wrong if not one.off]
                rates = {one.ordinal for one in right} - changes.keys()
                counts = {two for one in right if one.ordinal in changes for two in one.terms}
                tells = map(sorted, (changes.keys() - {ordinal}, rates, counts))
                named = (edition, equation.relation, equation.ordinal)
                found.append((Way(*named, ordinal, value, *tells), not wrong))
        best = any(holds for _, holds in found)
        yield from (way for way, holds in found if holds or not best)


def _everywhere(edition: int, ordinal: int, change: float, places: Places) -> Changes:
    """Return the change of a figure with that of each place where the same is printed."""
    changes = {ordinal: change}
    waiting = [ordinal]
    while waiting:
        one = waiting.pop()
        for other, factor in places.get((edition, one), ()):
            if other not in changes:
                changes[other] = changes[one] * factor
                waiting.append(other)
    return changes
