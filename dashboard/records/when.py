"""When a list was made, as its titles say it, and the period its figures have in the report."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.text import narrow

_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-—~至/]\s*(?:20)?\d\d\s*)?学年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:年|届|[-/.]\d{1,2}(?!\d))")
_LEAVING = re.compile(r"(?<!\d)(20\d\d)\s*届")
_MONTH = re.compile(r"20\d\d[-/.年]?(0?[1-9]|1[0-2])(?!\d)")
_TERMS = (
    ("春季", ("春季", "春", "第二学期", "下学期")),
    ("秋季", ("秋季", "秋", "第一学期", "上学期")),
)


def said_years(texts: Iterable[str]) -> set[tuple[int, bool]]:
    """Return the years that titles speak of, each with whether it is said to be a school year."""
    found: set[tuple[int, bool]] = set()
    for text in map(narrow, texts):
        found |= {(int(year), True) for year in _SCHOOL_YEAR.findall(text)}
        found |= {(int(year), False) for year in _YEAR.findall(_SCHOOL_YEAR.sub("", text))}
    return found


def leaving_year(texts: Iterable[str], school_year: int) -> int:
    """Return the year in which titles say that graduates leave, else the school year."""
    years = {int(year) for text in map(narrow, texts) for year in _LEAVING.findall(text)}
    return years.pop() if len(years) == 1 else school_year


def period_of(
    kind: str, school_year: int, said: list[str], people: Sequence[Mapping[str, Any]]
) -> str:
    """Return the period in the words of the report: 2024年, 2024年秋季, 2024学年, 2024届."""
    if kind == "graduates":
        cohorts = Counter(one["cohort"] for one in people)
        return f"{cohorts.most_common(1)[0][0] if cohorts else school_year}届"
    if kind == "vision" and (term := _term(said)):
        named = {year for year, is_school_year in said_years(said) if not is_school_year}
        year = named.pop() if len(named) == 1 else school_year + (term == "春季")
        return f"{year}年{term}"
    return f"{school_year}年" if kind == "fitness" else f"{school_year}学年"


def _term(said: list[str]) -> str:
    text = "\n".join(said)
    spoken = [term for term, words in _TERMS if any(word in text for word in words)]
    if len(spoken) == 1:
        return spoken[0]
    months = {int(month) for month in _MONTH.findall(text)}
    terms = {"春季" if 2 <= month <= 7 else "秋季" for month in months}
    return terms.pop() if len(terms) == 1 and not spoken else ""
