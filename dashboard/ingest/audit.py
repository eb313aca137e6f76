"""The report audited against itself, while the data file is built.

What is held against what stands in data/audit/ and in the relations of the catalogue; each file
of queries/checks/ says which of these comparisons fail, how gravely, and in words. All of it goes
into the file, so that pages, exports and other programs read the same findings.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard import paths, sql_header
from dashboard.ingest import causes as causes_of
from dashboard.ingest import mending, rows
from dashboard.ingest.claim_rules import Claim, Elsewhere, Figure, Step
from dashboard.ingest.claims_judged import judge

_REQUIRED = ("title", "severity", "finds", "compares", "tolerance", "compared", "doubts")

Key = tuple[int, str]  # an edition and a claim

# Names of views and SQL of this project, nothing else.
_COUNT = """
    insert into audit_count
    select '{check.check_id}', edition.edition, count(compared.edition)
    from edition
    left join {check.compared} as compared on edition.edition = compared.edition
    group by edition.edition
    order by edition.edition
"""
_FIND = """
    insert into found by name
    select '{check.check_id}' as check_id, * from ({check.sql})
"""


@dataclass(frozen=True)
class Check:
    """One kind of check: what its header says, and the SQL whose every row is a finding.

    ``finds`` is 矛盾 or 空缺: figures that contradict each other, or one that is not there.
    ``doubts`` is ``all`` where any figure of a finding may be the wrong one (parts and total),
    ``one`` where it is the figure that the finding is about, and ``none`` where no figure need be.
    """

    check_id: str
    title: str
    severity: str
    finds: str
    compares: str
    tolerance: str
    compared: str
    doubts: str
    sql: str


def checks() -> list[Check]:
    """Read ``queries/checks/*.sql``. Raises QueryHeaderError."""
    found = []
    for path in sorted(paths.CHECKS.glob("*.sql")):
        header, sql = sql_header.read(path, _REQUIRED)
        found.append(Check(path.stem, **header, sql=sql))
    return found


def run(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make every comparison, and fill the tables that say what was compared and what was found.

    Needs all rows of all editions; ``folder`` is where a file may lie for a moment.
    """
    for path in sorted(paths.AUDIT.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    _find_ways_of_mending(connection, folder)
    made = checks()
    described = [{**asdict(check), "ordinal": number} for number, check in enumerate(made, start=1)]
    rows.insert(connection, "audit_check", described, folder)
    # The prose comes last: what the other checks doubt bears nothing out.
    of_prose = [check for check in made if check.compared == "compared_claims"]
    _find(connection, [check for check in made if check not in of_prose])
    judge_claims(connection, folder)
    _find(connection, of_prose)
    connection.execute(
        "insert into finding by name select * exclude (figures, first_ordinal) from named_finding"
    )
    connection.execute("insert into finding_figure by name from named_figure")


def _find(connection: duckdb.DuckDBPyConnection, made: list[Check]) -> None:
    for check in made:
        connection.execute(_COUNT.format(check=check))
        # Columns that a check does not return are filled in by the view completed_finding.
        connection.execute(_FIND.format(check=check))


def _find_ways_of_mending(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    equations = [mending.Equation(**row) for row in rows.fetch(connection, "from equation")]
    if equations:
        figures = connection.execute("from figure_of_equation").fetchall()
        values = {(edition, ordinal): value for edition, ordinal, value in figures}
        places: dict[mending.Place, list[tuple[int, float]]] = {}
        for edition, ordinal, other, factor in connection.execute("from printed_place").fetchall():
            places.setdefault((edition, ordinal), []).append((other, factor))
        ways = (way._asdict() for way in mending.ways(equations, values, places))
        rows.insert(connection, "mending_way", ways, folder)


def judge_claims(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill the table of what the prose claims; once more when there are answers to the findings."""
    connection.execute("delete from claim_verdict")
    claims = connection.execute("from claim_to_judge").fetchall()
    figures, elsewhere, steady = (
        _by_claim(connection, view) if claims else {}
        for view in ("claimed_figure", "figure_elsewhere", "claimed_step")
    )
    verdicts = []
    for edition, name, *claim in claims:
        key = (edition, name)
        verdict = judge(
            Claim(*claim),
            [Figure(*row) for row in figures.get(key, [])],
            [Elsewhere(*row) for row in elsewhere.get(key, [])],
            [Step(*row) for row in steady.get(key, [])],
        )
        verdicts.append({"edition": edition, "claim": name, **verdict._asdict()})
    rows.insert(connection, "claim_verdict", verdicts, folder)


def _by_claim(connection: duckdb.DuckDBPyConnection, view: str) -> dict[Key, list[list[Any]]]:
    found: dict[Key, list[list[Any]]] = {}
    for edition, name, *row in connection.execute(f"from {view}").fetchall():
        found.setdefault((edition, name), []).append(row)
    return found


def find_causes(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill the table that says which findings come of one slip."""
    causes = causes_of.gathered(connection.execute("from cause_key").fetchall())
    found = [{"finding": finding, "cause": cause} for finding, cause in causes.items()]
    rows.insert(connection, "finding_cause", found, folder)


def mark_doubts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the table of figures that carry a mark of doubt; needs the answers to the findings."""
    connection.execute("insert into doubted_figure by name from marked_figure")
