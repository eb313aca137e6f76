"""The school's lists, opened and read in a process apart."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.records.person import Listing
from dashboard.xlsx import child
from dashboard.xlsx.child import Waiting


def read(
    files: Sequence[tuple[str, Path]],
    data: Path,
    school_year: int,
    *,
    kind: str = "",
    headings: Mapping[str, str] | None = None,
    waiting: Waiting = child.nobody_asks,
) -> list[Listing]:
    """Read lists: one `Listing` for each kind among the files, enrolment first. Raises Refused.

    ``files`` are names as they may be shown, with where they lie; ``data`` is the data folder, for
    its catalogue and the classes of its editions (classes.csv). ``kind`` says what the files are
    where they do not say it themselves. ``headings`` are answers: which column (by code) a heading
    that nobody knew stands for; "" for one that is not needed.
    """
    raise NotImplementedError
