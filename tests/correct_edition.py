"""SYNTHETIC: an edition of full size in which everything holds, to plant faults in.

It has every cell of the real report, none of them blank, and takes over none of its numbers. Base
figures are drawn with a fixed seed; every total, rate, repetition and count is reckoned from them
by the relations of the real catalogue, so that it holds also when the catalogue asks for more.
"""

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from dashboard import paths
from dashboard.contract import columns
from dashboard.ingest import audit

YEAR = 2024  # the folder of the edition; its periods are those of the real one
SEED = 2024

# What figures are drawn from where no relation says what they must be: by indicator, else by unit.
# Wide enough apart from each other that no part outgrows its whole.
_DRAWN: dict[str, tuple[float, float]] = {
    "aid_recipients": (120, 160),
    "backbone_teachers": (20, 30),
    "books_per_student": (40, 60),
    "building_area_m2": (52000, 58000),
    "condition_met": (1, 1),
    "cooperation_start_year": (2008, 2018),
    "digital_media_opened_year": (2008, 2018),
    "equipment_per_student_yuan": (5000, 9000),
    "fitness_grade_count": (300, 460),
    "form1_employed_primary_sector": (30, 40),
    "form1_employed_secondary_sector": (60, 80),
    "form1_employed_tertiary_sector": (80, 110),
    "form1_entrepreneurship_rate_pct": (2, 4),
    "form1_promoted_in_3_years_pct": (10, 20),
    "form3_courses": (52, 64),
    "form3_dual_qualified_pct": (60, 80),
    "form3_equipment_per_student_yuan": (5000, 9000),
    "form3_internet_bandwidth_mbps": (1500, 2500),
    "form3_campus_backbone_mbps": (1500, 2500),
    "form3_majors": (6, 6),
    "form3_textbooks": (10, 14),
    "form3_senior_title_teachers_pct": (24, 28),
    "form4_ip_projects": (30, 40),
    "form4_training_projects": (4, 9),
    "form5_international_students": (12, 18),
    "form6_authorised_posts": (180, 200),
    "form6_class_teachers": (60, 70),
    "form6_fitness_tested": (1500, 1800),
    "form6_full_time_students": (2000, 2200),
    "form6_full_time_teachers": (124, 132),
    "form6_industry_mentors": (12, 18),
    "form6_staff": (150, 170),
    "founded_year": (1975, 1985),
    "funding_10k_yuan": (2600, 3000),
    "graduates_cumulative": (15000, 19000),
    "graduates_employed": (180, 220),
    "graduates_enrolled_higher": (380, 440),
    "land_area_m2": (76000, 84000),
    "match_rate_pct": (80, 88),
    "myopia_rate_pct": (68, 74),
    "myopia_screened": (1500, 1800),
    "new_student_age_max_years": (17, 18),
    "new_student_age_min_years": (14, 15),
    "practice_places": (500, 700),
    "programme_classes": (7, 9),
    "programme_students": (330, 380),
    "renamed_year": (1990, 1999),
    "staff_by_education": (55, 75),
    "staff_by_title": (25, 40),
    "starting_salary_yuan": (3500, 4200),
    "teacher_training_hours_per_year": (70, 90),
    "training_people": (300, 600),
}
_DRAWN_BY_UNIT: dict[str, tuple[float, float]] = {
    "%": (75, 92),
    "人": (24, 60),
    "人次": (110, 190),
    "万元": (12, 60),
    "元": (4000, 6000),
}
_DRAWN_OTHERWISE: tuple[float, float] = (3, 9)

_GRAVEST_FIRST = ("错误", "存疑", "提示")


class Figure(NamedTuple):
    """A cell of the real report, without its number."""

    ordinal: int
    indicator: str
    period: str
    year: int
    major: str | None
    category: str | None
    unit: str
    places: int
    source: str
    page: int | None


class Tie(NamedTuple):
    """A comparison between figures, which are named by their ordinals."""

    kind: str
    relation: str
    severity: str
    figure: int
    first: list[int]
    second: list[int]
    scale: float
    low: float | None
    high: float | None
    counted: float


