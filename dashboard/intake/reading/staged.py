"""The data folder that the next edition would make, written apart and checked as a build would."""

import csv
import shutil
from pathlib import Path

from dashboard import paths
from dashboard.contract.columns import ANSWERS
from dashboard.contract.faults import Fault
from dashboard.ingest import catalogue, editions
from dashboard.ingest.csv_file import read_table
from dashboard.intake.reading.intake import Intake
from dashboard.intake.reading.sheet_wording import cell_problem


def stage(intake: Intake, data: Path, staged: Path) -> None:
    """Make the whole of the next data folder at ``staged``, and check it.

    Faults found are added to ``intake``, with the cells they come from.
    """
    for folder in paths.INPUTS:
        if (data / folder).is_dir():
            shutil.copytree(data / folder, staged / folder, dirs_exist_ok=True)
    _tell_of_answers(intake, data)
    for file, (columns, rows) in intake.files.items():
        path = staged / file
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as output:
            writer = csv.DictWriter(output, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    # A sheet that is left empty is an edition without that table.
    for path in (staged / paths.EDITIONS / str(intake.year)).glob("*.csv"):
        if len(path.read_bytes().splitlines()) <= 1:
            path.unlink()
    _check(intake, staged)


def _tell_of_answers(intake: Intake, data: Path) -> None:
    """Name the answers of the edition that the file no longer has: nobody else would notice."""
    file = f"{paths.EDITIONS}/{intake.year}/answers.csv"
    if file not in intake.files or not (data / file).exists():
        return
    rows = read_table(data / file, f"{data.name}/{file}", ANSWERS, []) or []
    kept = {row["finding"] for row in intake.files[file][1]}
    lost = dict.fromkeys(row.cells["finding"] for row in rows if row.cells["finding"] not in kept)
    if lost:
        intake.remarks.append(
            f"{intake.year} 年版已有的 {len(lost)} 处核查答复不在表里，发布以后不再有："
            f"{'、'.join(lost)}；要保留，请写进“核查答复”表。"
        )


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
