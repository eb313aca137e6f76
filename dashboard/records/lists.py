"""The school's lists, opened and read in a process apart."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.records.person import Listing
from dashboard.xlsx import child
from dashboard.xlsx.child import Waiting


def read(
    files: Sequence[tuple[str, bytes]],
    data: Path,
    school_year: int,
    *,
    kind: str = "",
    headings: Mapping[str, str] | None = None,
    waiting: Waiting = child.nobody_asks,
) -> list[Listing]:
    """Read lists: one `Listing` for each kind among the files, enrolment first. Raises Refused.

    ``files`` are names as they may be shown, with their content, which goes to the process by a
    pipe: no copy is laid on the disk. ``data`` is the data folder, for its majors and the classes of
    its editions (classes.csv). ``kind`` says what the files are
    where they do not say it themselves. ``headings`` are answers: which column (by code) a heading
    that nobody knew stands for; "" for one that is not needed.
    """
    raise NotImplementedError
