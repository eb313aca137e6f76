"""A question written as one line of plain text, short enough for an address, and read again.

``of_list~2019-2024~m:某专业~t:group:高一``: the query, the years (left out for whichever there
are), majors, and what is bound to the query's parameters: texts, numbers (``n:``), lists (``l:``
for each). No title: a text of somebody else's would stand above figures of the school's.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from dashboard.query import question
from dashboard.query.question import Question, Scope

_NAME, _SPAN = re.compile("[a-z][a-z0-9_]{0,60}"), re.compile("([0-9]{4})-([0-9]{4})")
_WHOLE = re.compile("-?[0-9]{1,9}")
_LONGEST, _MOST = 200, 100  # letters of a text; texts in all
_OF_SCOPE = {"year_from", "year_to", "majors"}
_ODD = "网址里的条件无法识别。请向给您网址的人要完整的。"
_LEADS = "address"  # a query that asks for one makes links of it: a list to choose from, no figure


class Unreadable(Exception):
    """A line that names no figure; the text is for the screen."""


def is_figure(name: str) -> bool:
    """Tell whether a query is a figure that can be written down."""
    if not question.exists(name):
        return False
    query = question.load(name)
    return not query.is_inner and _LEADS not in query.parameters


def write(asked: Question, *, with_years: bool = True) -> str:
    """Write a question down; ``with_years`` unless it is of whichever years there are."""
    scope, parameters = asked.scope, _parameters(asked.name)
    parts = [asked.name, *([f"{scope.year_from}-{scope.year_to}"] if with_years else [])]
    parts += [f"m:{kept(major)}" for major in scope.majors]
    for key, value in asked.values:
        if key in parameters:
            kind = {str: "t", int: "n"}.get(type(value), "l")
            several = (value or ("",)) if kind == "l" else (value,)
            parts += [f"{kind}:{key}:{kept(str(one))}" for one in several]
    return "~".join(parts)


def read(line: str, every: Scope) -> Question:
    """Read what was written down; ``every`` is the scope of all years. Raises Unreadable."""
    name, *parts = line.split("~")
    if not _NAME.fullmatch(name) or not is_figure(name):
        raise Unreadable("看板里没有这个网址所指的图：网址不完整，或者这张图后来取消了。")
    first, last = every.year_from, every.year_to
    if parts and (years := _SPAN.fullmatch(parts[0])):
        first, last = sorted(map(int, years.groups()))
        del parts[0]
    majors: list[str] = []
    bound: dict[str, Any] = {}
    for kind, key, text in _read(parts[:_MOST]):
        if kind == "m":
            majors.append(text)
        elif kind == "l" and isinstance(several := bound.setdefault(key, []), list):
            several += [text] if text else []
        elif key not in bound:
            bound[key] = int(text) if kind == "n" else text
        else:
            raise Unreadable(_ODD)
    if bound.keys() != _parameters(name):
        raise Unreadable("这个网址不完整：所指的图还要别的条件。请向给您网址的人要完整的。")
    asked = Question.of(name, Scope(first, last, tuple(majors)), **bound)
    if not asked.is_answered():
        raise Unreadable(_ODD)
    return asked


def _read(parts: list[str]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        kind, _, rest = part.partition(":")
        key, text = ("", rest) if kind == "m" else rest.split(":", 1) if ":" in rest else ("", "")
        text = unquote(text)[:_LONGEST]
        if kind not in {"m", "t", "n", "l"} or (kind == "n" and not _WHOLE.fullmatch(text)):
            raise Unreadable(_ODD)
        yield kind, key, text


def kept(text: str) -> str:
    """Write a text so that what parts a line does not stand in it."""
    return text.replace("%", "%25").replace("~", "%7E")


def _parameters(name: str) -> set[str]:
    return {*question.load(name).parameters} - _OF_SCOPE
