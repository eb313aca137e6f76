"""In words and as arithmetic: why a claim of the prose is true, false, or not to be told."""

from collections.abc import Sequence

from dashboard.contract.codes import VAGUE
from dashboard.contract.units import difference_unit
from dashboard.ingest.claim_rules import (
    Claim,
    Elsewhere,
    Figure,
    Rule,
    Step,
    Used,
    is_another,
    same_number,
    stated,
)


def why_nothing(claim: Claim, figures: Sequence[Figure]) -> str:
    """Say why there is no figure to hold a claim against."""
    if claim.assertion == VAGUE:
        return "原文只有形容，没有给出可以比较的数。"
    if claim.indicator is None:
        return "报告没有印出可以与这句话对照的数。"
    if figures:
        return f"「{claim.what}」在报告里是空白或横线，没有数可比。"
    return f"报告没有印出这一时期的「{claim.what}」。"


def why_open(claim: Claim, rule: Rule, used: list[Used], figures: Sequence[Figure]) -> str:
    """Say why the figures that are there can neither refute a claim nor bear it out, if so."""
    if claim.population:
        return f"印的不是{claim.population}的数，不能用来核对"
    if not rule.compares:
        return ""
    first, last = used[0].figure.year, used[-1].figure.year
    for figure in figures:
        if figure.breaks and first < figure.year <= last:
            return f"自{figure.period}起口径不同，或可能已经改变，前后不能相比"
    others = [one for one in used if not one.figure.comparable]
    return f"{periods(others)}与其余各期口径不同，不能相比" if others and len(used) > 1 else ""


def unmoved(rule: Rule, used: list[Used], steady: Sequence[Step]) -> str:
    """Say which of the steps that bear out a claim are no more than usual, if so."""
    told = [
        f"{one.before.figure.period}到{one.figure.period}的变动{grounds}"
        for one, grounds in _steady(rule, used, steady)
        if one.before and grounds
    ]
    return f"{'、'.join(told)}，只能算基本持平" if told else ""


def size_unknown(rule: Rule, used: list[Used], steady: Sequence[Step]) -> str:
    """Say that nobody can tell whether a rate has moved beyond chance, if so."""
    unknown = any(grounds is None for _, grounds in _steady(rule, used, steady))
    return "，但报告没有印出按多少人计算，不知是否超出平常波动" if unknown else ""


def _steady(rule: Rule, used: list[Used], steady: Sequence[Step]) -> list[tuple[Used, str | None]]:
    why = {(step.before, step.ordinal): step.grounds for step in steady if rule.moves}
    steps = ((one, (one.before.figure.ordinal, one.figure.ordinal)) for one in used if one.before)
    return [(one, why[step]) for one, step in steps if step in why]


def depends(used: list[Used]) -> str:
    """Say on which doubted figures it depends that a claim is true, if so."""
    doubted = [one for one in used if one.figure.doubtful]
    if not doubted:
        return ""
    return f"所印的数与这句话相符，但{periods(doubted)}的数有疑：取决于更正或说明"


def periods(used: list[Used]) -> str:
    return "、".join(one.figure.period for one in used)


def refutation(claim: Claim, rule: Rule, wrong: list[Used]) -> str:
    """Say what the figures show instead."""
    told = "、".join(_movement(claim, one) if rule.moves else _level(claim, one) for one in wrong)
    said = claim.last
    if said is None or claim.value is None:
        return told + rule.tail
    if claim.assertion == "from_to":
        return f"{told}{rule.tail}“{stated(claim.value)}到{stated(said)}”"
    return f"{told}{rule.tail}{stated(said)}{claim.unit}"


def _level(claim: Claim, one: Used) -> str:
    return f"{one.figure.period}为{one.shown}{claim.unit}"


def _movement(claim: Claim, one: Used) -> str:
    if one.before is None:
        return ""
    start = f"{one.figure.period}比{one.before.figure.period}"
    step = one.value - one.before.value
    if not step:
        return f"{start}没有变化"
    unit = difference_unit(claim.unit or "").strip()
    return f"{start}{'上升' if step > 0 else '下降'}{one.written(abs(step))}{unit}"


def evidence(claim: Claim, rule: Rule, used: list[Used], wrong: list[Used]) -> str:
    """Write the figures out, and the arithmetic by which they refute the claim or bear it out."""
    path = " → ".join(f"{one.figure.period} {_reckoned(one)}" for one in used)
    ends = rule.moves and rule.from_start
    steps = [one for one in used if one in wrong or (ends and one.is_last)]
    arithmetic = "，".join(filter(None, (_arithmetic(claim, rule, one) for one in steps)))
    return f"{path}；{arithmetic}" if arithmetic else path


def _reckoned(one: Used) -> str:
    reckoning = one.figure.reckoning
    return f"{reckoning}={one.shown}" if reckoning else one.shown


def _arithmetic(claim: Claim, rule: Rule, one: Used) -> str:
    if rule.moves:
        if one.before is None:
            return ""
        step = one.written(one.value - one.before.value).replace("-", "−")
        return f"{one.shown}−{one.before.shown}={step}"
    if claim.assertion in ("highest", "lowest"):
        return f"{one.shown}{'>' if one.value > one.final else '<'}{one.written(one.final)}"
    said = one.said or 0.0
    if rule.refuted is is_another:
        return f"{one.shown}≠{stated(said)}"
    return f"{one.shown}{'>' if one.value > said else '<'}{stated(said)}"


def stand_in(claim: Claim, used: list[Used], elsewhere: Sequence[Elsewhere]) -> str:
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
