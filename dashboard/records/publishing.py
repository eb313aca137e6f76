"""Publish what a list gives, like an edition: whole or not at all, as a version that comes back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dashboard import paths, settings
from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.faults import DataProblems, Refused
from dashboard.ingest.catalogue import read_catalogue
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished, Version
from dashboard.records import classes_file, file, list_columns, lists
from dashboard.records.answered import Answered
from dashboard.records.delivery import Delivery, deliver
from dashboard.records.figures import Figure
from dashboard.records.person import Listing
from dashboard.xlsx import child
from dashboard.xlsx.child import Waiting


class Named(NamedTuple):
    """An indicator in words."""

    name: str
    unit: str


def look(
    data: Path,
    contents: Sequence[tuple[str, bytes]],
    school_year: int,
    *,
    kind: str = "",
    answered: Answered | None = None,
    waiting: Waiting = child.nobody_asks,
) -> list[Delivery]:
    """Read files and count them; what they say of a person is gone when this returns.

    Raises Refused, DataProblems, NotPublished and OSError, none of which tells of a person.
    """
    try:
        listings = lists.read(
            contents, data, school_year, kind=kind, answered=answered, waiting=waiting
        )
        return [prepare(data, listing) for listing in listings]
    except (Refused, DataProblems, NotPublished, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - what it says may be of a person: only its kind is told
        message = f"名单没有汇总：看板自己出了错。请告诉管理员。（代号 {type(error).__name__}）"
        raise Refused(message) from None


def prepare(data: Path, listing: Listing) -> Delivery:
    """Count a list, beside all that was ever published of it. Raises DataProblems."""
    threshold = settings.read(data).records.threshold
    today = datetime.now().astimezone().date().isoformat()
    counted = deliver(listing, _published(data, listing), threshold, today)
    # What was taken back is remembered by whoever saw it, but is shown no more.
    shown = tuple(_of_period(_path(data, listing), listing))
    return replace(counted, listing=listing.without_people(), before=shown)


def publish(
    data: Path,
    deliveries: Sequence[Delivery],
    answered: Answered | None = None,
    *,
    who: str,
    base: str,
) -> Version:
    """Put the figures in place; ``base`` is the state of the data that they were counted beside.

    What was answered about the lists goes with them, so that a roll-back takes it back as well.
    """
    new = answered or Answered()
    told = "、".join(
        f"{RECORD_LISTS[one.listing.kind]}（{one.listing.period}）" for one in deliveries
    )
    threshold = settings.read(data).records.threshold

    def change(inputs: Path) -> None:
        for one in deliveries:
            path = _path(inputs, one.listing)
            others = [figure for figure in file.read(path) if figure.period != one.listing.period]
            file.write(path, [*others, *one.figures])
            classes_file.place(inputs, one.listing.classes, threshold)
        classes_file.add(inputs, new.classes)
        list_columns.remember(inputs, new.headings)

    return versions.amend(data, change, who=who, why=f"汇总{told}", base=base)


def names(data: Path) -> dict[str, Named]:
    """Return the names of indicators, printed or of the lists only, with their units, by code."""
    tables = read_catalogue(data, []).tables
    return {
        one["indicator"]: Named(one["name"], one["unit"])
        for table in ("indicator", "record_indicator")
        for one in tables.get(table, [])
    }


def _path(data: Path, listing: Listing) -> Path:
    return file.path_of(data, listing.school_year, listing.kind)


def _published(data: Path, listing: Listing) -> list[list[Figure]]:
    """Return what was published of a list, the oldest first: whoever has seen it knows it still."""
    kept = data / paths.VERSIONS
    folders = [kept / version.folder for version in reversed(versions.history(data))]
    found = (_of_period(_path(folder, listing), listing) for folder in (*folders, data))
    return [figures for figures in found if figures]


def _of_period(path: Path, listing: Listing) -> list[Figure]:
    return [figure for figure in file.read(path) if figure.period == listing.period]
