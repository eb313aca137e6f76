"""In words and as arithmetic: why a claim of the prose is true, false, or not to be told."""

from collections.abc import Sequence

from dashboard.contract.codes import VAGUE
from dashboard.contract.units import difference_unit
from dashboard.ingest.claim_rules import (
    Claim,
    Elsewhere,
    Figure,
    Rule,
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
        return f"「{claim.name}」在报告里是空白或横线，没有数可比。"
    return f"报告没有印出这一时期的「{claim.name}」。"


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
    path = " → ".join(f"{one.figure.period} {one.shown}" for one in used)
    ends = rule.moves and rule.from_start
    steps = [one for one in used if one in wrong or (ends and one.is_last)]
    arithmetic = "，".join(filter(None, (_arithmetic(claim, rule, one) for one in steps)))
    return f"{path}；{arithmetic}" if arithmetic else path


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
