"""What somebody has chosen for a meeting: figures in an order, each with a title and a note.

It stands in the address of the page, a line for each figure, and so can be sent and kept. Figures
are asked anew each time: next month's data, not those of the day they were chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from dashboard.material.cover import LONGEST_TITLE
from dashboard.query import scopes, written
from dashboard.query.question import Question, Scope

MOST = 40  # figures; their lines stay far below what an address may hold
LONGEST = 200  # letters of a note
_TITLE, _NOTE = "~h:", "~b:"  # in this order behind the figure


@dataclass(frozen=True)
class Item:
    """One figure that was chosen, what somebody has noted on it and called it.

    ``link`` is where it can be opened.
    """

    asked: Question
    note: str = ""
    link: str = ""
    title: str = ""


def line(asked: Question, every: Scope) -> str:
    """Write a figure down; one of all years there are is of all years also next year."""
    scope = asked.scope
    is_of_all = (scope.year_from, scope.year_to) == (every.year_from, every.year_to)
    return written.write(asked, with_years=not is_of_all)


def lines(items: Sequence[Item], every: Scope) -> list[str]:
    """Write down what was chosen, a line for each."""
    return [
        line(one.asked, every)
        + "".join(
            f"{mark}{written.kept(text)}"
            for mark, text in ((_TITLE, one.title), (_NOTE, one.note))
            if text
        )
        for one in items
    ]


def ignored(majors: Sequence[str]) -> str:
    """Say that an address names majors which there are none of."""
    return f"网址中的专业无法识别，已忽略：{'、'.join(one[:40] for one in majors)}"


def read(lines: Sequence[str], every: Scope) -> tuple[list[Item], list[str]]:
    """Read the lines; return the items, and what is to be said of lines that are none."""
    items: list[Item] = []
    problems: list[str] = []
    for one in [text for text in lines if text][:MOST]:
        rest, _, note = one.partition(_NOTE)
        figure, _, title = rest.partition(_TITLE)
        try:
            asked = written.read(figure, every)
        except written.Unreadable as problem:
            problems.append(str(problem))
            continue
        majors, unknown = scopes.recognised(asked.scope.majors)
        if unknown:
            problems.append(ignored(unknown))
        asked = replace(asked, scope=replace(asked.scope, majors=majors))
        note, title = unquote(note)[:LONGEST], unquote(title)[:LONGEST_TITLE]
        items.append(Item(asked, note, title=title))
    if len(lines) > MOST:
        problems.append(f"网址里有 {len(lines)} 张图，只取前 {MOST} 张。")
    once = {one.asked: one for one in reversed(items)}
    return [one for one in items if once[one.asked] is one], list(dict.fromkeys(problems))
