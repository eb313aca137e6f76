"""Whether what is to be worked out can be, of the figures there are, and from which year."""

from collections.abc import Sequence

from dashboard.ask import coverage
from dashboard.ask.folding import Folded
from dashboard.ask.lexicon import Figure, Indicator, Lexicon
from dashboard.ask.periods import Span
from dashboard.ask.reading import Answer, Link, Settled, refuse
from dashboard.ask.subjects import Subjects
from dashboard.ask.tokens import Token, of
from dashboard.ask.words import (
    BY_CATEGORY,
    CHANGE,
    GROWTH,
    INDEX,
    RANK,
    RATIO,
    RISE,
    SHARE,
    YEARLY,
)

_FROM_A_YEAR = (CHANGE, INDEX)
_OVER_YEARS = (CHANGE, INDEX, GROWTH, RANK)


def settled(calc: str, span: Span, found: list[Token], about: Subjects, question: Folded) -> str:
    """Return what is worked out, once the years are known. Raises Settled where that is open."""
    if span.base is not None and not calc:
        return CHANGE
    if calc == SHARE and _is_share(about):
        return ""
    if calc in (RISE, YEARLY):
        return _rise(calc, span, found, about, question)
    if span.base is not None and calc not in (*_FROM_A_YEAR, GROWTH):
        raise refuse("与某一年相比，只能算变化、增长和指数")
    return calc


def spread(calc: str, span: Span, about: Subjects, lexicon: Lexicon) -> None:
    """Widen one year to those that it is worked out from, and find the year to begin with."""
    if calc == INDEX and span.is_point:
        raise refuse("指数要有好几年，请写明从哪一年起")
    if calc in (CHANGE, GROWTH) and span.is_point:
        span.first, span.has_ends = span.last - 1, True  # since the year before
    if calc == RANK and span.is_point:
        span.remarks.append(f"名次要与其他年份一起排，请看其中的{span.last}年")
        span.first, span.last = lexicon.years[0], lexicon.years[-1]
    if calc in _FROM_A_YEAR and span.base is None:
        span.base = span.first if span.has_ends or span.is_since else _first(span, about)


def why_not(
    calc: str, one: Indicator, figures: Sequence[Figure], span: Span, about: Subjects
) -> str:
    """Say why something cannot be worked out of an indicator; "" where it can."""
    years = coverage.years_of(figures, filled=True)
    had = (
        f"{one.name}在所问的年份里只有{coverage.written(years)}的数"
        if years
        else f"{one.name}没有数"
    )
    if calc in _OVER_YEARS and len(years) < 2:
        return f"{had}，算不出来"
    if calc in _FROM_A_YEAR and span.base not in years:
        return f"{had}，不能从{span.base}年算起"
    if calc == GROWTH and not any(year - 1 in years for year in years):
        return f"{had}，没有相连的两年，算不出比上年增长"
    if calc == SHARE and not _may_be_shared(one, about):
        return f"{one.name}没有分专业或分类、又可以相加的数，算不出占比"
    if calc == RATIO and not _may_be_divided(about.indicators):
        names = "与".join(one.name for one in about.indicators)
        return f"{names}没有同一时期的数，不能相比"
    return ""


def _is_share(about: Subjects) -> bool:
    """Tell whether what a share of the whole is asked of is one already: 双师型教师占多少."""
    is_whole = not about.majors and not about.categories and not about.split
    return is_whole and all(one.unit == "%" for one in about.indicators)


def _rise(calc: str, span: Span, found: list[Token], about: Subjects, question: Folded) -> str:
    """Tell which growth is meant: that of each year, unless years far apart are named."""
    is_rate = any(one.unit == "%" for one in about.indicators)
    is_long = (span.has_ends or span.is_since or span.base) and span.last - span.first > 1
    if not is_rate and (calc == YEARLY or not is_long):
        return GROWTH
    word = next(token for token in of(found, "operation") if token.value == calc)
    ways = {"变化": "变化多少", "同比增长率": "每年比上年增长百分之几", "指数": "指数，起点为100"}
    before, behind = question.text[: word.start], question.text[word.end :]
    links = tuple(Link(label, f"{before}{way}{behind}") for way, label in ways.items())
    raise Settled(Answer("choices", (f"“{word.text}”有几种算法，请选一种",), links=links))


def _first(span: Span, about: Subjects) -> int:
    """Return the first year of which all that is shown has figures."""
    first = [
        years[0]
        for one in about.indicators
        if (
            years := coverage.years_of(
                coverage.within(coverage.printed(one, about), span), filled=True
            )
        )
    ]
    return max(first, default=span.first)


def _may_be_shared(one: Indicator, about: Subjects) -> bool:
    """Tell whether an indicator counts things, in parts that make up a whole."""
    counts = one.unit != "%" and not one.unit.startswith(":") and "/" not in one.unit
    by_category = about.categories or about.split == BY_CATEGORY
    return counts and len(one.categories if by_category else one.majors) > 1


def _may_be_divided(pair: Sequence[Indicator]) -> bool:
    first, second = (
        {
            (figure.year, figure.period_type, figure.period_kind)
            for figure in one.figures
            if figure.has_value
        }
        for one in pair
    )
    return bool(first & second)
