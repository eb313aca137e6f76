"""两年对照: two years of a chapter, or of the whole report, side by side."""

from typing import Any

from dashboard.contract.codes import CHAPTERS
from dashboard.outline.part import Row
from dashboard.query import question
from dashboard.query.question import Scope

NAME = "两年对照"
QUERY = "two_years"


def years(scope: Scope) -> list[int]:
    """Return the years that can be held side by side, the newest first."""
    return [int(year) for year in question.run("years_printed", scope)["year"]]


def newest(scope: Scope) -> list[Row]:
    """Ask for the newest two years; for nothing, where there are no two."""
    known = years(scope)
    return [spec(known[1], known[0])] if len(known) > 1 else []


def spec(first: int, last: int, chapter: int = 0) -> tuple[str, dict[str, Any]]:
    """Ask for two years of a chapter, by default of all."""
    of = f"：{CHAPTERS[chapter]}" if chapter in CHAPTERS else ""
    title = f"{first}年与{last}年对照{of}"
    return QUERY, {"chapter": chapter, "years": (first, last), "title": title}
