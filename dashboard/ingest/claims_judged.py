"""What the prose says about the figures, held against the figures the report itself prints."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.contract.codes import VERDICT
from dashboard.ingest.claim_reasons import (
    depends,
    evidence,
    periods,
    refutation,
    size_unknown,
    stand_in,
    unmoved,
    why_nothing,
    why_open,
)
from dashboard.ingest.claim_rules import RULES, Claim, Elsewhere, Figure, Rule, Step, Used

FALSE, TRUE, OPEN = VERDICT


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
    # The figures say otherwise, though perhaps of others than those the prose speaks of.
    is_contrary: bool = False


def judge(
    claim: Claim,
    figures: Sequence[Figure],
    elsewhere: Sequence[Elsewhere] = (),
    steady: Sequence[Step] = (),
) -> Verdict:
    """Hold a claim against the figures of its series in the years it speaks of.

    ``steady`` are the steps between them that the one rule for change does not call one.
    """
    rule = RULES.get(claim.assertion)
    used = _used(claim, rule, figures) if rule else []
    if not rule or not used:
        return Verdict(OPEN, None, why_nothing(claim, figures), [], None, None)
    wrong = [one for one in used if rule.refuted(one)]
    if reason := why_open(claim, rule, used, figures):
        verdict = OPEN
    elif _lacks_an_end(claim, rule, used) or (not wrong and _has_gaps(claim, rule, used)):
        verdict, reason = OPEN, f"只印了{periods(used)}，其余各期无从核对"
    elif wrong:
        verdict = FALSE
        reason = refutation(claim, rule, wrong) + stand_in(claim, used, elsewhere)
    elif (reason := unmoved(rule, used, steady)) or (reason := depends(used)):
        verdict = OPEN
    else:
        verdict, reason = TRUE, f"所印的数与这句话相符{size_unknown(rule, used, steady)}"
    is_contrary = verdict == FALSE or (bool(wrong) and bool(claim.population))
    if is_contrary and claim.population:
        reason += f"；印出的{refutation(claim, rule, wrong)}"
    reason = f"「{claim.what}」{reason}。"
    if verdict == FALSE and (doubted := [one for one in used if one.figure.doubtful]):
        reason += f"{periods(doubted)}的数本身有疑。"
    # The figure to look at: the first that refutes the claim, else the last that bears it out.
    look_at = wrong[0] if wrong else used[-1]
    return Verdict(
        verdict,
        evidence(claim, rule, used, wrong),
        reason,
        [one.figure.ordinal for one in used],
        look_at.figure.ordinal,
        wrong[0].said if wrong else None,
        look_at.figure.source,
        look_at.figure.page,
        is_contrary,
    )


def _used(claim: Claim, rule: Rule, figures: Sequence[Figure]) -> list[Used]:
    """Return the figures the claim stands or falls with: the last, the ends, or all of them."""
    there = [one for one in figures if one.value is not None]
    there.sort(key=lambda one: (one.year, one.ordinal))
    chosen = there if rule.throughout else there[-1:]
    if rule.from_start and len(there) > 1:
        chosen = [there[0], there[-1]]
    used: list[Used] = []
    for figure in chosen:
        is_start = claim.assertion == "from_to" and figure is there[0]
        said = claim.value if is_start else claim.last
        before, value = (used[-1] if used else None), figure.value or 0.0
        final, is_last = chosen[-1].value or 0.0, figure is there[-1]
        used.append(Used(figure, value, said, before, final, is_last))
    return used


def _lacks_an_end(claim: Claim, rule: Rule, used: list[Used]) -> bool:
    """Tell whether a figure is missing without which nothing can be said."""
    first, last = used[0].figure.year, used[-1].figure.year
    return (
        ((rule.compares or rule.from_start) and len(used) < 2)
        or (rule.from_start and claim.first_year is not None and first > claim.first_year)
        or (rule.to_end and claim.last_year is not None and last < claim.last_year)
    )


def _has_gaps(claim: Claim, rule: Rule, used: list[Used]) -> bool:
    first = used[0].figure.year if claim.first_year is None else claim.first_year
    last = used[-1].figure.year if claim.last_year is None else claim.last_year
    return rule.throughout and len(used) <= last - first
