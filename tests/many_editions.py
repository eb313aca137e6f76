"""SYNTHETIC: the real edition once more for each of many years before it, to see what grows.

Each has all cells of the real one, with its years moved back. A figure that is printed in several
editions has one value in all of them; what no relation binds is drawn with a fixed seed, so that
something changes from year to year. None of the older figures stands in any report.
"""

import csv
import random
import re
import shutil
from pathlib import Path

from dashboard import paths
from dashboard.contract import columns

SEED = 20
_SCHOOL = "虚构学校"
KEY = ("indicator", "period", "major", "category")
_PRINT = ("value", "printed", "status", "note")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOVED = ("edition", "title", "period", "first_year", "last_year")  # columns that hold years
_COUNT = re.compile(r"[1-9]\d+")

Row = dict[str, str]


def write(data: Path, many: int) -> Path:
    """Make a data folder of so many editions, the newest with the figures of the real one."""
    shutil.copytree(paths.DATA / paths.CATALOGUE, data / paths.CATALOGUE)
    newest = max((paths.DATA / paths.EDITIONS).iterdir())
    [edition] = _read(newest / "edition.csv")
    bound, known = _bound(), dict[tuple[str, ...], Row]()
    for back in range(many):
        folder = data / paths.EDITIONS / str(int(newest.name) - back)
        folder.mkdir(parents=True)
        for file in sorted(newest.glob("*.csv")):
            rows = [_earlier(row, back, edition["school"]) for row in _read(file)]
            if tuple(rows[0]) == columns.names(columns.FIGURES):
                rows = [_as_known(row, known, bound) for row in rows]
            elif file.name == "edition.csv":
                rows[0]["note"] = "SYNTHETIC"
            _write(folder / file.name, rows)
    return data


def _bound() -> set[str]:
    """Return the indicators that a relation knows, or that are printed in two places."""
    known = _read(paths.DATA / paths.CATALOGUE / "indicators.csv")
    twins = {code for row in known if row["same_as"] for code in (row["indicator"], row["same_as"])}
    operands = _read(paths.DATA / paths.CATALOGUE / "operands.csv")
    return twins | {row["indicator"] for row in operands}


def _earlier(row: Row, back: int, school: str) -> Row:
    """Return a row of the real edition as it would stand in one so many years before."""
    row = {name: text.replace(school, _SCHOOL) for name, text in row.items()}
    for name in row.keys() & set(_MOVED):
        row[name] = _YEAR.sub(lambda year: str(int(year[0]) - back), row[name])
    return row


def _as_known(row: Row, known: dict[tuple[str, ...], Row], bound: set[str]) -> Row:
    """Return a figure as a later edition prints it again, or as it is printed first."""
    key = tuple(row[name] for name in KEY)
    if key in known:
        return row | {name: known[key][name] for name in _PRINT}
    if known and row["indicator"] not in bound and _COUNT.fullmatch(row["printed"]):
        chance = random.Random(f"{SEED} {key}")
        row["value"] = row["printed"] = str(round(int(row["printed"]) * chance.uniform(0.9, 1.1)))
    return known.setdefault(key, row)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
