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
QUERIES = ROOT / "queries"
CHECKS = QUERIES / "checks"
