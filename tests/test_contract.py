"""The contract is what the tables are made by, and the one place where its words stand."""

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.contract import codes, columns, units
from dashboard.paths import ROOT

# What a table holds besides the columns of its file.
OF_EDITION = {"edition": ("INTEGER", False), "ordinal": ("INTEGER", False)}
BESIDES: dict[str, dict[str, tuple[str, bool]]] = {
    "observation": {
        **OF_EDITION,
        "period_type": ("VARCHAR", False),
        "year": ("INTEGER", False),
        "period_kind": ("VARCHAR", False),
        "places": ("INTEGER", True),
        "low": ("DOUBLE", True),
        "high": ("DOUBLE", True),
        "is_rough": ("BOOLEAN", True),
    },
    "operand": {"ordinal": ("INTEGER", False)},
    "record": {
        "school_year": ("INTEGER", False),
        "list": ("VARCHAR", False),
        "ordinal": ("INTEGER", False),
    },
} | dict.fromkeys(("fact", "claim", "omission", "class", "answer"), OF_EDITION)


@pytest.mark.parametrize("table", columns.TABLES)
def test_a_table_has_the_columns_of_its_file(database: Path, table: str) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        described = connection.execute(f"describe {table}").fetchall()
    held = {name: (kind, null == "YES") for name, kind, null, *_ in described}
    wanted = {
        column.db_name: (column.sql_type, column.nullable) for column in columns.TABLES[table]
    } | BESIDES.get(table, {})
    assert held == wanted


@pytest.mark.parametrize("table", [*codes.tables(), *units.tables()])
def test_the_tables_of_codes_hold_what_the_contract_says(database: Path, table: str) -> None:
    wanted = (codes.tables() | units.tables())[table]
    with duckdb.connect(database, read_only=True) as connection:
        held = connection.table(table)
        rows = [dict(zip(held.columns, row, strict=True)) for row in held.fetchall()]
    assert rows == wanted


def test_the_lists_of_the_schema_are_those_of_the_contract() -> None:
    schema = (ROOT / "data/schema.sql").read_text(encoding="utf-8")
    lists = {
        (table, column): set(re.findall("'([^']+)'", words))
        for table, body in re.findall(r"create table (\w+) \((.*?)\n\);", schema, re.DOTALL)
        for column, words in re.findall(r"check\s*\(\s*(\w+) in \(([^)]*)\)", body)
    }
    for table, wanted in columns.TABLES.items():
        for column in wanted:
            if words := lists.get((table, column.db_name)):
                assert words == set(column.allowed or column.words), (table, column.name)
    assert ("relation", "kind") in lists  # or this looks at nothing


def _lists(words: str, path: Path) -> list[str]:
    """Find words that stand together in one list of a file, as ('O', 'M') or {"B", "D"}."""
    word = rf"[\"'](?:{words})[\"']"
    lists = rf"[(\[{{]\s*{word}\s*(?:,\s*{word}\s*)+,?\s*[)\]}}]"
    return re.findall(lists, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", [codes.STATUSES, codes.SEVERITIES])
def test_no_list_of_codes_stands_anywhere_else(words: dict[str, object]) -> None:
    """So a new status or severity is a line in codes.py, and in whatever treats it apart."""
    places = [
        path
        for folder in ("dashboard", "queries", "data", "pages")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".sql", ".html") and path.name != "codes.py"
    ]
    found = {path.name: some for path in places if (some := _lists("|".join(words), path))}
    # A blank and a dash, each named for what is printed then.
    assert found == ({"schema.sql": ["('O', 'M')"]} if words is codes.STATUSES else {})
