"""The file of a list in data/records/<school year>/: its figures, written and read back."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from dashboard import paths
from dashboard.contract.columns import RECORDS, names
from dashboard.records.figures import Figure


def path_of(data: Path, school_year: int, kind: str) -> Path:
    return data / paths.RECORDS / str(school_year) / f"{kind}.csv"


def was_published(data: Path, kind: str) -> bool:
    """Tell whether any version that is kept had figures of a kind of list."""
    kept = (data / paths.VERSIONS).glob(f"*/{paths.RECORDS}/*/{kind}.csv")
    return any(not path.parts[-4].startswith(".") for path in kept)


def write(path: Path, figures: Iterable[Figure]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names(RECORDS))
    for one in figures:
        writer.writerow(["" if cell is None else _plain(cell) for cell in astuple(one)])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def read(path: Path) -> list[Figure]:
    """Return the figures of a list; none where it was never published."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [_figure(row) for row in csv.DictReader(file)]


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        indicator=row["indicator"],
        period=row["period"],
        grade=row["grade"] or None,
        sex=row["sex"] or None,
        major=row["major"] or None,
        class_=row["class"] or None,
        category=row["category"] or None,
        value=float(row["value"]) if row["value"] else None,
        persons=int(row["persons"]) if row["persons"] else None,
        status=row["status"],
        delivered=row["delivered"],
    )


def _plain(cell: float | str) -> str:
    """Write a number without an exponent, and a whole one without a point."""
    return f"{cell:.6f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
