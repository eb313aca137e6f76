"""The editions: one folder a year, with its figures, facts and what was left out."""

import re
from collections.abc import Callable
from pathlib import Path

from dashboard import paths
from dashboard.contract.columns import (
    CLASSES,
    EDITION,
    FACTS,
    FIGURES,
    LISTS,
    OMISSIONS,
    Columns,
    list_of,
)
from dashboard.contract.faults import Fault
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.ingest import answers, claims, observations
from dashboard.ingest.csv_file import read_table
from dashboard.ingest.csv_row import Keys, Row
from dashboard.ingest.record import Catalogue, Record, read, spell
from dashboard.paths import visible

_MOST_PAGES = 9999
_YEAR = re.compile("[0-9]{4}")
_SPREADSHEETS = (".xlsx", ".xls", ".et", ".ods", ".numbers")


def read_editions(data: Path, catalogue: Catalogue, found: list[Fault]) -> dict[str, list[Record]]:
    """Read and check every edition; return the rows by table and append faults to ``found``."""
    tables: dict[str, list[Record]] = {}
    root = f"{data.name}/{paths.EDITIONS}"
    entries = visible(data / paths.EDITIONS)
    for entry in entries:
        name = f"{root}/{entry.name}"
        if not entry.is_dir():
            if is_data(entry):
                found.append(Fault(name, 0, "", "file_outside_year"))
        elif not (_YEAR.fullmatch(entry.name) and FIRST_YEAR <= int(entry.name) <= LAST_YEAR):
            found.append(Fault(name, 0, "", "folder_not_a_year"))
        else:
            for table, rows in _Edition(entry, name, catalogue, found).read().items():
                tables.setdefault(table, []).extend(rows)
    if not any(entry.is_dir() for entry in entries):
        found.append(Fault(root, 0, "", "no_year"))
    return tables


def is_data(path: Path) -> bool:
    return path.suffix.lower() in (".csv", *_SPREADSHEETS)


class _Edition:
    """One folder being read into the tables."""

    def __init__(self, folder: Path, name: str, catalogue: Catalogue, found: list[Fault]) -> None:
        self.folder, self.name, self.catalogue, self.found = folder, name, catalogue, found
        self.tables: dict[str, list[Record]] = {}
        self.year = int(folder.name)
        self.pages = _MOST_PAGES
        self.figures = Keys("figure")
        self.facts = Keys("fact")
        self.claims = Keys("claim")
        self.classes = Keys("class")
        self.answers = Keys("answer")

    def read(self) -> dict[str, list[Record]]:
        self._read_edition()
        readers = {
            "facts": ("fact", self._fact),
            "omissions": ("omission", self._omission),
            "claims": ("claim", self._claim),
            "classes": ("class", self._class),
            "answers": ("answer", self._answer),
        }
        # Figures first, as they say how a category is written; answers last, as they may correct
        # a figure of any file.
        kinds = ("", *(kind for kind in LISTS if kind != "answers"), "answers")
        for path in sorted(visible(self.folder), key=lambda path: kinds.index(list_of(path.name))):
            kind = list_of(path.name)
            if path.suffix.lower() != ".csv":
                if is_data(path):
                    self.found.append(Fault(f"{self.name}/{path.name}", 0, "", "not_csv"))
            elif kind:
                table, check = readers[kind]
                self._read_rows(path, table, LISTS[kind], check)
            elif path.name != "edition.csv":
                self._read_rows(path, "observation", FIGURES, self._observation)
        return self.tables

    def _read_edition(self) -> None:
        name = f"{self.name}/edition.csv"
        rows = read_table(self.folder / "edition.csv", name, EDITION, self.found)
        if rows is None:
            return
        if len(rows) != 1:
            self.found.append(Fault(name, 0, "", "not_one_row", {"rows": len(rows)}))
            return
        row = rows[0]
        if row.cells["edition"] != self.folder.name:
            row.report("edition", "other_year", year=self.year, text=row.cells["edition"])
        record = read(row, EDITION[1:], self.catalogue)
        self.pages = record["pages"] or _MOST_PAGES
        self.tables.setdefault("edition", []).append({"edition": self.year, **record})

    def _read_rows(
        self, path: Path, table: str, columns: Columns, check: Callable[[Row], Record]
    ) -> None:
        rows = read_table(path, f"{self.name}/{path.name}", columns, self.found)
        records = self.tables.setdefault(table, [])
        for row in rows or []:
            spell(row, self.catalogue)
            records.append({"edition": self.year, "ordinal": len(records) + 1, **check(row)})

    def _observation(self, row: Row) -> Record:
        record = observations.observation(row, self.catalogue, self.pages)
        major = record["major"] or row.cells["major"]
        cells = (row.cells[column] for column in ("indicator", "period", "category"))
        self.figures.add((*cells, major), row)
        return record

    def _fact(self, row: Row) -> Record:
        cells = ("topic", "item", "grouping", "kind", "detail")
        self.facts.add(tuple(row.cells[column] for column in cells), row)
        return read(row, FACTS, self.catalogue, self.pages)

    def _omission(self, row: Row) -> Record:
        return read(row, OMISSIONS, self.catalogue, self.pages)

    def _claim(self, row: Row) -> Record:
        self.claims.add(row.cells["claim"], row, "claim")
        return claims.claim(row, self.catalogue, self.pages)

    def _class(self, row: Row) -> Record:
        self.classes.add(tuple(row.cells[one] for one in ("school_year", "class", "major")), row)
        return read(row, CLASSES, self.catalogue)

    def _answer(self, row: Row) -> Record:
        cells = ("finding", "indicator", "period", "major", "category")
        self.answers.add(tuple(row.cells[column] for column in cells), row, "finding")
        return answers.answer(row, self.catalogue, self.figures.seen)  # type: ignore[arg-type]
