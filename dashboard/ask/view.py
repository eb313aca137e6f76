"""The view that answers a question, put together from its parts and held against the reports."""

from collections.abc import Sequence

from dashboard.ask import calculation, coverage, periods
from dashboard.ask.folding import Folded
from dashboard.ask.lexicon import Figure, Indicator, Lexicon
from dashboard.ask.operations import most
from dashboard.ask.periods import Span
from dashboard.ask.reading import Answer, Link, Reading, Settled, quoted, refuse
from dashboard.ask.subjects import Subjects
from dashboard.ask.tokens import Token, of
from dashboard.ask.words import (
    BY_CATEGORY,
    BY_MAJOR,
    BY_TERM,
    CHANGE,
    INDEX,
    RATIO,
    SHARE,
)

_LINKS = 6


class View:
    """Finds the years, checks that the reports have the figures, and says what is to be said."""

    def __init__(
        self, question: Folded, found: list[Token], about: Subjects, calc: str, lexicon: Lexicon
    ) -> None:
        self.question, self.found, self.about = question, found, about
        self.calc, self.lexicon = calc, lexicon
        self.remarks: list[str] = []

    def answer(self) -> Answer:
        """Return the view. Raises Settled where there are no such figures, or several views."""
        self._check_words()
        self.span = span = periods.span(self.found, self.about.indicators, self.lexicon)
        self._check_splits()
        self.calc = calculation.settled(self.calc, span, self.found, self.about, self.question)
        calculation.spread(self.calc, span, self.about, self.lexicon)
        self._narrow(span)
        shown = [(one, self._figures(one, span)) for one in self.about.indicators]
        for one, figures in shown:
            if why := calculation.why_not(self.calc, one, figures, span, self.about):
                raise self._absent(one, why)
        reading = Reading(
            tuple(one.code for one in self.about.indicators),
            self._ends(span),
            self.about.majors,
            self.calc,
            span.base if self.calc in (CHANGE, INDEX) else None,
            self._series(span, shown),
            self._only(span, shown),
        )
        links = self._remark(span, shown)
        return Answer("understood", tuple(dict.fromkeys(self.remarks)), reading, tuple(links))

    # --- what is asked for and cannot be ---------------------------------------------------------

    def _check_words(self) -> None:
        names = [one.name for one in self.about.indicators]
        if self.calc == RATIO and len(names) != 2:
            raise refuse("两项之比要正好两项指标")
        if self.calc == RATIO and of(self.found, "of") and self.about.indicators[0].unit == "%":
            raise refuse(f"{names[0]}本身就是比率，不再除以总数", links=[Link(names[0], names[0])])
        if self.calc == SHARE and len(names) > 1:
            raise refuse("占比一次只算一项指标的")
        if most(self.found) and of(self.found, "than"):
            raise refuse("一次只算一样，请只留一种算法")
        if not periods.compares_years(self.found) or self._asks_how_majors_differ():
            self._set_side_by_side()

    def _asks_how_majors_differ(self) -> bool:
        words = [token.text for token in of(self.found, "operation")]
        years = of(self.found, "time")
        return len(self.about.majors) > 1 and len(years) < 2 and any("差" in one for one in words)

    def _set_side_by_side(self) -> None:
        """Show two majors, or two indicators, beside each other, where one is held to the other."""
        pairs = {"专业": self.about.majors, "指标": self.about.indicators}
        compared = [what for what, several in pairs.items() if len(several) > 1]
        if not compared or self.calc not in ("", CHANGE):
            raise refuse("没有说清和哪一个相比，或者两者之间不这样算")
        self.calc = ""
        self.remarks.append(f"两个{compared[0]}之间不相减，并列在下面")

    def _check_splits(self) -> None:
        """Say where the reports do not split an indicator as it was asked for."""
        for one in self.about.indicators:
            if lacking := [major for major in self.about.majors if major not in one.majors]:
                raise self._absent(one, f"{one.name}没有{'、'.join(lacking)}的数，{_majors(one)}")
            if self.about.split == BY_MAJOR and len(one.majors) < 2:
                raise self._absent(one, f"{one.name}没有各专业的数，{_majors(one)}")
            if self.about.split == BY_CATEGORY and len(one.categories) < 2:
                raise self._absent(one, f"{one.name}没有分类的数")
            if self.about.split == BY_TERM and len(coverage.terms_of(one)) < 2:
                raise self._absent(one, f"{one.name}没有分学期的数")

    def _figures(self, one: Indicator, span: Span) -> list[Figure]:
        printed = coverage.printed(one, self.about)
        if figures := coverage.within(printed, span):
            return figures
        of_kind = coverage.of_calendar(printed, span)
        if of_kind:
            had = coverage.written(coverage.years_of(of_kind))
            why = f"没有{periods.said(span)}的数，有的是{had}的"
        elif not printed:
            why = "在报告里没有数"
        elif span.terms:
            why = f"没有{'、'.join(span.terms)}的数"
        else:
            why = f"不按{'、'.join(sorted(span.kinds))}统计"
        raise self._absent(one, f"{one.name}{why}")

    def _absent(self, one: Indicator, why: str) -> Settled:
        """Say that there are no such figures, and lead to the nearest there are."""
        codes = tuple(known.code for known in self.about.indicators)
        reading = Reading(codes, (self.span.first, self.span.last))
        near = [one, *self._elsewhere(one), *self.about.others]
        if self.about.split == BY_MAJOR:
            near += [other for other in self._known() if len(other.majors) > 1]
        links = [
            Link(f"{other.name}（{coverage.written(other.years)}）", other.name)
            for other in dict.fromkeys(near)
            if other.figures
        ]
        return Settled(Answer("absent", (why,), reading, tuple(links[:_LINKS])))

    def _known(self) -> list[Indicator]:
        return [one for one in self.lexicon.indicators.values() if not one.same_as]

    def _elsewhere(self, one: Indicator) -> list[Indicator]:
        """Return the same thing as it is printed in other places of the report."""
        main = one.same_as or one.code
        return [
            other
            for other in self.lexicon.indicators.values()
            if main in (other.code, other.same_as) and other != one and other.is_whole
        ]

    # --- the view --------------------------------------------------------------------------------

    def _narrow(self, span: Span) -> None:
        """Show one year where several would leave open which is meant."""
        printed = [
            figure
            for one in self.about.indicators
            for figure in coverage.within(coverage.printed(one, self.about), span)
        ]
        years = coverage.years_of(printed)
        if most(self.found) and self.about.split == BY_MAJOR:
            self.remarks.append("各专业并列，最高和最低的在图上看")
            if span.is_open and years:
                span.first = span.last = years[-1]
        elif (totals := of(self.found, "altogether")) and len(years) > 1 and not self.calc:
            word = totals[0]
            rest = f"{self.question.text[: word.start]}{self.question.text[word.end :]}"
            links = [Link("各年分列", rest)]
            if span.is_open:
                links.insert(0, Link(f"{years[-1]}年的", f"{years[-1]}年{rest}"))
            said = f"“{word.text}”：不把几年的数相加，请选"
            raise Settled(Answer("choices", (said,), links=tuple(links)))

    def _ends(self, span: Span) -> tuple[int, int]:
        known = [year for year in self.lexicon.years if span.first <= year <= span.last]
        return known[0], known[-1]

    def _series(self, span: Span, shown: Sequence[tuple[Indicator, list[Figure]]]) -> str:
        if self.about.split:
            return self.about.split
        if self.about.categories:
            return BY_CATEGORY
        if span.terms and any(len(coverage.terms_of(one)) > 1 for one, _ in shown):
            return BY_TERM
        if len(self.about.majors) > 1 or (self.calc == SHARE and not self.about.majors):
            return BY_MAJOR
        return ""

    def _only(self, span: Span, shown: Sequence[tuple[Indicator, list[Figure]]]) -> str:
        """Return the one term or category that is asked for, to be shown without the others."""
        series = self._series(span, shown)
        named = {BY_TERM: span.terms, BY_CATEGORY: self.about.categories}.get(series, ())
        return named[0] if len(named) == 1 and not of(self.found, "split") else ""

    def _remark(self, span: Span, shown: Sequence[tuple[Indicator, list[Figure]]]) -> list[Link]:
        """Say what of the view was not asked for, and what of the question there is not."""
        self.remarks += span.remarks
        if judged := of(self.found, "judged"):
            words = quoted(token.text for token in judged)
            self.remarks.append(f"{words}：只列出报告的数，不作评判")
        links = []
        by_major = self.about.majors or self.about.split
        for one, figures in shown:
            years = coverage.years_of(figures)
            kinds = [figure.period_kind for figure in figures]
            if lacking := [
                term for term in span.terms if not any(kind.endswith(term) for kind in kinds)
            ]:
                self.remarks.append(f"{one.name}没有{'、'.join(lacking)}的数")
            if not any(figure.has_value for figure in figures):
                self.remarks.append(f"{one.name}在报告里没有填数")
            if span.is_bounded and (years[0] > span.first or years[-1] < span.last):
                self.remarks.append(f"{one.name}只有{coverage.written(years)}的数")
            if len(years) == 1 and not span.is_point:
                links += [
                    Link(f"{other.name}（{coverage.written(other.years)}）", other.name)
                    for other in self._elsewhere(one)
                    if len(other.years) > 1 and not by_major and len(shown) == 1
                ]
        if self._only(span, shown):
            return links
        if self.about.categories:
            self.remarks.append(f"“{'、'.join(self.about.categories)}”与其他分类并列")
        if self._series(span, shown) == BY_TERM and span.terms:
            self.remarks.append(f"{'、'.join(span.terms)}与其他学期并列")
        return links


def _majors(one: Indicator) -> str:
    return f"有的是{'、'.join(sorted(one.majors))}" if one.majors else "只有全校的"
