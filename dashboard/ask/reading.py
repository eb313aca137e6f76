"""What a question comes to: a view of 指标探索 that can be put into its address, or why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.ask.lexicon import Lexicon
from dashboard.contract.exploration import (
    BASE,
    CALCULATION,
    CALCULATIONS,
    INDICATOR,
    ONLY,
    SERIES,
    SPLITS,
)

Address = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reading:
    """A view: indicators in order, both ends of the years, majors, what is worked out, series.

    ``only`` is the one of the series that is shown.
    """

    indicators: tuple[str, ...]
    years: tuple[int, int]
    majors: tuple[str, ...] = ()
    calc: str = ""
    base: int | None = None
    series: str = ""
    only: str = ""

    @property
    def address(self) -> Address:
        """Write it as it stands in the address of 指标探索."""
        return (
            *((INDICATOR, code) for code in self.indicators),
            *(("years", str(year)) for year in self.years),
            *(("major", name) for name in self.majors),
            *(((CALCULATION, self.calc),) if self.calc else ()),
            *(((BASE, str(self.base)),) if self.base else ()),
            *(((SERIES, self.series),) if self.series else ()),
            *(((ONLY, self.only),) if self.only else ()),
        )


@dataclass(frozen=True)
class Link:
    """A way on: a question that is understood, or an address of another page."""

    text: str
    question: str = ""
    page: str = ""
    address: Address = ()


Outcome = Literal["understood", "absent", "choices", "page", "unknown"]


@dataclass(frozen=True)
class Answer:
    """What is made of a question.

    ``understood``: the reading is to be shown; ``absent``: it is understood and the reports have no
    such figures; ``choices``: it may mean several things; ``page``: another page answers it;
    ``unknown``: it is not understood. ``said`` are whole sentences without a full stop.
    """

    outcome: Outcome
    said: tuple[str, ...] = ()
    reading: Reading | None = None
    links: tuple[Link, ...] = ()


class Settled(Exception):
    """Raised where no view can be the answer, with what is answered instead."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.outcome)
        self.answer = answer


def refuse(*said: str, links: Sequence[Link] = ()) -> Settled:
    return Settled(Answer("unknown", said, links=tuple(links)))


def quoted(words: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in dict.fromkeys(words))


def described(reading: Reading, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Say a view in words, each by what it is of: its indicators, majors, years and so on."""
    said = [("指标", lexicon.indicators[code].name) for code in reading.indicators]
    said += [("专业", name) for name in reading.majors]
    said.append(("年份", years(reading.years, lexicon)))
    if reading.calc:
        base = f"（{reading.base}年起）" if reading.base else ""
        said.append(("算法", f"{CALCULATIONS[reading.calc].label}{base}"))
    if reading.series:
        said.append(("分列", SPLITS[reading.series]))
    if reading.only:
        said.append(("只看", reading.only))
    return said


def years(span: tuple[int, int], lexicon: Lexicon) -> str:
    """Name the years from one to another."""
    first, last = span
    if span == (lexicon.years[0], lexicon.years[-1]):
        return "全部年份"
    return f"{first}年" if first == last else f"{first}—{last}年"
