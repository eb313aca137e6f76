"""Count the people of a list: by where they belong, in memory, and only then by anything wider.

The people come in as a frame and go no further than this module.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd

from dashboard import paths
from dashboard.records.hiding import Array
from dashboard.records.measures import KINDS, Measure

_SQL = paths.QUERIES / "records"


class Place(NamedTuple):
    """Where a person belongs; None where that is not known."""

    grade: int | None
    sex: str | None
    major: str | None
    class_: str | None


@dataclass(frozen=True)
class Count:
    """Of one measure: how many there are of each word in each place, the last of no word at all."""

    measure: Measure
    words: tuple[str, ...]
    counts: Array  # places by words and one more
    sums: Array  # places by two


@dataclass(frozen=True)
class Tally:
    """A list, counted."""

    kind: str
    places: tuple[Place, ...]
    persons: Array
    counts: tuple[Count, ...]
    apart: int = 0  # people who are counted for the school only


def counted(kind: str, people: pd.DataFrame) -> Tally:
    """Count the people of a list."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("people", people)
        connection.execute((_SQL / "macros.sql").read_text(encoding="utf-8"))
        answer = connection.execute((_SQL / f"{kind}.sql").read_text(encoding="utf-8"))
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    places = tuple(Place(row["grade"], row["sex"], row["major"], row["class"]) for row in rows)
    persons = np.array([row["persons"] for row in rows], dtype=float)
    counts = tuple(_count(measure, rows, persons) for measure in KINDS[kind].measures)
    apart = sum(row.get("apart", 0) for row in rows)
    return Tally(kind, places, persons, tuple(one for one in counts if one.words), apart)


def _count(measure: Measure, rows: list[dict[str, Any]], persons: Array) -> Count:
    said = [row[measure.name] for row in rows]
    found = {word for one in said for word in one["counts"] or {}}
    words = tuple(word for word in measure.words if found) or tuple(sorted(found))
    counts = np.array(
        [[(one["counts"] or {}).get(word, 0) for word in words] for one in said], dtype=float
    ).reshape(len(rows), len(words))
    # None of whom a measure is known: nothing to add, else a sum that is not known.
    sums = [
        [
            (float("nan") if one["counts"] else 0.0) if one[name] is None else float(one[name])
            for name in ("one", "other")
        ]
        for one in said
    ]
    silent = persons - counts.sum(axis=1)
    return Count(
        measure, words, np.column_stack([counts, silent]), np.array(sums).reshape(len(rows), 2)
    )
