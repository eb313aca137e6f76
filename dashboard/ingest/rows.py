"""Rows as Python has them, put into tables of DuckDB and taken out again."""

import json
from collections.abc import Iterable
from pathlib import Path

import duckdb

from dashboard.ingest.record import Record


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Record], folder: Path
) -> None:
    """Insert rows by way of a file in ``folder``: binding one value would import all of pandas."""
    lines = [json.dumps(row) for row in rows]
    if not lines:
        return
    file = folder / "rows.json"
    file.write_text("\n".join(lines), encoding="utf-8")
    target = connection.table(table)
    columns = dict(zip(target.columns, map(str, target.types), strict=True))
    read = connection.read_json(str(file), columns=columns, format="newline_delimited")
    read.insert_into(table)


def fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Record]:
    """Return the rows of an answer, each by the names of its columns."""
    answer = connection.execute(sql)
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return how many rows a table or view has."""
    [(number,)] = connection.table(table).count("*").fetchall()
    return int(number)
