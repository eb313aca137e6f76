"""A view in single words, each with the view without it and those with another in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.ask.lexicon import Lexicon
from dashboard.ask.reading import Reading, described, years
from dashboard.ask.words import RATIO, SHARE
from dashboard.contract.exploration import CALCULATIONS, SPLITS

_MOST = 8  # to choose from

Other = tuple[str, Reading]
Way = tuple[Reading | None, Sequence[Other]]


@dataclass(frozen=True)
class Chip:
    """A word of a view; ``without`` is the view if it is taken away, None where it cannot be."""

    what: str
    text: str
    without: Reading | None
    others: tuple[Other, ...]


def chips(reading: Reading, lexicon: Lexicon) -> list[Chip]:
    """Take a view apart, in the order in which it is said."""
    ways = [*_indicators(reading, lexicon), *_majors(reading, lexicon), _years(reading, lexicon)]
    if reading.calc:
        ways.append(_calculations(reading, lexicon))
    if reading.series:
        ways.append(_series(reading))
    if reading.only:
        ways.append((replace(reading, only=""), ()))
    said = described(reading, lexicon)
    return [
        Chip(what, text, without, tuple(others[:_MOST]))
        for (what, text), (without, others) in zip(said, ways, strict=True)
    ]


def _indicators(reading: Reading, lexicon: Lexicon) -> Iterator[Way]:
    for code in reading.indicators:
        rest = tuple(one for one in reading.indicators if one != code)
        calc = "" if reading.calc == RATIO else reading.calc
        without = replace(reading, indicators=rest, calc=calc) if rest else None
        yield (
            without,
            [
                (lexicon.indicators[other].name, _instead(reading, code, other))
                for other in _alike(code, lexicon)
                if other not in reading.indicators
            ],
        )


def _instead(reading: Reading, code: str, other: str) -> Reading:
    # What the other is split into, and from which year it is printed, may be otherwise.
    codes = tuple(other if one == code else one for one in reading.indicators)
    return replace(reading, indicators=codes, base=None, series="", only="")


def _alike(code: str, lexicon: Lexicon) -> list[str]:
    """List what some word means as well as an indicator, and where else the same is printed."""
    known = lexicon.indicators
    main = known[code].same_as or code
    meant = [
        one.code
        for several in lexicon.meant.values()
        if any(one.code == code and not one.is_nearest for one in several)
        for one in several
    ]
    again = [other for other, one in known.items() if main in (other, one.same_as)]
    return [other for other in dict.fromkeys((*meant, *again)) if known[other].figures]


def _majors(reading: Reading, lexicon: Lexicon) -> Iterator[Way]:
    known = lexicon.indicators[reading.indicators[0]].majors
    for major in reading.majors:
        others = [name for name in lexicon.majors if name in known - {*reading.majors}]
        yield (
            replace(reading, majors=tuple(one for one in reading.majors if one != major)),
            [
                (name, replace(reading, majors=_replaced(reading.majors, major, name)))
                for name in others
            ],
        )


def _replaced(names: Sequence[str], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)


def _years(reading: Reading, lexicon: Lexicon) -> Way:
    known = lexicon.years
    every = (known[0], known[-1])
    printed = lexicon.indicators[reading.indicators[0]].years or known
    spans = [every, (printed[-1], printed[-1]), (printed[max(-3, -len(printed))], printed[-1])]
    others = [
        (years(span, lexicon), replace(reading, years=span, base=_base(reading, span)))
        for span in dict.fromkeys(spans)
        if span != reading.years
    ]
    without = None if reading.years == every else replace(reading, years=every)
    return without, others


def _base(reading: Reading, span: tuple[int, int]) -> int | None:
    """Keep the year that a change is reckoned from where it is shown still."""
    return reading.base if reading.base and span[0] <= reading.base < span[1] else None


def _calculations(reading: Reading, lexicon: Lexicon) -> Way:
    none = {RATIO} if len(reading.indicators) != 2 else set()
    if all(lexicon.indicators[code].unit == "%" for code in reading.indicators):
        none.add(SHARE)  # each is one already
    others = [
        (said.label, replace(reading, calc=code, base=reading.base if said.has_base else None))
        for code, said in CALCULATIONS.items()
        if code not in {reading.calc, *none}
    ]
    return replace(reading, calc="", base=None), others


def _series(reading: Reading) -> Way:
    others = [
        (label, replace(reading, series=code, only=""))
        for code, label in SPLITS.items()
        if code != reading.series
    ]
    return replace(reading, series="", only=""), others
