"""Questions that this school's data answers, for whoever does not know what can be asked."""

from collections.abc import Iterator

from dashboard.ask.interpret import answer
from dashboard.ask.lexicon import Indicator, Lexicon

_TRIED = 40


def examples(lexicon: Lexicon) -> list[str]:
    """Return one question of each kind that is understood: so many years, a change, a major."""
    known = sorted(
        (one for one in lexicon.indicators.values() if not one.same_as and one.years),
        key=lambda one: (not one.is_key, -len(one.years)),
    )
    tried = (_years(known), _changes(known), _majors(known, lexicon))
    found = (next((one for one in kind if _is_understood(one, lexicon)), "") for kind in tried)
    return [one for one in found if one]


def _is_understood(question: str, lexicon: Lexicon) -> bool:
    found = answer(question, lexicon)
    return found.outcome == "understood" and not found.said


def _years(known: list[Indicator]) -> Iterator[str]:
    counted = [one for one in known if one.unit == "人"]
    for one in (*counted, *known)[:_TRIED]:
        yield f"近三年{one.name}"


def _changes(known: list[Indicator]) -> Iterator[str]:
    for one in [one for one in known if one.unit == "%"][:_TRIED]:
        yield f"{one.years[min(1, len(one.years) - 1)]}年以来{one.name}变化"


def _majors(known: list[Indicator], lexicon: Lexicon) -> Iterator[str]:
    split = [one for one in known if len(one.majors) > 1]
    for one in split[:_TRIED]:
        name = next(name for name in lexicon.majors if name in one.majors)
        yield f"{name}{one.name.removeprefix('各专业')}"
