"""Where a sum does not come out: each single figure that could be another, so that all comes out.

A way of mending makes right every sum the figure stands in. Sums that fail and share a figure fail
together: what mends one of them and not the others is no cure. Where some ways make the rates right
as well, the others are left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


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

    def holds(self, ordinal: int, change: float) -> bool:
        """Tell whether it is right once one of its figures is changed."""
        value = self.value + (change if ordinal == self.ordinal else 0)
        total = self.total + (change if ordinal in self.terms else 0)
        if self.kind == "sum":
            return abs(total - value) <= self.tolerance
        if self.kind == "hundred":
            return abs(total - 100) <= self.tolerance
        divisor = (self.divisor or 0) + (change if ordinal in self.divisors else 0)
        return not divisor or abs(self.scale * total / divisor - value) <= self.tolerance


class Way(NamedTuple):
    """A figure that could be another, and its value then."""

    edition: int
    relation: str
    compared: int
    ordinal: int
    value: float


def ways(equations: Iterable[Equation], values: Mapping[tuple[int, int], float]) -> Iterator[Way]:
    """Yield the ways to mend each sum that is off; ``values`` are by edition and ordinal."""
    standing_in: dict[tuple[int, int], list[Equation]] = defaultdict(list)
    broken = []
    for equation in equations:
        for ordinal in equation.figures:
            standing_in[equation.edition, ordinal].append(equation)
        if equation.kind == "sum" and equation.off:
            broken.append(equation)
    for equation in broken:
        found: list[tuple[Way, bool]] = []
        for ordinal in sorted(equation.figures):
            change = equation.difference * (1 if ordinal == equation.ordinal else -1)
            value = values[equation.edition, ordinal] + change
            tied = standing_in[equation.edition, ordinal]
            failing_together = (
                other
                for other in broken
                if other.edition == equation.edition and other.figures & equation.figures
            )
            if (
                value >= 0
                and all(one.holds(ordinal, change) for one in tied if one.kind != "rate")
                and all(ordinal in other.figures for other in failing_together)
            ):
                way = Way(equation.edition, equation.relation, equation.ordinal, ordinal, value)
                rates = all(one.holds(ordinal, change) for one in tied if one.kind == "rate")
                found.append((way, rates))
        best = any(rates for _, rates in found)
        yield from (way for way, rates in found if rates or not best)
