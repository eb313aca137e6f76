"""Which years a question is about, and from which of them a change is reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.ask.lexicon import Indicator, Lexicon
from dashboard.ask.reading import refuse
from dashboard.ask.times import FIRST, SECOND, TERMS, Point, Time
from dashboard.ask.tokens import Token, of

_BESIDE = ("empty", "whole")
_OF_YEARS = ("range", "since", "until", "last", "all", "newest")
_RELATIVE = ("今年", "去年", "前年", "大前年")


@dataclass
class Span:
    """The years asked for; ``base`` is the one that is named to compare with.

    ``is_open``: none were named. ``is_point``: one was. ``has_ends``: two were. ``is_since``: the
    first was. ``is_bounded``: so many were asked for that there may be fewer. ``remarks`` say how
    words were taken.
    """

    first: int
    last: int
    base: int | None = None
    is_open: bool = False
    is_point: bool = False
    has_ends: bool = False
    is_since: bool = False
    is_bounded: bool = False
    terms: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()  # 学年 or 届, where it was written
    remarks: list[str] = field(default_factory=list)


def said(span: Span) -> str:
    return f"{span.first}年" if span.first == span.last else f"{span.first}—{span.last}年"


def span(found: Sequence[Token], indicators: Sequence[Indicator], lexicon: Lexicon) -> Span:
    """Resolve all the times of a question. Raises Settled where that cannot be told."""
    times: list[Time] = [token.value for token in of(found, "time")]
    read = _Reader(indicators, lexicon)
    spans = [time for time in times if time.shape in _OF_YEARS]
    points = [time.points[0] for time in times if time.shape == "point"]
    bases = [token for token in found if _is_base(token)]
    base = _base(found, read)
    if len(spans) > 1 or len(bases) > 1 or (spans and points and base is None):
        raise refuse("问句里的时间不止一个，说不准是哪几年，请只留一个")
    if spans:
        asked = read.span(spans[0])
    elif points:
        asked = read.points(points, base)
    else:
        asked = Span(lexicon.years[0], lexicon.years[-1], is_open=True)
    if base is not None:
        read.since_base(asked, base)
    asked.terms = _terms(times, points)
    if asked.terms:  # 春季招生和秋季招生: the second is a name
        names = [token.text for token in of(found, "figure")]
        named = [term for term in TERMS if any(name.startswith(term) for name in names)]
        asked.terms = tuple(dict.fromkeys((*asked.terms, *named)))
    asked.kinds = frozenset(point.kind for time in times for point in time.points) - {"", "年"}
    asked.remarks += dict.fromkeys(read.remarks)
    return asked


def refuse_ahead(found: Sequence[Token], lexicon: Lexicon) -> None:
    """Say that no report has got to a year yet, before anything else is asked back."""
    edition = lexicon.edition
    for point in (point for token in of(found, "time") for point in token.value.points):
        if point.year > edition:
            raise refuse(f"{point.year}年还没有数：最新一版是{edition}年的报告，不作预测")


def compares_years(found: Sequence[Token]) -> bool:
    """Tell whether what is compared is one year with another, and not two other things."""
    said = [token for token in found if token.kind not in _BESIDE]
    return all(
        any(map(_is_point, said[place + 1 : place + 2]))  # 比2021年
        or (
            place > 1 and _is_point(said[place - 1]) and said[place - 2].kind == "and"
        )  # 与2021年比
        for place, token in enumerate(said)
        if token.kind == "than"
    )


class _Reader:
    """Resolves points and spans against the newest edition and what is printed of indicators."""

    def __init__(self, indicators: Sequence[Indicator], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.remarks: list[str] = []
        printed = [one.years[-1] for one in indicators if one.years]
        self.newest = max(printed, default=lexicon.edition)

    def year(self, point: Point, beside: int | None = None) -> int:
        """Return the year of a point, ``beside`` being another that was named with it."""
        edition = self.lexicon.edition
        if point.is_before:
            year = (edition if beside is None else beside) - 1
            self.remarks.append(f"“上年”指{year}年")
        elif point.back is not None:
            year = edition - point.back
            self.remarks.append(f"“{_RELATIVE[point.back]}”按最新一版报告指{year}年")
        else:
            year = point.year
        return year

    def span(self, time: Time) -> Span:
        known, edition = self.lexicon.years, self.lexicon.edition
        if time.shape == "newest":
            return Span(self.newest, self.newest, is_point=True)
        if time.shape == "last" and time.count:
            # The newest edition may print a thing only until the year before.
            last = self.newest if self.newest == edition - 1 else edition
            if last != edition:
                self.remarks.append(f"这项数印到{last}年，从{last}年往前数")
            first = last - time.count + 1
            return Span(first, last, is_point=first == last, is_bounded=True)
        if time.shape == "since":
            return Span(self.year(time.points[0]), known[-1], is_since=True)
        if time.shape == "until":
            return Span(known[0], self.year(time.points[0]))
        if time.shape == "range":
            first, last = (self.year(point) for point in time.points)
            if first > last:
                raise refuse(f"起点{first}年在终点{last}年之后")
            return Span(first, last, is_point=first == last, has_ends=True, is_bounded=True)
        return Span(known[0], known[-1])

    def points(self, points: Sequence[Point], base: int | None) -> Span:
        named = [self.year(point) for point in points if not point.is_before]
        beside = max(named, default=None)
        every = {*named, *(self.year(point, beside) for point in points if point.is_before)}
        if base is not None and len(every) > 1:
            every -= {base}
        if len(every) > 2 and len(every) != max(every) - min(every) + 1:
            raise refuse("年份要连着的，或者只有起点和终点")
        several = len(every) > 1
        if len(every) == 2 and max(every) - min(every) > 1:
            self.remarks.append(f"{min(every)}、{max(every)}年之间的各年也列出")
        return Span(
            min(every), max(every), is_point=not several, has_ends=several, is_bounded=several
        )

    def since_base(self, asked: Span, base: int) -> None:
        """Let a span begin with the year that is compared with."""
        if asked.is_open or (asked.is_point and asked.last == base):  # nothing else is named
            asked.first, asked.last = base, self.lexicon.years[-1]
        if base >= asked.last:
            raise refuse(f"与{base}年相比，要有{base}年以后的数；请把较早的一年放在“比”字后面")
        asked.first, asked.base = min(asked.first, base), base
        asked.is_open = asked.is_point = False


def _is_base(token: Token) -> bool:
    return token.kind == "time" and token.value.shape == "base"


def _is_point(token: Token) -> bool:
    return token.kind == "time" and token.value.shape == "point"


def _base(found: Sequence[Token], read: _Reader) -> int | None:
    """Find the year that is compared with: 比2021年, 与去年相比, 以2021年为基期."""
    said = [token for token in found if token.kind not in _BESIDE]
    for place, token in enumerate(said):
        if _is_base(token):
            return read.year(token.value.points[0])
        if place and _is_point(token) and _is_compared_with(said, place):
            others = [one.value.points[0] for one in said if _is_point(one) and one is not token]
            named = [point for point in others if not point.is_before]
            beside = read.year(named[0]) if named else None
            return read.year(token.value.points[0], beside)
    return None


def _is_compared_with(said: Sequence[Token], place: int) -> bool:
    """Tell whether the year at a place is what another is compared with; of a pair neither is."""
    before = said[place - 1].kind
    is_pair = place > 1 and _is_point(said[place - 2])
    with_it = before == "and" and bool(of(said[place + 1 :], "compared", "than"))
    return before in ("than", "compared") or (with_it and not is_pair)


def _terms(times: Sequence[Time], points: Sequence[Point]) -> tuple[str, ...]:
    of_school_year = any(point.kind == "学年" for point in points)
    terms = []
    for time in times:
        if time.shape != "term":
            continue
        if time.term in ("上学期", "下学期") and not of_school_year:
            raise refuse(
                f"“{time.term}”说不准是哪一个，请写明年份，例如某某学年第一学期、某某年秋季"
            )
        terms.append({"上学期": FIRST, "下学期": SECOND}.get(time.term, time.term))
    return tuple(dict.fromkeys(terms))
