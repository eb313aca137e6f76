"""Where the project's files lie."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Tests and a second school point the same code at data of their own.
DATA = Path(os.environ.get("DASHBOARD_DATA") or ROOT / "data").resolve()
DATABASE = DATA / "school.duckdb"
# These go with the code, not with the data: a second school brings figures only.
SCHEMA = ROOT / "data" / "schema.sql"
AUDIT = ROOT / "data" / "audit"
DERIVED = ROOT / "data" / "derived.sql"
COMBINED = ROOT / "data" / "combined.sql"
RECORD_INDICATORS = ROOT / "data" / "catalogue" / "records.csv"
QUERIES = ROOT / "queries"
CHECKS = QUERIES / "checks"
CODE = ROOT / "dashboard"

# The folders within a data folder; the first three hold all that a data file is made of.
CATALOGUE = "catalogue"
EDITIONS = "editions"
RECORDS = "records"  # what the school's own lists give: no person, only figures
INPUTS = (CATALOGUE, EDITIONS, RECORDS)
VERSIONS = "versions"
DRAFTS = "drafts"


def visible(folder: Path) -> list[Path]:
    """List a folder by name, without hidden files and those Excel keeps while it has one open."""
    if not folder.is_dir():
        return []
    entries = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
    return sorted(entries, key=lambda path: path.name)


def is_new(data: Path) -> bool:
    """Tell a school that is set up and has no edition yet."""
    return (data / EDITIONS).is_dir() and not visible(data / EDITIONS)
