"""What the prose says about the figures, held against the figures the report itself prints."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dashboard.contract.codes import VAGUE, VERDICT
from dashboard.contract.units import difference_unit

FALSE, TRUE, OPEN = VERDICT
_PRINTED_DIGITS = re.compile("[0-9][.]([0-9]+)")


class Claim(NamedTuple):
    """A claim, with what the catalogue says of its indicator; None where no figure is printed."""

    assertion: str
    indicator: str | None = None
    name: str | None = None
    what: str | None = None  # the name with the category and the major
    unit: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    value: float | None = None
    value_to: float | None = None


class Figure(NamedTuple):
    """A figure that a claim is about, as printed; without a value where it is blank or a dash."""

    ordinal: int
    period: str
    year: int
    value: float | None
    printed: str
    decimals: int
    breaks: bool = False  # is not of one kind with the year before
    doubtful: bool = False
    source: str | None = None
    page: int | None = None


class Elsewhere(NamedTuple):
    """A figure of another indicator, at the period and in the unit of one of the claim's."""

    ordinal: int  # of the figure that the claim is about
    what: str
    value: float
    printed: str


class Verdict(NamedTuple):
    """Whether the claim is true, and why."""

    verdict: str
    evidence: str | None
    reason: str
    ordinals: list[int]
    ordinal: int | None  # the figure to look at
    said: float | None  # what the prose says of it
    other_source: str | None = None  # where it is printed
    other_page: int | None = None


class _Used(NamedTuple):
    """A figure that the claim stands or falls with, beside what it is compared with."""

    figure: Figure
    value: float
    said: float | None
    before: "_Used | None"
    final: float
    is_last: bool

    def written(self, number: float) -> str:
        return f"{number:.{max(self.figure.decimals, digits(self.figure.printed))}f}"

    @property
    def shown(self) -> str:
        return self.written(self.value)


@dataclass(frozen=True)
class _Rule:
    """What an assertion asks of the figures."""

    refuted: Callable[[_Used], bool]
    tail: str  # how a refutation ends
    compares: bool = False  # compares periods, so that two are needed
    from_start: bool = False  # needs the figure of the first year
    to_end: bool = False  # needs the figure of the last year
    throughout: bool = False  # speaks of every year between: one missing leaves it open
    moves: bool = False  # says which way the figures go


def digits(printed: str) -> int:
    """Return how many digits stand after the point: 2 of 98.40%, none of 18:1 or 300多名."""
    match = _PRINTED_DIGITS.search(printed)
    return len(match[1]) if match else 0


def stated(number: float) -> str:
    """Write a number of a claim as people do: 83, 97.92."""
    return str(number).removesuffix(".0")


def same_number(said: float, value: float, printed: str) -> bool:
    """Tell whether both are the same as far as both were printed: 98.4 and 98.40, 7 and 7.37."""
    last = Decimal(1).scaleb(-min(digits(stated(said)), digits(printed)))
    one, other = (Decimal(str(float(number))) for number in (said, value))
    return one.quantize(last, ROUND_HALF_UP) == other.quantize(last, ROUND_HALF_UP)


def _against_before(refuted: Callable[[float, float], bool]) -> Callable[[_Used], bool]:
    return lambda one: one.before is not None and refuted(one.value, one.before.value)


def _against_said(refuted: Callable[[float, float], bool]) -> Callable[[_Used], bool]:
    return lambda one: one.said is not None and refuted(one.value, one.said)


def _is_another(one: _Used) -> bool:
    return one.said is not None and not same_number(one.said, one.value, one.figure.printed)


_no_rise = _against_before(lambda value, before: value <= before)
_no_fall = _against_before(lambda value, before: value >= before)
_below = _against_said(lambda value, said: value < said)
_above = _against_said(lambda value, said: value > said)

