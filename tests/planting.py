"""Faults planted in the correct edition one at a time, and whether the audit finds them.

A build takes half a second and most of it goes into the planning of queries, whatever the number
of figures. So each fault gets an edition of its own, dozens of editions go into one database in
memory, and the audit runs once over all of them: everything it compares lies within an edition,
except what an edition prints otherwise than the one before it, which is not counted here.
"""

import random
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb

from dashboard.contract import columns
from dashboard.contract import faults as contract_faults
from dashboard.ingest import audit, observations
from dashboard.ingest.csv_row import Row
from dashboard.ingest.record import Catalogue
from tests.correct_edition import load_catalogue, printed


class Kind(StrEnum):
    """A kind of fault, as the published table names it."""

    DIGIT = "one digit changed"
    SWAPPED = "two neighbouring digits swapped"
    UNIT = "the unit changed (×10, ×100, ×1000, ÷100, ÷10000)"
    COPIED = "the value of the year before"
    DROPPED = "the row dropped"
    BLANK = "a blank in a required cell"


_FACTORS = ("10", "100", "1000", "0.01", "0.0001")

# How a figure is linked to others: by an equation, by a limit only, or not at all.
EQUATION, LIMIT, ALONE = "in an equation", "in a limit only", "alone"
_LIMITS = ("within", "range")

# What came of a fault, the best first.
REFUSED, ERROR, DOUBT, HINT, MISSED = "refused", "错误", "存疑", "提示", "missed"
FOUND = (REFUSED, ERROR, DOUBT)

_FIRST = 1900  # the edition without a fault; those with one follow
_MOST = 24  # editions in one database: fewer are planned too often, more are joined too slowly
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 1}  # as in a build


class Printed(NamedTuple):
    """A figure of the correct edition."""

    ordinal: int
    indicator: str
    period: str
    major: str | None
    category: str | None
    number: str
    unit: str
    official: bool  # stands in a form
    required: bool
    before: str | None  # the number of the year before
    link: str
    tied: frozenset[int]


class Fault(NamedTuple):
    """A figure and the number that stands there instead; None for a dropped row."""

    kind: Kind
    figure: Printed
    number: str | None


class Ground:
    """The built correct edition, to plant faults in."""

    def __init__(self, built: Path) -> None:
        self._built = built
        with duckdb.connect(config=_CONFIG) as connection:
            self._load(connection, [])
            audit.run(connection, built.parent)
            self.figures = list(_figures(connection))

    def try_out(self, faults: Iterable[Fault]) -> dict[Fault, str]:
        """Say of each fault what came of it."""
        outcome = {fault: REFUSED if _refused(fault) else MISSED for fault in faults}
        planted = [fault for fault, came in outcome.items() if came == MISSED]
        for start in range(0, len(planted), _MOST):
            some = planted[start : start + _MOST]
            outcome.update(zip(some, self._audited(some), strict=True))
        return outcome

    def _audited(self, faults: list[Fault]) -> Iterator[str]:
        with duckdb.connect(config=_CONFIG) as connection:
            self._load(connection, faults)
            audit.run(connection, self._built.parent)
            findings = connection.execute(
                """
                select
                    finding.edition, severity, check_id, indicator, period, major, category,
                    list(figure.ordinal) filter (where figure.ordinal is not null)
                from finding
                left join finding_figure as figure on finding.finding = figure.finding
                where check_id <> 'revised'
                group by all
                """
            ).fetchall()
        found: dict[int, dict[tuple[object, ...], set[int]]] = {}
        for edition, severity, check, *where, figures in findings:
            key = (severity, check, tuple(where))
            found.setdefault(edition, {}).setdefault(key, set()).update(figures or ())
        for edition, fault in enumerate(faults, start=_FIRST + 1):
            # Of a row that is not there, the figures it was linked to must speak.
            wanted = fault.figure.tied if fault.number is None else {fault.figure.ordinal}
            cell = fault.figure[1:5]
            severities = {
                key[0]
                for key, figures in found.get(edition, {}).items()
                if key not in found[_FIRST] and (figures & wanted or key[2] == cell)
            }
            yield next((one for one in (ERROR, DOUBT, HINT) if one in severities), MISSED)

    def _load(self, connection: duckdb.DuckDBPyConnection, faults: list[Fault]) -> None:
        load_catalogue(connection, self._built)
        connection.execute("delete from edition")
        columns = (
            "edition integer, ordinal integer, printed varchar, value double, "
            "low double, high double, places integer, is_rough boolean"
        )
        connection.execute(f"create temp table fault ({columns})")
        for edition, fault in enumerate(faults, start=_FIRST + 1):
            text = fault.number and printed(fault.number, fault.figure.unit)
            value = float(fault.number) if fault.number else None
            row = {
                "edition": edition,
                "ordinal": fault.figure.ordinal,
                "printed": fault.number and (text or ""),
                "value": value,
                **observations.allowed(text or "", value),
            }
            names = ", ".join(row)
            marks = ", ".join(f"${name}" for name in row)
            connection.execute(f"insert into fault ({names}) values ({marks})", row)
        connection.execute(
            f"""
            insert into edition
            select one.* replace (cast({_FIRST} + number as integer) as edition)
            from real.edition as one, range({len(faults) + 1}) as numbers (number)
            """
        )
        connection.execute(
            """
            insert into observation
            select correct.* replace (
                edition.edition as edition,
                if(fault.ordinal is null, correct.value, fault.value) as value,
                if(fault.ordinal is null, correct.low, fault.low) as low,
                if(fault.ordinal is null, correct.high, fault.high) as high,
                if(fault.ordinal is null, correct.places, fault.places) as places,
                if(fault.ordinal is null, correct.is_rough, fault.is_rough) as is_rough,
                coalesce(fault.printed, correct.printed) as printed,
                if(fault.printed = '', 'O', 'A') as status
            )
            from edition
            cross join real.observation as correct
            left join fault
                on edition.edition = fault.edition and correct.ordinal = fault.ordinal
            where fault.ordinal is null or fault.printed is not null
            """
        )


