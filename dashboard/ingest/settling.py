"""The school's answers held against the findings in the data file, corrections tried first."""

from pathlib import Path

import duckdb

from dashboard import paths
from dashboard.contract.codes import NORMAL
from dashboard.ingest import answers, audit, rows
from dashboard.ingest.carrying import Finding, Key, Print, Prints, key
from dashboard.ingest.observations import allowed
from dashboard.ingest.record import Record

# What an audit reads, besides the indicators.
_READ = (
    *("status", "severity", "unit", "unit_scale", "source", "major", "standard", "relation"),
    *("operand", "edition", "observation", "fact", "claim"),
)
_CORRECTION = """
    create temp table correction (
        edition integer, indicator varchar, period varchar, category varchar, major varchar,
        value double, printed varchar, status varchar, places integer, low double, high double,
        is_rough boolean
    )
"""
_CORRECT = """
    update observation
    set
        value = correction.value, printed = correction.printed, status = correction.status,
        places = correction.places, low = correction.low, high = correction.high,
        is_rough = correction.is_rough
    from correction
    where
        observation.edition = correction.edition
        and observation.indicator = correction.indicator
        and observation.period = correction.period
        and observation.category is not distinct from correction.category
        and observation.major is not distinct from correction.major
"""


def settle(connection: duckdb.DuckDBPyConnection, given: list[Record], folder: Path) -> None:
    """Fill the tables of answers that hold and of those that do not; needs the findings."""

    def corrected(corrections: list[Record]) -> list[Finding]:
        return _corrected(connection, corrections, folder)

    good, lapsed = answers.settle(given, _findings(connection), _prints(connection), corrected)
    rows.insert(connection, "answer", good, folder)
    rows.insert(connection, "lapsed_answer", lapsed, folder)


def _prints(connection: duckdb.DuckDBPyConnection) -> Prints:
    prints: dict[int, dict[Key, Print]] = {}
    for row in rows.fetch(connection, "from observation order by edition, ordinal"):
        printed = Print(row["printed"], row["value"])
        prints.setdefault(row["edition"], {})[key(row)] = printed
    return prints


def _findings(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    figures: dict[str, list[Key]] = {}
    concerned = """
        select figure.finding, observation.*
        from finding_figure as figure
        inner join observation using (edition, ordinal)
        order by figure.finding, figure.position
    """
    for row in rows.fetch(connection, concerned):
        figures.setdefault(row["finding"], []).append(key(row))
    named = """
        select
            finding, edition,
            [check_id, indicator, period, major, category, detail] as about,
            [severity, printed, cast(round(recomputed, 4) as varchar)] as numbers
        from finding
        order by ordinal
    """
    return [
        Finding(finding, edition, tuple(about), tuple(numbers), figures.get(finding, []))
        for finding, edition, about, numbers in connection.execute(named).fetchall()
    ]


def _as_printed(value: float) -> Record:
    printed = f"{value:.10g}"
    return {"printed": printed, "status": NORMAL, **allowed(printed, value)}


def _corrected(
    connection: duckdb.DuckDBPyConnection, corrections: list[Record], folder: Path
) -> list[Finding]:
    """Return what is found on the figures as they would be with the corrections in print.

    In a database of its own in memory, of the same process: rows go over as they are.
    """
    columns = ("edition", "indicator", "period", "category", "major", "value")
    wanted = [
        {name: row[name] for name in columns} | _as_printed(row["value"])
        for row in {(row["edition"], key(row)): row for row in corrections}.values()
    ]
    [(printed,)] = connection.execute("select current_catalog()").fetchall()
    connection.execute("attach ':memory:' as corrected")
    try:
        with connection.cursor() as other:
            other.execute("use corrected")
            other.execute(paths.SCHEMA.read_text(encoding="utf-8"))
            # A row may refer to another of the same table, which must be there first.
            for first in ("same_as is null", "same_as is not null"):
                other.execute(f"insert into indicator from {printed}.indicator where {first}")
            for table in _READ:
                other.execute(f"insert into {table} from {printed}.{table}")
            other.execute(_CORRECTION)
            rows.insert(other, "correction", wanted, folder)
            other.execute(_CORRECT)
            audit.run(other, folder)
            return _findings(other)
    finally:
        connection.execute("detach corrected")
