"""Build the data file in use: one process at a time, and not while another publishes."""

from pathlib import Path

from dashboard.contract.faults import DataProblems, Problem
from dashboard.ingest import build
from dashboard.publish import transaction


def rebuild(data: Path | None = None, out: Path | None = None) -> Path:
    """Build as ``ingest.build`` does, under the lock of the data folder where it is in use there.

    Raises DataProblems, also where the lock cannot be had.
    """
    data, out = build.places(data, out)
    if out != build.places(data, None)[1] or not data.is_dir():
        return build.build(data, out)
    try:
        with transaction.locked(data, wait=transaction.PATIENCE):
            return build.build(data, out)
    except transaction.NotPublished as refused:
        raise DataProblems([Problem(str(out), 0, "", str(refused))]) from refused


def is_current(data: Path | None = None, out: Path | None = None) -> bool:
    """Tell whether the data file is what a build would give now."""
    data, out = build.places(data, out)
    # Where a publication was killed the inputs may lie there by halves; a build finishes them.
    return not transaction.unfinished(data) and build.is_built_from(data, out)
