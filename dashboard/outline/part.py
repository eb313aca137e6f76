"""Of what a page is made, as data: parts with a name, and in each figures in rows.

A page draws it, and what is taken into a meeting is made of it without any page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from dashboard.query.question import Question, Scope

FigureSpec: TypeAlias = str | tuple[str, dict[str, Any]]  # a query, or one with what is bound

# One figure, or several abreast, of which a list stands in one column.
Row: TypeAlias = FigureSpec | list[FigureSpec | list[FigureSpec]]


@dataclass(frozen=True)
class Part:
    """One part of a page: its name, its figures in rows, what it says and counts above them.

    ``lacks`` names what it cannot show, and why.
    """

    name: str
    rows: Sequence[Row]
    lead: str = ""
    cards: Sequence[str] = ()
    lacks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """A page: its title, one line on what it shows, what it counts, and its parts.

    ``majors`` are those of a page which is about them whatever the reader has chosen.
    """

    title: str
    lead: str
    parts: Sequence[Part]
    cards: Sequence[str] = ()
    majors: Sequence[str] = ()


def specs(row: Any) -> list[FigureSpec]:
    """List the figures of a row, or of several, in their order."""
    if isinstance(row, Sequence) and not isinstance(row, str | tuple):
        return [spec for one in row for spec in specs(one)]
    return [row]


def question_of(spec: FigureSpec, scope: Scope) -> Question:
    """Return what a figure asks in a scope."""
    name, values = (spec, {}) if isinstance(spec, str) else spec
    return Question.of(name, scope, **values)
