"""The report audited against itself, while the data file is built.

What is held against what stands in data/audit/ and in the relations of the catalogue; each file
of queries/checks/ says which of these comparisons fail, how gravely, and in words. All of it goes
into the file, so that pages, exports and other programs read the same findings.
"""

from dataclasses import dataclass

import duckdb

from dashboard import paths, sql_header
from dashboard.ingest.record import Record

_REQUIRED = ("title", "severity", "compares", "tolerance", "compared", "doubts")


@dataclass(frozen=True)
class Check:
    """One kind of check: what its header says, and the SQL whose every row is a finding.

    ``doubts`` is ``all`` where any figure of a finding may be the wrong one (parts and total), and
    ``one`` where it is the figure that the finding is about.
    """

    check_id: str
    title: str
    severity: str
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


def run(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Record]]:
    """Make every comparison; return the rows of the tables that say what was found.

    Needs all rows of all editions. The builder puts the rows in like those of any other table.
    """
    for path in sorted(paths.AUDIT.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    tables: dict[str, list[Record]] = {"audit_check": [], "audit_count": []}
    for ordinal, check in enumerate(checks(), start=1):
        columns = ("check_id", "title", "severity", "compares", "tolerance", "doubts")
        row = {column: getattr(check, column) for column in columns}
        tables["audit_check"].append(row | {"ordinal": ordinal})
        made = f"""
            select edition.edition, count(compared.edition) as comparisons
            from edition
            left join {check.compared} as compared on edition.edition = compared.edition
            group by edition.edition
            order by edition.edition
        """  # noqa: S608 - the name of a view of this project
        counts = _rows(connection, made)
        tables["audit_count"] += [{"check_id": check.check_id, **count} for count in counts]
        connection.execute(
            f"""
            insert into found by name
            select '{check.check_id}' as check_id, * from ({check.sql})
            """  # noqa: S608 - SQL of this project
        )
    tables["finding"] = _rows(connection, "from named_finding")
    tables["finding_figure"] = _rows(connection, "from named_figure")
    return tables


def doubts(connection: duckdb.DuckDBPyConnection) -> list[Record]:
    """Return the figures that carry a sign; needs the findings and the answers to them."""
    return _rows(connection, "from named_doubt")


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Record]:
    answer = connection.execute(sql)
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
