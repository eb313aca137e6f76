"""What the reports have of an indicator, and how that is said."""

from collections.abc import Iterable, Sequence

from dashboard.ask.lexicon import Figure, Indicator
from dashboard.ask.periods import Span
from dashboard.ask.subjects import Subjects
from dashboard.ask.words import BY_MAJOR

_TYPES = {"届": ("cohort",), "学年": ("academic_year", "term")}


def printed(one: Indicator, about: Subjects) -> list[Figure]:
    """Return the figures of an indicator of those majors and categories that are asked for."""
    return [
        figure
        for figure in one.figures
        if (not about.majors or figure.major in about.majors)
        and (about.split != BY_MAJOR or figure.major)
        and (not about.categories or figure.category in about.categories)
    ]


def of_calendar(figures: Iterable[Figure], span: Span) -> list[Figure]:
    """Keep those of the kind of year, and of the terms, that are asked for."""
    types = {kind for word in span.kinds for kind in _TYPES.get(word, ())}
    return [
        figure
        for figure in figures
        if (not types or figure.period_type in types)
        and ("学年" not in span.kinds or figure.period_kind.startswith("学年"))
        and (not span.terms or figure.period_kind.endswith(span.terms))
    ]


def within(figures: Iterable[Figure], span: Span) -> list[Figure]:
    return [
        figure for figure in of_calendar(figures, span) if span.first <= figure.year <= span.last
    ]


def years_of(figures: Iterable[Figure], *, filled: bool = False) -> list[int]:
    """Return the years of figures, or of those that have a value."""
    return sorted({figure.year for figure in figures if figure.has_value or not filled})


def terms_of(one: Indicator) -> set[str]:
    return {figure.period_kind for figure in one.figures if figure.period_type == "term"}


def written(years: Sequence[int]) -> str:
    """Write years as people do: 2019—2021、2023年."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = (str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
    return f"{'、'.join(said)}年"
