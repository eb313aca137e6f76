"""What came of a filled-in file: the rows of an edition's files, and whence each came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.contract.faults import CellProblem
from dashboard.intake.sheet_table import Record

Rows = list[dict[str, str]]
Origin = dict[str, tuple[Record, str]]  # by column of a file: the row of a sheet, and the header


@dataclass
class Intake:
    """An edition as it was filled in.

    ``files`` holds the rows by the name of the file below the data folder; ``faults`` what must be
    mended before anything can be made of it, ``remarks`` what the office should know.
    """

    year: int = 0
    files: dict[str, tuple[tuple[str, ...], Rows]] = field(default_factory=dict)
    faults: list[CellProblem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    filled: int = 0
    gone: list[str] = field(default_factory=list)  # majors that are no longer in the school's list
    # By file and row there: for each column the row of the sheet it came from, and the header.
    origins: dict[tuple[str, int], Origin] = field(default_factory=dict)

    def add(
        self,
        file: str,
        columns: Iterable[str],
        row: dict[str, str],
        origin: Origin,
    ) -> None:
        """Add a row to a file, and keep in mind where its cells came from."""
        rows = self.files.setdefault(file, (tuple(columns), []))[1]
        rows.append(row)
        self.origins[file, len(rows) + 1] = origin

    def origin(self, file: str, row: int) -> Origin | None:
        """Return where a row came from; ``file`` begins with the name of the data folder."""
        return self.origins.get((file.partition("/")[2], row))


def from_row(record: Record, headers: Mapping[str, str]) -> Origin:
    """Say that all columns of a file come from one row: ``headers`` by column."""
    return {column: (record, header) for column, header in headers.items()}
