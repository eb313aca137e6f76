"""Headline cards on a page, for each version of the data and each scope made once."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.material import selection
from dashboard.query import connection, question, scopes
from dashboard.query.question import Question
from dashboard.render import cards
from dashboard.render.cards import Card
from dashboard.ui import address, filters


def row(*wanted: str, majors: Sequence[str] = ()) -> None:
    """Draw a card for each ``indicator`` or ``indicator:category`` that the scope has values for.

    ``majors`` are those of a page which is about them whatever the reader has chosen.
    """
    scope = filters.scope()
    if majors:
        scope = replace(scope, majors=tuple(majors))
    if html := cards.as_html(_cards(wanted, scope)):
        address.draw(html)


@connection.per_version
def _cards(wanted: tuple[str, ...], scope: question.Scope) -> list[Card]:
    """Make the cards; last those which say nothing of the majors chosen."""
    codes = list(dict.fromkeys(code.split(":")[0] for code in wanted))
    frame = question.run("headline", scope, indicators=codes)
    made = [
        replace(card, line=_line(code, scope))
        for code in wanted
        if (card := cards.card(_select(frame, code), scope.majors))
    ]
    return sorted(made, key=lambda card: card.is_whole)


def _line(code: str, scope: question.Scope) -> str:
    return selection.line(Question.of("card", scope, card=code), scopes.everything())


def _select(frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    code, _, category = wanted.partition(":")
    chosen = frame[frame["indicator"] == code]
    if category:
        chosen = chosen[chosen["category"] == category]
    return chosen[chosen["value"].notna()]
