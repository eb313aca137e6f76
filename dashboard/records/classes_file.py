"""Which class belongs to which major, as lists and answers tell it, written beside an edition."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from dashboard import paths
from dashboard.contract.columns import CLASSES, names
from dashboard.records.classes import FILE, key
from dashboard.records.person import ClassPlace


def place(data: Path, places: Sequence[ClassPlace], threshold: int) -> None:
    """Put the classes of a school year into the edition of that year, else into the newest.

    They take the place of those that stand there of the same year. Without any edition there is
    nowhere to put them. A few pupils of another major than the rest of their class are left out.
    """
    path = _path(data, places)
    if not path:
        return
    year = str(places[0].school_year)
    rows = [row for row in _rows(path) if row["school_year"] != year]
    of_class: dict[str, list[ClassPlace]] = defaultdict(list)
    for one in places:
        of_class[one.name].append(one)
    for several in of_class.values():
        for one in several:
            if len(several) == 1 or one.persons >= threshold:
                persons = one.persons if one.persons >= threshold else ""
                rows.append(_row(one, persons))
    _write(path, rows)


def add(data: Path, answered: Sequence[ClassPlace]) -> None:
    """Put classes beside those that stand there; what a list told of one itself stays.

    One of no known grade was asked for that delivery only: the file has no place for it.
    """
    path = _path(data, answered)
    if not path:
        return
    rows = _rows(path)
    there = {_place(row["school_year"], row["grade"], row["class"]) for row in rows}
    new = [
        _row(one, "")
        for one in answered
        if one.grade and _place(str(one.school_year), str(one.grade), one.name) not in there
    ]
    if new:
        _write(path, [*rows, *new])


def _path(data: Path, places: Sequence[ClassPlace]) -> Path | None:
    editions = [folder.name for folder in paths.visible(data / paths.EDITIONS)]
    if not places or not editions:
        return None
    year = str(places[0].school_year)
    return data / paths.EDITIONS / (year if year in editions else max(editions)) / FILE


def _place(year: str, grade: str, name: str) -> tuple[str, str, str]:
    return year, grade, key(name)


def _row(one: ClassPlace, persons: int | str) -> dict[str, str]:
    cells = (one.school_year, one.grade, one.name, one.major, persons)
    return dict(zip(names(CLASSES), map(str, cells), strict=True))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names(CLASSES), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: row.get(name) or "" for name in names(CLASSES)} for row in csv.DictReader(file)
        ]
