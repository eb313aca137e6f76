"""Ways of mending sums that do not come out, on equations small enough to see them all."""

from collections import defaultdict
from typing import NamedTuple

import pytest

from dashboard.ingest.mending import Equation, Place, Places, Way, ways


class Case(NamedTuple):
    """Equations between figures numbered from 1, and what could stand there instead.

    A sum is written ``1=2+3``, shares ``100=1+2``, a rate in per cent ``4=2/1``, and ``3~4`` is
    printed twice. Behind a way stand the other places, the rates worked out from it, and from what
    it is worked out.
    """

    name: str
    values: list[float]
    equations: list[str]
    found: list[str]
    places: str = ""


CASES = [
    Case("any of three", [10, 4, 7], ["1=2+3"], ["1:1→11", "1:2→3", "1:3→6"]),
    Case("nothing wrong", [11, 4, 7], ["1=2+3"], []),
    Case("none below nothing", [10, 2, 12], ["1=2+3"], ["1:1→14", "1:3→8"]),
    Case("one stands in a sum that is right", [10, 4, 7, 7], ["1=2+3", "4=3"], ["1:1→11", "1:2→3"]),
    Case("both wrong for one reason", [10, 4, 7, 10], ["1=2+3", "4=2+3"], [
        *("1:2→3", "1:3→6", "4:2→3", "4:3→6"),
    ]),
    Case("wrong for two reasons", [10, 4, 7, 15], ["1=2+3", "4=2+3"], []),
    Case("a rate decides", [10, 4, 7, 30, 70], ["1=2+3", "4=2/1", "5=3/1"], ["1:2→3"]),
    Case("rates that no way makes right", [10, 4, 7, 99, 99], ["1=2+3", "4=2/1", "5=3/1"], [
        *("1:1→11", "1:2→3", "1:3→6"),
    ]),
    Case("rates that every way makes wrong", [10, 4, 8, 40, 80], ["1=2+3", "4=2/1", "5=3/1"], [
        *("1:1→12 rates 4 5", "1:2→2 rates 4", "1:3→6 rates 5"),
    ]),
    Case("a rate itself", [70, 40, 35, 4, 10, 3.5, 70], ["1=2+3", "7=1", "2=4/5", "3=6/5"], [
        *("1:2→35 counts 4", "1:3→30 counts 6"),
    ]),
    Case("printed twice", [10, 4, 7, 7], ["1=2+3"], ["1:1→11", "1:2→3", "1:3→6 also 4"], "3~4"),
    Case("printed twice, and right there", [10, 4, 7, 7, 9, 2], ["1=2+3", "5=4+6"], [
        *("1:1→11", "1:2→3"),
    ], "3~4"),
    Case("printed three times", [10, 4, 7, 7, 7], ["1=2+3"], [
        *("1:1→11", "1:2→3", "1:3→6 also 4 5"),
    ], "3~4 4~5"),
    Case("shares of a hundred", [61, 40, 20, 40], ["1=2+3", "100=2+3+4"], ["1:1→60"]),
]  # fmt: skip


def equation(text: str, values: list[float]) -> Equation:
    left, right = text.split("=")
    terms, _, divisors = right.partition("/")
    numbers = [[int(one) for one in part.split("+") if one] for part in (terms, divisors)]
    total, divisor = (sum(values[one - 1] for one in part) for part in numbers)
    kind = "hundred" if left == "100" else "rate" if divisors else "sum"
    ordinal = numbers[0][0] if kind == "hundred" else int(left)
    must = {"hundred": 100.0, "rate": values[ordinal - 1], "sum": values[ordinal - 1]}[kind]
    difference = (100 * total / divisor if divisors else total) - must
    return Equation(
        *(2024, text, ordinal, kind, values[ordinal - 1], total, numbers[0], divisor or None),
        *(numbers[1], 100 if kind == "rate" else 1, 0.5 if kind == "rate" else 1e-9),
        *(difference, abs(difference) > 0.5),
    )


def printed_in(text: str) -> Places:
    places: dict[Place, list[tuple[int, float]]] = defaultdict(list)
    for pair in text.split():
        one, other = map(int, pair.split("~"))
        places[2024, one].append((other, 1.0))
        places[2024, other].append((one, 1.0))
    return places


def told(way: Way) -> str:
    more = (("also", way.also), ("rates", way.rates), ("counts", way.counts))
    named = (f" {name} {' '.join(map(str, which))}" for name, which in more if which)
    return f"{way.compared}:{way.ordinal}→{way.value:g}{''.join(named)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ways(case: Case) -> None:
    equations = [equation(text, case.values) for text in case.equations]
    values = {(2024, number): value for number, value in enumerate(case.values, start=1)}
    assert [told(way) for way in ways(equations, values, printed_in(case.places))] == case.found


def test_another_unit_changes_as_much_in_its_own() -> None:
    values = {(2024, one): value for one, value in enumerate((10.0, 4.0, 7.0, 700.0), start=1)}
    places = {(2024, 3): [(4, 100.0)], (2024, 4): [(3, 0.01)]}
    sums = [equation("1=2+3", [10, 4, 7]), equation("4=5", [0, 0, 0, 700, 700])]
    # 7 → 6 would make 700 a 600, which is 700 by another sum.
    assert [told(way) for way in ways(sums, values, places)] == ["1:1→11", "1:2→3"]


def test_editions_are_kept_apart() -> None:
    """The sum of another edition is right: it must not be in the way, nor be mended."""
    wrong, right = equation("1=2+3", [10, 4, 7]), equation("1=2+3", [11, 4, 7])
    values = {(2024, 1): 10.0, (2024, 2): 4.0, (2024, 3): 7.0}
    found = list(ways([right._replace(edition=2023), wrong], values, {}))
    assert [(way.edition, way.ordinal) for way in found] == [(2024, 1), (2024, 2), (2024, 3)]
