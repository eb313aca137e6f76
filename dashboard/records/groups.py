"""Which groups of a list there are figures of: the school, and what it is broken down by."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import TypeAlias

import numpy as np

from dashboard.records.hiding import Array
from dashboard.records.tally import Place

Table: TypeAlias = tuple[str, ...]

# Each with what it is worth to a reader, against the others, where something has to be left out.
TABLES: dict[Table, float] = {
    (): np.inf,
    ("grade",): 8,
    ("sex",): 8,
    ("grade", "sex"): 5,
    ("major",): 10,
    ("major", "sex"): 2,
    ("major", "grade"): 2,
    ("grade", "class_"): 1,
}
CLASSES: Table = ("grade", "class_")


@dataclass(frozen=True)
class Group:
    """Some of the people, as a figure names them.

    ``unplaced`` are those of whom that is not known, and what is left of a group without others. Of
    them there are no figures, but the others would tell theirs.
    """

    table: Table
    place: Place
    members: Array  # by places: 1 for those within
    unplaced: bool

    @property
    def is_everybody(self) -> bool:
        """Tell whether these are all people of the list, of whom the school's figures speak."""
        return bool(self.members.all())


def groups(places: Sequence[Place]) -> list[Group]:
    """Return every group, the school first, the tables as they are named above."""
    return [group for table in TABLES for group in _of(table, places)]


def _of(table: Table, places: Sequence[Place]) -> list[Group]:
    def key(place: Place) -> tuple[tuple[bool, str], ...]:
        said = (getattr(place, name) for name in table)
        return tuple((one is None, str(one or "")) for one in said)

    found = []
    for _, some in groupby(sorted(places, key=key), key):
        within = set(some)
        first = next(iter(within))
        named = dict.fromkeys(Place._fields) | {name: getattr(first, name) for name in table}
        if table == CLASSES and len(majors := {place.major for place in within}) == 1:
            named["major"] = majors.pop()  # a class says of itself of which major it is
        members = np.array([place in within for place in places], dtype=float)
        unplaced = any(named[name] is None for name in table)
        found.append(Group(table, Place(**named), members, unplaced))
    return found


def rests(groups: Sequence[Group], persons: Array, threshold: int) -> list[Group]:
    """Return the few people that are left of a group without those of a table that lie within it.

    No table names them: the boys of a major without its classes of boys only. But whoever knows
    which classes these are could subtract.
    """
    placed = [group for group in groups if not group.unplaced]
    known = {group.members.tobytes() for group in groups}
    found = []
    for wide, table in product(placed, TABLES):
        within = [
            one for one in placed if one.table == table and (wide.members >= one.members).all()
        ]
        if within and wide.table != table:
            members = wide.members - sum(one.members for one in within)
            few = 0 < members @ persons < threshold
            if few and members.tobytes() not in known:
                known.add(members.tobytes())
                found.append(Group(table, within[0].place, members, unplaced=True))
    return found
