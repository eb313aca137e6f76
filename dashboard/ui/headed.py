"""What stands above a figure that comes by an address: that carries no text to stand there."""

from collections.abc import Iterable
from typing import Any

from dashboard.contract.codes import CHAPTER_PAGES
from dashboard.material import names
from dashboard.outline import two_years
from dashboard.outline.part import question_of, specs
from dashboard.query import connection
from dashboard.query.question import HEADING, Question, Scope
from dashboard.render import cards, narrowing
from dashboard.ui import calculate
from dashboard.ui.reckoning import Asked

_CHOSEN = ("explore", "explore_calculated", "explore_rank")


@connection.per_version
def headed(asked: Question) -> Question:
    """Put above a figure what its page would."""
    return Question.of(asked.name, asked.scope, **(dict(asked.values) | _heading(asked)))


def _heading(asked: Question) -> dict[str, Any]:
    values: dict[str, Any] = dict(asked.values)
    if asked.name in _CHOSEN:
        frame = asked.answer()
        codes = [code for code in values["indicators"] if code in {*frame.get("indicator", ())}]
        reckoned = Asked.of(asked.name, values)
        return calculate.heading(reckoned, codes, str(frame["unit"].iloc[0])) if codes else {}
    if asked.name == two_years.QUERY:
        years = asked.scope.year_from, asked.scope.year_to
        return {"title": two_years.spec(*years, values["chapter"])[1]["title"]}
    if asked.name == "card":
        card = cards.card(asked.answer(), asked.scope.majors)
        return {"title": card.name, "unit": card.unit} if card else {}
    alike = [one for one in _shown(asked.scope, names.pages()) if one.name == asked.name]
    # What is empty there, the reader may have chosen since.
    fits = [one for one in alike if {pair for pair in _bound(one) if pair[1]} <= {*asked.values}]
    if fits:
        nearest = max(fits, key=lambda one: len(_bound(one) & {*asked.values}))
        return {key: one for key, one in nearest.values if key in HEADING}
    return _beside_printed(asked) if asked.name == "of_list" else {}


def _shown(scope: Scope, pages: Iterable[str]) -> list[Question]:
    outlines = [names.pages()[page](scope) for page in pages]
    parts = [part for of in outlines for part in of.parts]
    return [question_of(spec, scope) for part in parts for spec in specs(part.rows)]


def _bound(asked: Question) -> set[tuple[str, Any]]:
    return {(key, one) for key, one in asked.values if key not in HEADING}


def _beside_printed(asked: Question) -> dict[str, Any]:
    """Head what a list gives beside a printed figure as on the chapter of that."""
    for printed in _shown(asked.scope, CHAPTER_PAGES.values()):
        values = narrowing.from_lists(printed)
        if values and {(key, one) for key, one in values if key not in HEADING} == {*asked.values}:
            return {key: one for key, one in values if key in HEADING}
    return {}
