"""What was taken from a filled-in file: the rows of an edition's files, and whence each came."""

import csv
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard import paths
from dashboard.contract.codes import STATUS
from dashboard.contract.faults import Fault, Problem
from dashboard.ingest import catalogue, editions
from dashboard.intake import form_columns
from dashboard.intake.form_columns import PRINTED, VALUE
from dashboard.intake.sheet_table import Record

Rows = list[dict[str, str]]
Origin = dict[str, tuple[Record, str]]  # by column of a file: the row of a sheet, and the header


@dataclass
class Intake:
    """An edition as it was filled in.

    ``files`` holds the rows by the name of the file below the data folder; ``faults`` what must be
    mended before anything can be made of it, ``remarks`` what the office should know.
    """

    year: int = 0
    files: dict[str, tuple[tuple[str, ...], Rows]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    filled: int = 0
    gone: list[str] = field(default_factory=list)  # majors that are no longer in the school's list
    # By file and row there: for each column the row of the sheet it came from, and the header.
    origins: dict[tuple[str, int], Origin] = field(default_factory=dict)

    def add(
        self,
        file: str,
        columns: Iterable[str],
        row: dict[str, str],
        origin: Origin,
    ) -> None:
        """Add a row to a file, and keep in mind where its cells came from."""
        rows = self.files.setdefault(file, (tuple(columns), []))[1]
        rows.append(row)
        self.origins[file, len(rows) + 1] = origin


def from_row(record: Record, headers: Mapping[str, str]) -> Origin:
    """Say that all columns of a file come from one row: ``headers`` by column."""
    return {column: (record, header) for column, header in headers.items()}


def stage(taken: Intake, data: Path, staged: Path) -> None:
    """Make the whole of the next data folder at ``staged``, and check it as a build would.

    Faults found are added to ``taken``, with the cells they come from.
    """
    for folder in (paths.CATALOGUE, paths.EDITIONS):
        shutil.copytree(data / folder, staged / folder, dirs_exist_ok=True)
    for file, (columns, rows) in taken.files.items():
        place = staged / file
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8", newline="") as output:
            writer = csv.DictWriter(output, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    # A sheet that is left empty is an edition without that table.
    for path in (staged / paths.EDITIONS / str(taken.year)).glob("*.csv"):
        if len(path.read_bytes().splitlines()) <= 1:
            path.unlink()
    found: list[Problem] = []
    known = catalogue.read_catalogue(staged, found)
    editions.read_editions(staged, known, found)
    told = {(fault.sheet, fault.row) for fault in taken.faults}
    for problem in found:
        fault = _origin(problem, taken)
        # What misses a figure misses it only because that figure's own fault is told already.
        follows = told and (problem.file.endswith("answers.csv") or not fault.sheet)
        is_gone = any(f"「{name}」" in problem.message for name in taken.gone)
        follows = follows or (problem.column == "major" and is_gone)
        if not follows and (fault.sheet, fault.row) not in told:
            taken.faults.append(fault)


def _origin(problem: Problem, taken: Intake) -> Fault:
    """Turn a fault of a file into one of the cell it was written from."""
    file = problem.file.partition("/")[2]
    origin = taken.origins.get((file, problem.row))
    if origin is None:
        return Fault("", 0, 0, str(problem))
    message = re.sub(
        r"(?<![\w「])([a-z_]+)(?![\w.])",
        lambda word: f"「{origin[word[1]][1]}」" if word[1] in origin else word[0],
        problem.message,
    )
    message = re.sub(
        r"(?<![A-Za-z0-9「])([AOMBDU])(?![A-Za-z0-9])",
        lambda code: f"「{STATUS[code[1]]}」",
        message,
    )
    message = re.sub(
        r"第 (\d+) 行",
        lambda number: _row_of(taken, file, int(number[1])) or number[0],
        message,
    )
    message = message.replace(f"{paths.CATALOGUE}/majors.csv", f"工作表「{form_columns.MAJORS}」")
    record, header = origin.get(problem.column, next(iter(origin.values())))
    columns = record.table.columns
    if problem.column == "value" and PRINTED in columns and not record.cells.get(VALUE):
        header = PRINTED
    column = columns.get(header, min(columns.values()))
    return Fault(record.table.grid.name, record.row, column, message)


def _row_of(taken: Intake, file: str, row: int) -> str:
    origin = taken.origins.get((file, row))
    return f"第 {next(iter(origin.values()))[0].row} 行" if origin else ""
