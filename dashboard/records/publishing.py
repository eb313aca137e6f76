"""Publish what a list gives, like an edition: whole or not at all, as a version that comes back."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard import paths, settings
from dashboard.contract.codes import RECORD_LISTS
from dashboard.ingest.catalogue import read_catalogue
from dashboard.publish import versions
from dashboard.publish.versions import Version
from dashboard.records import file
from dashboard.records.classes_file import place
from dashboard.records.delivery import Delivery, deliver
from dashboard.records.figures import Figure
from dashboard.records.person import Listing


def prepare(data: Path, listing: Listing) -> Delivery:
    """Count a list, beside all that was ever published of it. Raises DataProblems."""
    threshold = settings.read(data).records.threshold
    today = datetime.now().astimezone().date().isoformat()
    return deliver(listing, _published(data, listing), threshold, today)


def publish(
    data: Path, deliveries: Sequence[Delivery], *, who: str, why: str = "", base: str
) -> Version:
    """Put the figures in place; ``base`` is the state of the data that they were counted beside."""
    told = "、".join(
        f"{RECORD_LISTS[one.listing.kind]}（{one.listing.period}）" for one in deliveries
    )
    with TemporaryDirectory(prefix="records-") as folder:
        staged = Path(folder)
        for name in paths.INPUTS:
            if (data / name).is_dir():
                shutil.copytree(data / name, staged / name)
        for one in deliveries:
            path = _path(staged, one.listing)
            others = [figure for figure in file.read(path) if figure.period != one.listing.period]
            file.write(path, [*others, *one.figures])
            place(staged, one.listing.classes, settings.read(data).records.threshold)
        return versions.publish(
            *(data, staged), who=who, why=why or f"汇总{told}", edition=None, base=base
        )


def names(data: Path) -> dict[str, str]:
    """Return the names of indicators, printed or of the lists only, by code."""
    tables = read_catalogue(data, []).tables
    return {
        one["indicator"]: one["name"]
        for table in ("indicator", "record_indicator")
        for one in tables.get(table, [])
    }


def _path(data: Path, listing: Listing) -> Path:
    return file.path_of(data, listing.school_year, listing.kind)


def _published(data: Path, listing: Listing) -> list[list[Figure]]:
    """Return what was published of a list, the oldest first: whoever has seen it knows it still."""
    kept = data / paths.VERSIONS
    folders = [kept / version.folder for version in reversed(versions.history(data))]
    found = (file.read(_path(folder, listing)) for folder in (*folders, data))
    of_period = (
        [figure for figure in figures if figure.period == listing.period] for figures in found
    )
    return [figures for figures in of_period if figures]