_ENDS = {"compares": True, "from_start": True, "to_end": True}
_STEPS = {"compares": True, "throughout": True}
_RECORD = {"compares": True, "to_end": True, "throughout": True}
RULES = {
    "rises": _Rule(_no_rise, "，没有上升", **_ENDS, moves=True),
    "falls": _Rule(_no_fall, "，没有下降", **_ENDS, moves=True),
    "rises_each": _Rule(_no_rise, "，并非逐期上升", **_STEPS, moves=True),
    "falls_each": _Rule(_no_fall, "，并非逐期下降", **_STEPS, moves=True),
    "from_to": _Rule(_is_another, "，而不是", **_ENDS),
    "equals": _Rule(_is_another, "，而不是", to_end=True),
    "at_least": _Rule(_below, "，低于所说的", to_end=True),
    "at_most": _Rule(_above, "，高于所说的", to_end=True),
    "each_at_least": _Rule(_below, "，低于所说的", throughout=True),
    "each_at_most": _Rule(_above, "，高于所说的", throughout=True),
    "highest": _Rule(lambda one: one.value > one.final, "，高于最后一期", **_RECORD),
    "lowest": _Rule(lambda one: one.value < one.final, "，低于最后一期", **_RECORD),
}


def judge(claim: Claim, figures: Sequence[Figure], elsewhere: Sequence[Elsewhere] = ()) -> Verdict:
    """Hold a claim against the figures of its series in the years it speaks of."""
    rule = RULES.get(claim.assertion)
    used = _used(claim, rule, figures) if rule else []
    if not rule or not used:
        return Verdict(OPEN, None, _why_nothing(claim, figures), [], None, None)
    wrong = [one for one in used if rule.refuted(one)]
    broken = rule.compares and any(one.figure.breaks for one in used[1:])
    if _left_open(claim, rule, used, broken=broken):
        verdict, reason = OPEN, f"「{claim.what}」只印了{_periods(used)}，其余各期无从核对。"
        if broken:
            reason = f"「{claim.what}」其间换了口径，前后不能相比。"
    elif wrong:
        refutation = _refutation(claim, rule, wrong)
        verdict = FALSE
        reason = f"「{claim.what}」{refutation}{_stand_in(claim, used, elsewhere)}。"
    elif _has_gaps(claim, rule, used):
        verdict, reason = OPEN, f"「{claim.what}」只印了{_periods(used)}，其余各期无从核对。"
    else:
        verdict, reason = TRUE, f"「{claim.what}」所印的数与这句话相符。"
    if any(one.figure.doubtful for one in used):
        reason += "所据的数中有的本身存疑，见其备注。"
    # The figure to look at: the first that refutes the claim, else the last that bears it out.
    look_at = wrong[0] if wrong else used[-1]
    return Verdict(
        verdict,
        _evidence(claim, rule, used, wrong),
        reason,
        [one.figure.ordinal for one in used],
        look_at.figure.ordinal,
        wrong[0].said if wrong else None,
        look_at.figure.source,
        look_at.figure.page,
    )


def _used(claim: Claim, rule: _Rule, figures: Sequence[Figure]) -> list[_Used]:
    """Return the figures the claim stands or falls with: the last, the ends, or all of them."""
    there = [one for one in figures if one.value is not None]
    there.sort(key=lambda one: (one.year, one.ordinal))
    chosen = there if rule.throughout else there[-1:]
    if rule.from_start and len(there) > 1:
        chosen = [there[0], there[-1]]
    used: list[_Used] = []
    for figure in chosen:
        said = claim.value if claim.value_to is None else claim.value_to
        if claim.assertion == "from_to" and figure is there[0]:
            said = claim.value
        before, value = (used[-1] if used else None), figure.value or 0.0
        final, is_last = chosen[-1].value or 0.0, figure is there[-1]
        used.append(_Used(figure, value, said, before, final, is_last))
    return used


