"""The data folder that the next edition would make, written apart and checked as a build would."""

import csv
import shutil
from pathlib import Path

from dashboard import paths
from dashboard.contract.faults import Fault
from dashboard.ingest import catalogue, editions
from dashboard.intake.reading.intake import Intake
from dashboard.intake.reading.sheet_wording import cell_problem


def stage(intake: Intake, data: Path, staged: Path) -> None:
    """Make the whole of the next data folder at ``staged``, and check it.

    Faults found are added to ``intake``, with the cells they come from.
    """
    for folder in (paths.CATALOGUE, paths.EDITIONS):
        shutil.copytree(data / folder, staged / folder, dirs_exist_ok=True)
    for file, (columns, rows) in intake.files.items():
        path = staged / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as output:
            writer = csv.DictWriter(output, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    # A sheet that is left empty is an edition without that table.
    for path in (staged / paths.EDITIONS / str(intake.year)).glob("*.csv"):
        if len(path.read_bytes().splitlines()) <= 1:
            path.unlink()
    _check(intake, staged)


def _check(intake: Intake, staged: Path) -> None:
    """Add what a build would find, but for what follows from a fault that is reported already."""
    found: list[Fault] = []
    known = catalogue.read_catalogue(staged, found)
    editions.read_editions(staged, known, found)
    reported = {(one.sheet, one.row) for one in intake.faults}
    for fault in found:
        problem = cell_problem(fault, intake)
        # What misses a figure misses it only because that figure's own fault is reported already.
        follows = reported and (fault.file.endswith("answers.csv") or not problem.sheet)
        is_gone = fault.column == "major" and fault.arguments.get("word") in intake.gone
        if not (follows or is_gone) and (problem.sheet, problem.row) not in reported:
            intake.faults.append(problem)
