"""Which class belongs to which major, as an enrolment list tells it, written beside an edition."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from dashboard import paths
from dashboard.contract.columns import CLASSES, names
from dashboard.records.classes import FILE
from dashboard.records.person import ClassPlace


def place(data: Path, places: Sequence[ClassPlace], threshold: int) -> None:
    """Put the classes of a school year into the edition of that year, else into the newest.

    They take the place of those that stand there of the same year. Without any edition there is
    nowhere to put them. A few pupils of another major than the rest of their class are left out.
    """
    editions = [folder.name for folder in paths.visible(data / paths.EDITIONS)]
    if not places or not editions:
        return
    year = str(places[0].school_year)
    path = data / paths.EDITIONS / (year if year in editions else max(editions)) / FILE
    rows = [row for row in _rows(path) if row["school_year"] != year]
    of_class: dict[str, list[ClassPlace]] = defaultdict(list)
    for one in places:
        of_class[one.name].append(one)
    for several in of_class.values():
        for one in several:
            if len(several) == 1 or one.persons >= threshold:
                persons = one.persons if one.persons >= threshold else ""
                cells = (year, one.grade, one.name, one.major, persons)
                rows.append(dict(zip(names(CLASSES), map(str, cells), strict=True)))
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
