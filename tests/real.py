"""The real data folder as tests take it: copied whole, or read by the csv module alone."""

import csv
import shutil
from pathlib import Path

from dashboard import paths


def copied(folder: Path) -> Path:
    """Copy the real inputs to the folder ``data`` in ``folder``, and return that."""
    data = folder / "data"
    for name in paths.INPUTS:
        if (paths.DATA / name).is_dir():  # of lists there are no figures in the repository
            shutil.copytree(paths.DATA / name, data / name)
    return data


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
