"""What the school's own lists gave: one folder a school year, one file a list, figures only."""

import re
from pathlib import Path

from dashboard import paths
from dashboard.contract.codes import NORMAL, RECORD_LISTS
from dashboard.contract.columns import RECORDS
from dashboard.contract.faults import Fault
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.ingest.csv_file import read_table
from dashboard.ingest.csv_row import Keys, Row
from dashboard.ingest.record import Catalogue, Record, read
from dashboard.paths import visible

_YEAR = re.compile("[0-9]{4}")


def read_records(data: Path, catalogue: Catalogue, found: list[Fault]) -> list[Record]:
    """Read and check the figures of every list; faults are appended to ``found``."""
    records: list[Record] = []
    keys = Keys("record")
    root = f"{data.name}/{paths.RECORDS}"
    for folder in visible(data / paths.RECORDS):
        name = f"{root}/{folder.name}"
        if not folder.is_dir():
            found.append(Fault(name, 0, "", "file_outside_year"))
        elif not (_YEAR.fullmatch(folder.name) and FIRST_YEAR <= int(folder.name) <= LAST_YEAR):
            found.append(Fault(name, 0, "", "folder_not_a_year"))
        else:
            for path in visible(folder):
                records += _of_list(path, f"{name}/{path.name}", catalogue, keys, found)
    return records


def _of_list(
    path: Path, name: str, catalogue: Catalogue, keys: Keys, found: list[Fault]
) -> list[Record]:
    if path.suffix != ".csv" or path.stem not in RECORD_LISTS:
        allowed = "、".join(f"{kind}.csv" for kind in RECORD_LISTS)
        found.append(Fault(name, 0, "", "not_a_list", {"allowed": allowed}))
        return []
    year = int(path.parent.name)
    known = {
        record["indicator"]
        for table in ("indicator", "record_indicator")
        for record in catalogue.tables.get(table, [])
    }
    records = []
    for number, row in enumerate(read_table(path, name, RECORDS, found) or [], start=1):
        about = ("indicator", "period", "grade", "sex", "major", "class", "category")
        keys.add((year, path.stem, *(row.cells[column] for column in about)), row)
        row.known("indicator", row.cells["indicator"], known, "请用看板重新生成这个文件。")
        _check_status(row)
        record = read(row, RECORDS, catalogue)
        records.append({"school_year": year, "list": path.stem, "ordinal": number, **record})
    return records


def _check_status(row: Row) -> None:
    """Report a figure that is given and left out at once, or neither."""
    for column in ("value", "persons"):
        if bool(row.cells[column]) != (row.cells["status"] == NORMAL):
            row.report(column, "not_as_status", given=row.cells["status"])
