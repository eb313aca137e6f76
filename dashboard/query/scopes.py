"""Years and majors that a reader can narrow everything to, and how a choice of them is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.query import connection, question
from dashboard.query.question import Scope
from dashboard.text import fold


@dataclass(frozen=True)
class Choices:
    """The years, the majors, and the majors by all that they are or were called (folded)."""

    years: list[int]
    majors: list[str]
    spellings: dict[str, str]


@connection.per_version
def choices() -> Choices:
    """Return what there is to choose from."""
    years = [int(year) for year in question.run("years")["year"]]
    listed = question.run("majors")
    aliases = zip(listed["major"], listed["aliases"].fillna(""), strict=True)
    spellings = {fold(alias): major for major, all_of in aliases for alias in all_of.split(";")}
    spellings |= {fold(one): one for one in listed["major"]}
    return Choices(years, list(listed["major"]), spellings)


def recognised(names: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the majors that are meant by any of their names, and the names of none."""
    spellings = choices().spellings
    meant = dict.fromkeys(spellings[fold(one)] for one in names if fold(one) in spellings)
    return tuple(meant), [one for one in names if fold(one) not in spellings]


def everything() -> Scope:
    """Return the scope of all years and all majors."""
    years = choices().years
    return Scope(years[0], years[-1])


def words(chosen: Scope) -> tuple[str, str]:
    """Write a scope for file names and headings: ``("2019-2023年", "全校")``."""
    years = f"{chosen.year_from}-{chosen.year_to}年"
    if chosen.year_from == chosen.year_to:
        years = f"{chosen.year_from}年"
    return years, "、".join(chosen.majors) or "全校"