def write(real: Path, data: Path) -> Path:
    """Write the edition into the folder ``data``, for the cells of the built file ``real``."""
    with duckdb.connect() as connection:
        figures, ties = _cells(connection, real)
    values = _Solver(figures, ties).solve()
    shutil.copytree(paths.DATA / "catalogue", data / "catalogue")
    folder = data / "editions" / str(YEAR)
    folder.mkdir(parents=True)
    head = "edition,title,school,publisher,published,printed_date,pages,licence,note"
    row = f"{YEAR},虚构学校年报,虚构学校,,,,,,SYNTHETIC"
    (folder / "edition.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns.names(columns.FIGURES))
        writer.writeheader()
        for figure in figures:
            number = f"{values[figure.ordinal]:.{figure.places}f}"
            kept = ("indicator", "period", "major", "category", "source", "page")
            cells: dict[str, Any] = {name: getattr(figure, name) for name in kept}
            made = {"value": number, "printed": printed(number, figure.unit), "status": "A"}
            writer.writerow(cells | made)
    return data


def printed(number: str, unit: str) -> str:
    return f"{number}%" if unit == "%" else number


def _cells(connection: duckdb.DuckDBPyConnection, real: Path) -> tuple[list[Figure], list[Tie]]:
    """Return every cell, and what the audit would compare if there were a number in each."""
    load_catalogue(connection, real)
    connection.execute(
        """
        insert into observation
        select * replace (
            coalesce(nullif(value, 0), 7) as value,
            coalesce(places, 0) as places,
            if(coalesce(value, 0) = 0, 7 - 0.5 / power(10, coalesce(places, 0)), low) as low,
            if(coalesce(value, 0) = 0, 7 + 0.5 / power(10, coalesce(places, 0)), high) as high,
            coalesce(is_rough, false) as is_rough,
            if(printed in ('', '-'), '7', printed) as printed,
            'A' as status
        )
        from real.observation
        where edition = (select max(edition) from real.edition)
        """
    )
    audit.run(connection, real.parent)
    rows = connection.execute(
        """
        select
            ordinal, indicator, period, year, major, category, unit,
            if(printed = '7' and unit in ('%', '万元'), decimals, places), source, page
        from audited
        order by ordinal
        """
    ).fetchall()
    ties = connection.execute(
        """
        select
            made.kind, made.relation, made.severity, made.ordinal, coalesce(first.ordinals, []),
            coalesce(second.ordinals, []), made.scale, made.low, made.high, made.recomputed
        from any_comparison as made
        left join operand_total as first
            on made.relation = first.relation and made.ordinal = first.compared
            and (first.role <> 'denominator' or made.kind <> 'rate')
        left join operand_total as second
            on made.relation = second.relation and made.ordinal = second.compared
            and second.role = 'denominator' and made.kind = 'rate'
        order by made.relation, made.ordinal
        """
    ).fetchall()
    return [Figure(*row) for row in rows], [Tie(*row) for row in ties]


def load_catalogue(connection: duckdb.DuckDBPyConnection, built: Path) -> None:
    """Make the tables, and fill all but the figures from a built file, attached as ``real``."""
    connection.execute(paths.SCHEMA.read_text(encoding="utf-8"))
    connection.execute(f"attach '{built}' as real (read_only)")
    # DuckDB refuses a row that refers to another of the same statement.
    for condition in ("same_as is null", "same_as is not null"):
        rows = f"select * from real.indicator where {condition}"
        connection.execute(f"insert into indicator {rows}")
    codes = ("status", "severity", "part", "unit", "unit_scale")
    for table in (*codes, "source", "major", "standard", "relation", "operand", "edition"):
        connection.execute(f"insert into {table} select * from real.{table}")


class _Solver:
    """Draws the base figures and reckons the others, each once, in whatever order they need."""

    def __init__(self, figures: list[Figure], ties: list[Tie]) -> None:
        self._figures = {figure.ordinal: figure for figure in figures}
        self._random = random.Random(SEED)
        self._twins = {figure.ordinal: [figure.ordinal] for figure in figures}
        self._ties: dict[int, list[Tie]] = {figure.ordinal: [] for figure in figures}
        for tie in ties:
            if tie.kind == "same" and tie.scale == 1:
                self._join(tie.figure, tie.first[0])
            else:
                self._ties[tie.figure].append(tie)
        self._exact: dict[int, float] = {}  # by the first of twins
        self._asked: list[int] = []

    def solve(self) -> dict[int, float]:
        return {ordinal: self._value(ordinal) for ordinal in self._figures}

    def _join(self, one: int, other: int) -> None:
        if self._twins[one] is not self._twins[other]:
            together = sorted(self._twins[one] + self._twins[other])
            for ordinal in together:
                self._twins[ordinal] = together

    def _value(self, ordinal: int) -> float:
        """Return a figure as printed: rounded to its own places."""
        name = self._twins[ordinal][0]
        if name not in self._exact:
            if name in self._asked:
                raise ValueError(f"needs itself: {[self._figures[one] for one in self._asked]}")
            self._asked.append(name)
            self._exact[name] = self._reckon(self._twins[ordinal])
            self._asked.remove(name)
        return round(self._exact[name], self._figures[ordinal].places)

    def _sum(self, ordinals: list[int]) -> float:
        return sum(self._value(ordinal) for ordinal in ordinals)

    def _reckon(self, twins: list[int]) -> float:
        """Return what a figure must be by the strictest of its relations, else draw it."""
        ties = [tie for ordinal in twins for tie in self._ties[ordinal]]
        ties.sort(key=lambda tie: _GRAVEST_FIRST.index(tie.severity))
        for kind in ("rate", "count", "elapsed", "same"):
            for tie in ties:
                if tie.kind == kind:
                    return self._exactly(tie)
        ranges = (_DRAWN[code] for code in map(self._indicator, twins) if code in _DRAWN)
        drawn = next(ranges, None)
        places = max(self._figures[ordinal].places for ordinal in twins)
        for tie in ties:
            if tie.kind == "people":
                share = self._drift(twins, drawn or _DRAWN_BY_UNIT["%"]) / 100
                whole = self._value(tie.first[0])
                return 100 * round(share * whole) / whole
            if tie.kind == "sum":
                # Some of the whole may be in none of its parts.
                rest = self._random.randint(3, 9) if tie.severity == "提示" else 0
                return round(self._sum(tie.first) + rest, places)
        if not drawn:
            if limited := self._limited(ties):
                return round(limited, places)
            unit = self._figures[twins[0]].unit
            drawn = _DRAWN_BY_UNIT.get(unit, _DRAWN_OTHERWISE)
        return round(self._drift(twins, drawn), places)

    def _exactly(self, tie: Tie) -> float:
        """Return what an equation makes of the other figures in it."""
        if tie.kind == "rate":
            return tie.scale * self._sum(tie.first) / self._sum(tie.second)
        if tie.kind == "count":
            return tie.counted
        if tie.kind == "elapsed":
            return self._figures[tie.figure].year - self._value(tie.first[0]) + (tie.low or 0)
        return self._value(tie.first[0]) / tie.scale

    def _limited(self, ties: list[Tie]) -> float | None:
        """Return something well within the limits of a figure."""
        for tie in ties:
            if tie.kind == "range":
                middle = _middle(tie, self._random.uniform)
                return middle * (self._value(tie.first[0]) if tie.first else 1) / tie.scale
        wholes = [self._value(tie.first[0]) for tie in ties if tie.kind == "within"]
        return max(1, min(wholes) * self._random.uniform(0.3, 0.45)) if wholes else None

    def _indicator(self, ordinal: int) -> str:
        return self._figures[ordinal].indicator

    def _drift(self, twins: list[int], drawn: tuple[float, float]) -> float:
        """Draw a figure; one of a series within a few per cent of the year before."""
        low, high = drawn
        if high < 10 or (low > 1900 and high < 2100):  # small counts, and years
            return self._random.randint(int(low), int(high))
        figure = self._figures[twins[0]]
        # The same start for a series, and a small step for each year.
        series = (figure.indicator, figure.major, figure.category)
        start = random.Random(repr((SEED, series))).uniform(low + 0.2 * (high - low), high)
        return start * (1 - 0.02 * (self._last_year - figure.year)) * self._random.uniform(0.99, 1)

    @property
    def _last_year(self) -> int:
        return max(figure.year for figure in self._figures.values())


def _middle(tie: Tie, uniform: Callable[[float, float], float]) -> float:
    low, high = tie.low or 0.0, tie.high or 0.0
    if low <= 0:
        return high * uniform(0.2, 0.4)
    return low * float((high / low) ** uniform(0.47, 0.53))