def faults(figure: Printed, kind: Kind) -> Iterator[Fault]:
    """Yield every fault of a kind that the figure can have."""
    return (Fault(kind, figure, number) for number in _numbers(figure, kind))


def draw(figures: Iterable[Printed], kind: Kind, most: int, seed: int) -> list[Fault]:
    """Draw that many faults of a kind, no figure twice before each had its turn."""
    chance = random.Random(seed)
    ways = [list(faults(figure, kind)) for figure in figures]
    drawn: list[Fault] = []
    while len(drawn) < most and any(ways):
        turn = [way for way in chance.sample(ways, len(ways)) if way]
        drawn += [way.pop(chance.randrange(len(way))) for way in turn]
    return drawn[:most]


def share(results: Iterable[str], *came: str) -> float:
    """Return which part of the faults came to this."""
    counted = Counter(results)
    return sum(counted[one] for one in came) / counted.total()


def _numbers(figure: Printed, kind: Kind) -> Iterable[str | None]:
    number = figure.number
    match kind:
        case Kind.DIGIT:
            return _digits_changed(number)
        case Kind.SWAPPED:
            return _digits_swapped(number)
        case Kind.UNIT:
            return [f"{Decimal(number) * Decimal(factor):f}" for factor in _FACTORS]
        case Kind.COPIED:
            return [] if figure.before in (None, number) else [figure.before]
        case Kind.DROPPED:
            return [None]
        case Kind.BLANK:
            return [""] if figure.required else []


def _digits_changed(number: str) -> Iterator[str]:
    for place, digit in enumerate(number):
        for other in string.digits.replace(digit, "") if digit.isdigit() else "":
            yield from _other(number[:place] + other + number[place + 1 :])


def _digits_swapped(number: str) -> Iterator[str]:
    for place, (one, two) in enumerate(pairwise(number)):
        if one != two and "." not in (one, two):
            yield from _other(number[:place] + two + one + number[place + 2 :])


def _other(number: str) -> Iterator[str]:
    """Yield the number, unless nobody would write it so: 0976."""
    if number == "0" or number.startswith("0.") or not number.startswith("0"):
        yield number


def _refused(fault: Fault) -> bool:
    """Tell whether the builder itself would refuse the row."""
    if not fault.number:
        return False
    figure, found = fault.figure, list[contract_faults.Fault]()
    cells = dict.fromkeys(columns.names(columns.FIGURES), "") | {
        "indicator": figure.indicator,
        "period": figure.period,
        "category": figure.category or "",
        "value": fault.number,
        "printed": printed(fault.number, figure.unit),
        "status": "A",
        "source": "虚构",
    }
    catalogue = Catalogue(units={figure.indicator: figure.unit})
    observations.observation(Row("figures.csv", 2, cells, found), catalogue, 1)
    return bool(found)


def _figures(connection: duckdb.DuckDBPyConnection) -> Iterator[Printed]:
    """Yield the figures with what the audit compares each of them with."""
    links: dict[int, str] = {}
    tied: dict[int, set[int]] = {}
    # A relation that is a hint from the start need not hold, and ties nothing.
    ties = connection.execute(
        "select kind, ordinal, others from any_comparison where severity <> '提示'"
    ).fetchall()
    for kind, ordinal, others in ties:
        for one in (ordinal, *others) if others else ():
            tied.setdefault(one, set()).update({ordinal, *others} - {one})
            if kind not in _LIMITS:
                links[one] = EQUATION
            links.setdefault(one, LIMIT)
    rows = connection.execute(
        """
        select
            ordinal, indicator, period, major, category,
            printf('%.' || places || 'f', value), unit,
            official_table is not null, required and official_table is not null,
            (
                select printf('%.' || audited.places || 'f', before.value)
                from audited as before
                where
                    before.indicator = audited.indicator
                    and before.period_kind = audited.period_kind
                    and before.major is not distinct from audited.major
                    and before.category is not distinct from audited.category
                    and before.year = audited.year - 1
            )
        from audited
        order by ordinal
        """
    ).fetchall()
    for row in rows:
        link, others = links.get(row[0], ALONE), frozenset(tied.get(row[0], ()))
        yield Printed._make((*row, link, others))
