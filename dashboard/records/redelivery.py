"""A list that was published before: what may be given anew, so that the difference tells of nobody.

Of whom a list is made up is not kept, so nobody knows how many of a group have changed; but a count
that has moved by so many proves that so many have. A table is given anew only where in each of its
groups nothing has changed, or the figures prove as many people as the threshold; otherwise it stays
as it was, with its date. What was ever left out stays out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from dashboard.contract.codes import NORMAL, SUPPRESSED
from dashboard.records.earlier import Earlier, deliveries
from dashboard.records.figures import Figure, key_of
from dashboard.records.groups import TABLES, Group, Table
from dashboard.records.hiding import Array
from dashboard.records.statements import Figures
from dashboard.records.tally import Place

Key: TypeAlias = tuple[str | None, ...]
About: TypeAlias = tuple[str, str | None]  # an indicator and a category
_SMALL = 1e-6


@dataclass(frozen=True)
class History:
    """What was published of a list, the oldest first; the last of it is what is shown now."""

    versions: Sequence[Mapping[Key, Figure]]
    renewed: Collection[Table]

    def is_anew(self, group: Group) -> bool:
        """Tell whether the figures of a group are given anew, or for the first time."""
        return group.table in self.renewed

    def was_left_out(self, group: Group, figures: Figures) -> bool:
        """Tell whether any of the figures was ever left out."""
        keys = [key_of(code, group.place, category) for code, category in figures]
        found = (version.get(key) for version in self.versions for key in keys)
        return any(one and one.status == SUPPRESSED for one in found)

    def deliveries(self, places: Sequence[Place]) -> list[Earlier]:
        return deliveries([list(version.values()) for version in self.versions], places)

    def limits(self, persons: str) -> dict[tuple[str, str | None], float]:
        """Return what the school's figures ever said of their kind: so many, or so many without."""
        found: dict[tuple[str, str | None], float] = {}
        for one in (one for version in self.versions for one in version.values()):
            if not one.table and one.indicator != persons and one.people is not None:
                told = min(one.people, (one.persons or 0) - one.people)
                about = one.indicator, one.category
                found[about] = min(told, found.get(about, told))
        return found

    def standing(self) -> list[Figure]:
        """Return the figures that stay as they are."""
        now = self.versions[-1].values() if self.versions else ()
        return [one for one in now if one.table not in self.renewed]


@dataclass(frozen=True)
class _Change:
    """How a group has changed since a version: at least so many people, and by what."""

    table: Table
    members: Array | None  # None of a group that there is no more
    people: int
    moved: Mapping[About, int]


def history(
    fresh: Sequence[tuple[Group, Figure]],
    versions: Sequence[Mapping[Key, Figure]],
    threshold: int,
) -> History:
    """Decide which tables are given anew; ``fresh`` are the figures as if nothing were hidden."""
    members = {figure.group: group.members for group, figure in fresh}
    new = _by_group(figure for _, figure in fresh)
    changes = [_changes(_by_group(version.values()), new, members) for version in versions]
    # What the list says nothing of this time stays too.
    renewed = {group.table for group, _ in fresh} if versions else set(TABLES)
    for since in changes:
        renewed -= {one.table for one in since if 0 < one.people < threshold}
    order = list(TABLES)
    while renewed and any(_tells(since, renewed, threshold) for since in changes):
        renewed.remove(max(renewed, key=order.index))
    return History(versions, renewed)


def _by_group(figures: Iterable[Figure]) -> dict[Key, dict[About, Figure]]:
    found: dict[Key, dict[About, Figure]] = defaultdict(dict)
    for one in figures:
        found[one.group][one.indicator, one.category] = one
    return found


def _changes(
    old: Mapping[Key, Mapping[About, Figure]],
    new: Mapping[Key, Mapping[About, Figure]],
    members: Mapping[Key, Array],
) -> list[_Change]:
    """Return what has become of each group of the tables that there were."""
    tables = {next(iter(said.values())).table for said in old.values()}
    found = []
    for key in {**old, **new}:
        was, now = old.get(key, {}), new.get(key, {})
        table = next(iter((was or now).values())).table
        if table in tables:
            found.append(_Change(table, members.get(key), *_moved(was, now)))
    return found


def _moved(
    was: Mapping[About, Figure], now: Mapping[About, Figure]
) -> tuple[int, dict[About, int]]:
    """Return of how many people it is sure that they have changed, and by how many counts moved."""
    shown = {about: one for about, one in was.items() if one.status == NORMAL}
    if not was or not now:
        return max((one.persons or 0 for one in (shown or now).values()), default=0), {}
    moved: dict[About, int] = {}
    differs, sure = False, 0
    for about, one in shown.items():
        other = now.get(about)
        differs = differs or other is None or other.content != one.content
        if other is None:
            continue
        sure = max(sure, abs((other.persons or 0) - (one.persons or 0)))
        if one.people is not None and other.people is not None:
            moved[about] = other.people - one.people
    sure = max((sure, *map(abs, moved.values())))
    return (max(sure, 1) if differs else 0), moved


def _tells(changes: Sequence[_Change], renewed: Collection[Table], threshold: int) -> bool:
    """Tell whether what is given anew adds up to a group of which too few have changed."""
    given = [
        (one, one.members) for one in changes if one.table in renewed and one.members is not None
    ]
    few = [one.members for one in changes if 0 < one.people < threshold and one.members is not None]
    if not given or not few:
        return False
    basis, wanted = np.array([members for _, members in given]).T, np.array(few).T
    found = np.linalg.lstsq(basis, wanted, rcond=None)[0]
    if (np.abs(basis @ found - wanted).max(axis=0) < _SMALL).any():
        return True
    return any(
        _leaves_few(wide, narrow, whole - part, given, threshold)
        for wide, whole in given
        for narrow, part in given
        if (whole - part).min() >= 0 and (whole - part).any()
    )


def _leaves_few(
    wide: _Change,
    narrow: _Change,
    rest: Array,
    given: Sequence[tuple[_Change, Array]],
    threshold: int,
) -> bool:
    """Tell whether too few have changed in what is left of a group without another.

    Where groups of one table make it up, it is told of already.
    """
    for table in {one.table for one, _ in given}:
        within = [members for one, members in given if one.table == table]
        if np.array_equal(sum(part for part in within if (rest - part).min() >= 0), rest):
            return False
    both = wide.moved.keys() & narrow.moved.keys()
    return max((abs(wide.moved[one] - narrow.moved[one]) for one in both), default=0) < threshold
