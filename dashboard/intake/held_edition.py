"""What an edition holds: what a template shows beside what it asks for, or asks for again."""

import re
from pathlib import Path

from dashboard import paths
from dashboard.contract.columns import EDITION, FIGURES, LISTS, list_of
from dashboard.contract.faults import Fault
from dashboard.contract.period import in_edition, parse_period
from dashboard.ingest.csv_file import read_table
from dashboard.ingest.record import Catalogue, spell

_Key = tuple[str, str, str]  # indicator, category, major


def year_before(data: Path, year: int) -> int | None:
    folders = [path.name for path in paths.visible(data / paths.EDITIONS) if path.is_dir()]
    years = [int(name) for name in folders if re.fullmatch("[0-9]{4}", name)]
    return max((other for other in years if other < year), default=None)


class HeldEdition:
    """What an edition holds: its figures by what they are about, its rows by file."""

    def __init__(
        self, data: Path, year: int | None, catalogue: Catalogue, found: list[Fault]
    ) -> None:
        self.year = year
        self.figures: dict[_Key, dict[str, dict[str, str]]] = {}
        self.rows: dict[str, tuple[dict[str, str], ...]] = {}
        if year is None:
            return
        folder = data / paths.EDITIONS / str(year)
        for path in paths.visible(folder):
            if path.suffix.lower() != ".csv":
                continue
            name = f"{data.name}/{paths.EDITIONS}/{year}/{path.name}"
            kind = "edition" if path.stem == "edition" else list_of(path.stem)
            columns = {"edition": EDITION, **LISTS}.get(kind, FIGURES)
            rows = read_table(path, name, columns, found) or []
            for row in rows:
                spell(row, catalogue)
                if not kind:
                    key = row.cells["indicator"], row.cells["category"], row.cells["major"]
                    self.figures.setdefault(key, {})[row.cells["period"]] = row.cells
            self.rows[path.stem] = tuple(row.cells for row in rows)

    def printed(self, key: _Key, pattern: str, year: int) -> tuple[str, str]:
        """Return the period to compare with and what was printed then, empty where nothing."""
        row = self._row(key, pattern, year)
        # What was counted by hand has a value, and nothing printed.
        return (row["period"], row["printed"] or row["value"]) if row else ("", "")

    def has(self, key: _Key, pattern: str, year: int) -> bool:
        return self._row(key, pattern, year) is not None

    def _row(self, key: _Key, pattern: str, year: int) -> dict[str, str] | None:
        rows = self.figures.get(key, {})
        if self.year is None:
            return None
        for period in (in_edition(pattern, year), before := in_edition(pattern, self.year)):
            if period in rows:
                return rows[period]
        # The day of a count moves from year to year.
        if parse_period(before)[0] == "as_of":
            for period, row in rows.items():
                if _time(period) == parse_period(before):
                    return row
        return None


def _time(period: str) -> tuple[str, int] | None:
    try:
        return parse_period(period)
    except ValueError:
        return None
