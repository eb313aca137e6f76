"""What a claim of the prose asks of the figures that the report itself prints."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dashboard.contract.printed_number import decimals


class Claim(NamedTuple):
    """A claim, with what the catalogue says of its indicator; None where no figure is printed."""

    assertion: str
    indicator: str | None = None
    what: str | None = None  # the name of the indicator, with the category and the major
    unit: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    value: float | None = None
    value_to: float | None = None
    population: str | None = None  # whom it is about, where the figures are of others

    @property
    def last(self) -> float | None:
        """The number said of the last period."""
        return self.value if self.value_to is None else self.value_to


class Figure(NamedTuple):
    """A figure that a claim is about, as printed; without a value where it is blank or a dash."""

    ordinal: int
    period: str
    year: int
    value: float | None
    printed: str
    decimals: int
    breaks: bool = False  # is the first of a new series
    doubtful: bool = False
    source: str | None = None
    page: int | None = None
    comparable: bool = True  # is of one definition with the other years
    reckoning: str = ""  # how it is worked out, where it is not printed


class Elsewhere(NamedTuple):
    """A figure of another indicator, at the period and in the unit of one of the claim's."""

    ordinal: int  # of the figure that the claim is about
    what: str
    value: float
    printed: str


class Step(NamedTuple):
    """From one figure to a later one, where that is no change beyond what is usual."""

    before: int
    ordinal: int
    grounds: str | None  # why not; None where it cannot be told, as of how many is not printed


class Used(NamedTuple):
    """A figure that the claim stands or falls with, beside what it is compared with."""

    figure: Figure
    value: float
    said: float | None
    before: "Used | None"
    final: float
    is_last: bool

    def written(self, number: float) -> str:
        return f"{number:.{max(self.figure.decimals, decimals(self.figure.printed))}f}"

    @property
    def shown(self) -> str:
        return self.written(self.value)


@dataclass(frozen=True)
class Rule:
    """What an assertion asks of the figures."""

    refuted: Callable[[Used], bool]
    tail: str  # how a refutation ends
    compares: bool = False  # holds one period against another, so that they must be of one kind
    from_start: bool = False  # needs the figure of the first year, besides the last
    to_end: bool = False  # needs the figure of the last year
    throughout: bool = False  # speaks of every year between: one missing leaves it open
    moves: bool = False  # says which way the figures go


def stated(number: float) -> str:
    """Write a number of a claim as people do: 83, 97.92."""
    return str(number).removesuffix(".0")


def same_number(said: float, value: float, printed: str) -> bool:
    """Tell whether both are the same as far as both were printed: 98.4 and 98.40, 7 and 7.37."""
    last = Decimal(1).scaleb(-min(decimals(stated(said)), decimals(printed)))
    one, other = (Decimal(str(float(number))) for number in (said, value))
    return one.quantize(last, ROUND_HALF_UP) == other.quantize(last, ROUND_HALF_UP)


def _against_before(refuted: Callable[[float, float], bool]) -> Callable[[Used], bool]:
    return lambda one: one.before is not None and refuted(one.value, one.before.value)


def _against_said(refuted: Callable[[float, float], bool]) -> Callable[[Used], bool]:
    return lambda one: one.said is not None and refuted(one.value, one.said)


def is_another(one: Used) -> bool:
    return one.said is not None and not same_number(one.said, one.value, one.figure.printed)


_no_rise = _against_before(lambda value, before: value <= before)
_no_fall = _against_before(lambda value, before: value >= before)
_below = _against_said(lambda value, said: value < said)
_above = _against_said(lambda value, said: value > said)

_ENDS = {"compares": True, "from_start": True, "to_end": True}
_STEPS = {"compares": True, "throughout": True}
_RECORD = {"compares": True, "to_end": True, "throughout": True}
RULES = {
    "rises": Rule(_no_rise, "，没有上升", **_ENDS, moves=True),
    "falls": Rule(_no_fall, "，没有下降", **_ENDS, moves=True),
    "rises_each": Rule(_no_rise, "，并非逐期上升", **_STEPS, moves=True),
    "falls_each": Rule(_no_fall, "，并非逐期下降", **_STEPS, moves=True),
    "from_to": Rule(is_another, "，而不是", from_start=True, to_end=True),
    "equals": Rule(is_another, "，而不是", to_end=True),
    "at_least": Rule(_below, "，低于所说的", to_end=True),
    "at_most": Rule(_above, "，高于所说的", to_end=True),
    "each_at_least": Rule(_below, "，低于所说的", throughout=True),
    "each_at_most": Rule(_above, "，高于所说的", throughout=True),
    "highest": Rule(lambda one: one.value > one.final, "，高于最后一期", **_RECORD),
    "lowest": Rule(lambda one: one.value < one.final, "，低于最后一期", **_RECORD),
}
