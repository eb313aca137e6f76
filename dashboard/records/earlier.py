"""The deliveries of a list before: what was published in each, and where people belonged."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.contract.codes import GRADES, SEXES
from dashboard.records.figures import Figure, grade_of
from dashboard.records.groups import CLASSES
from dashboard.records.tally import Place


@dataclass(frozen=True)
class Earlier:
    """A delivery before. The first of its places are those of the new list, as they were.

    None stands for a place that was not there. ``figures`` were given anew in it.
    """

    figures: Sequence[Figure]
    places: Sequence[Place | None]


def deliveries(versions: Sequence[Sequence[Figure]], places: Sequence[Place]) -> list[Earlier]:
    """Return the deliveries with which something was given anew, the oldest first."""
    found: list[Earlier] = []
    before: dict[tuple[str | None, ...], Figure] = {}
    for version in versions:
        anew = {one.table for one in version if before.get(one.key) != one}
        if anew:
            given = [one for one in version if one.table in anew]
            found.append(Earlier(given, _places(version, places)))
        before = {one.key: one for one in version}
    return found


def is_within(place: Place | None, group: Sequence[str | None]) -> bool:
    """Tell whether a place belongs to the group of a figure."""
    if place is None:
        return False
    has = (grade_of(place), place.sex, None if group[3] else place.major, place.class_)
    return all(wanted in {None, one} for wanted, one in zip(group, has, strict=True))


def _places(version: Sequence[Figure], places: Sequence[Place]) -> list[Place | None]:
    majors = {one.group: one.major for one in version if one.table == CLASSES}
    found = [_then(place, majors) for place in places]
    for group in dict.fromkeys(one.group for one in version):
        if not any(is_within(place, group) for place in found):
            grade = next((number for number, name in GRADES.items() if name == group[0]), None)
            major = majors.get(group, group[2])
            found += [
                Place(grade, sex, major, group[3]) for sex in ([group[1]] if group[1] else SEXES)
            ]
    return found


def _then(place: Place, majors: dict[tuple[str | None, ...], str | None]) -> Place | None:
    """Return a place as it was, of whatever major its class was."""
    if place.class_ is None or place.grade is None:
        return place
    group = (grade_of(place), None, None, place.class_)
    return place._replace(major=majors[group]) if group in majors else None
