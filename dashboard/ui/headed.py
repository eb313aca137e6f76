"""What stands above a figure that comes by an address: that carries no text to stand there."""

from typing import Any

from dashboard.material import names
from dashboard.outline import two_years
from dashboard.outline.part import specs
from dashboard.query import connection
from dashboard.query.question import HEADING, Question
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
    outlines = [outline(asked.scope) for outline in names.pages().values()]
    shown = [spec for of in outlines for part in of.parts for spec in specs(part.rows)]
    for name, bound in (spec for spec in shown if not isinstance(spec, str)):
        chosen = {key: one for key, one in bound.items() if key not in HEADING and one}
        if name == asked.name and chosen.items() <= values.items():
            return {key: one for key, one in bound.items() if key in HEADING}
    return {}