def _left_open(claim: Claim, rule: _Rule, used: list[_Used], *, broken: bool) -> bool:
    """Tell whether a figure is missing without which nothing can be said."""
    first, last = used[0].figure.year, used[-1].figure.year
    return (
        (rule.compares and (len(used) < 2 or broken))
        or (rule.from_start and claim.first_year is not None and first > claim.first_year)
        or (rule.to_end and claim.last_year is not None and last < claim.last_year)
    )


def _has_gaps(claim: Claim, rule: _Rule, used: list[_Used]) -> bool:
    first = used[0].figure.year if claim.first_year is None else claim.first_year
    last = used[-1].figure.year if claim.last_year is None else claim.last_year
    return rule.throughout and len(used) <= last - first


def _why_nothing(claim: Claim, figures: Sequence[Figure]) -> str:
    if claim.assertion == VAGUE:
        return "原文只有形容，没有给出可以比较的数。"
    if claim.indicator is None:
        return "报告没有印出可以与这句话对照的数。"
    if figures:
        return f"「{claim.name}」在报告里是空白或横线，没有数可比。"
    return f"报告没有印出这一时期的「{claim.name}」。"


def _periods(used: list[_Used]) -> str:
    return "、".join(one.figure.period for one in used)


def _refutation(claim: Claim, rule: _Rule, wrong: list[_Used]) -> str:
    told = "、".join(_movement(claim, one) if rule.moves else _level(claim, one) for one in wrong)
    said = claim.value if claim.value_to is None else claim.value_to
    if said is None or claim.value is None:
        return told + rule.tail
    if claim.assertion == "from_to":
        return f"{told}{rule.tail}“{stated(claim.value)}到{stated(said)}”"
    return f"{told}{rule.tail}{stated(said)}{claim.unit}"


def _level(claim: Claim, one: _Used) -> str:
    return f"{one.figure.period}为{one.shown}{claim.unit}"


def _movement(claim: Claim, one: _Used) -> str:
    if one.before is None:
        return ""
    start = f"{one.figure.period}比{one.before.figure.period}"
    step = one.value - one.before.value
    if not step:
        return f"{start}没有变化"
    unit = difference_unit(claim.unit or "").strip()
    return f"{start}{'上升' if step > 0 else '下降'}{one.written(abs(step))}{unit}"


def _evidence(claim: Claim, rule: _Rule, used: list[_Used], wrong: list[_Used]) -> str:
    path = " → ".join(f"{one.figure.period} {one.shown}" for one in used)
    ends = rule.moves and rule.from_start
    steps = [one for one in used if one in wrong or (ends and one.is_last)]
    arithmetic = "，".join(filter(None, (_arithmetic(claim, rule, one) for one in steps)))
    return f"{path}；{arithmetic}" if arithmetic else path


def _arithmetic(claim: Claim, rule: _Rule, one: _Used) -> str:
    if rule.moves:
        if one.before is None:
            return ""
        step = one.written(one.value - one.before.value).replace("-", "−")
        return f"{one.shown}−{one.before.shown}={step}"
    if claim.assertion in ("highest", "lowest"):
        return f"{one.shown}{'>' if one.value > one.final else '<'}{one.written(one.final)}"
    said = one.said or 0.0
    if rule.refuted is _is_another:
        return f"{one.shown}≠{stated(said)}"
    return f"{one.shown}{'>' if one.value > said else '<'}{stated(said)}"


def _stand_in(claim: Claim, used: list[_Used], elsewhere: Sequence[Elsewhere]) -> str:
    """Name the one other figure that the numbers said are those of, if there is just one."""
    said = {one.figure.ordinal: one.said for one in used}
    alike: dict[str, set[int]] = {}
    for other in elsewhere:
        number = said.get(other.ordinal)
        if number is not None and same_number(number, other.value, other.printed):
            alike.setdefault(other.what, set()).add(other.ordinal)
    named = [what for what, ordinals in alike.items() if len(ordinals) == len(used)]
    if len(named) != 1:
        return ""
    numbers = "这两个数" if claim.assertion == "from_to" else "这个数"
    return f"；{numbers}是「{named[0]}」"
