"""SYNTHETIC: schools made up of a few rows, each row written without the cells that do not matter.

None of these figures stands in any report.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from dashboard.contract import columns
from dashboard.contract.columns import names
from dashboard.ingest.build import build

# What stands in the cells that a row leaves out.
_INDICATOR = {
    "unit": "人",
    "direction": "neutral",
    "decimals": "0",
    "definition": "虚构。",
    "chapter": "1",
    "section": "一(一) 虚构",
    "required": "false",
}
_RELATION = {"severity": "错误", "title": "虚构的关系"}
_STANDARD = {"title": "虚构的标准", "document": "虚构", "kind": "requirement", "verified": "true"}
_CLAIM = {"chapter": "1", "text": "虚构的说法", "source": "正文 一", "page": "2"}
_RECORD = {"persons": "99", "status": "A", "delivered": "2024-12-01"}
_FACT = ("topic", "item", "grouping", "kind", "detail", "indicators", "major", "source", "page")
_EDITION = (
    *("edition", "title", "school", "publisher", "published", "printed_date", "pages"),
    *("licence", "note"),
)
_MAJORS = [{"major": "会计事务", "major_category": "财经商贸类"}]

Cells = Mapping[str, str]


class Figure(NamedTuple):
    """A printed figure; its value is the number that is printed."""

    indicator: str
    period: str
    printed: str
    category: str = ""
    status: str = ""
    edition: int = 2024
    source: str = ""
    major: str = ""

    def cells(self) -> dict[str, str]:
        number = re.search(r"-?[0-9][0-9,.]*", self.printed) if self.printed != "-" else None
        return {
            **{name: getattr(self, name) for name in ("indicator", "period", "printed")},
            "category": self.category,
            "major": self.major,
            "value": number[0].replace(",", "") if number else "",
            "status": self.status or {"": "O", "-": "M"}.get(self.printed, "A"),
            "source": self.source or f"表1 {self.indicator}",
            "page": "3",
            "note": "虚构",
        }


class School:
    """The rows of a school, to be written into a folder and built."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.indicators: list[Cells] = []
        self.derived: list[Cells] = []
        self.relations: list[Cells] = []
        self.operands: list[Cells] = []
        self.standards: list[Cells] = []
        self.sheets: list[Cells] = []
        self.lines: list[Cells] = []
        self.figures: list[Figure] = []
        self.claims: list[Cells] = []
        self.facts: list[Cells] = []
        self.answers: list[Cells] = []
        self.later_answers: dict[int, list[Cells]] = {}
        self.records: list[Cells] = []  # of the fitness list of 2024
        self.majors: list[Cells] = list(_MAJORS)

    def indicator(self, code: str, unit: str = "人", **cells: str) -> None:
        self.indicators.append({"indicator": code, "name": code, "unit": unit, **cells})

    def relation(self, code: str, kind: str, *operands: str, **cells: str) -> None:
        """Add a relation; an operand is written ``role indicator [category] [over]``."""
        self.relations.append({"relation": code, "kind": kind, **cells})
        for operand in operands:
            names = ("role", "indicator", "category", "over")
            words = ["" if word == "." else word for word in operand.split()]
            self.operands.append({"relation": code, **dict(zip(names, words, strict=False))})

    def write(self) -> None:
        """Write all files anew."""
        table = self._table
        table("catalogue/majors.csv", names(columns.MAJORS), self.majors)
        table("catalogue/sources.csv", names(columns.SOURCES), [])
        table(
            "catalogue/indicators.csv",
            names(columns.INDICATORS),
            self.indicators,
            _INDICATOR,
        )
        if self.derived:
            table("catalogue/derived.csv", names(columns.DERIVED), self.derived)
        table("catalogue/standards.csv", names(columns.STANDARDS), self.standards, _STANDARD)
        table("catalogue/relations.csv", names(columns.RELATIONS), self.relations, _RELATION)
        table("catalogue/operands.csv", names(columns.OPERANDS), self.operands)
        table("catalogue/sheets.csv", names(columns.SHEETS), self.sheets)
        table("catalogue/lines.csv", names(columns.LINES), self.lines)
        if self.records:
            table("records/2024/fitness.csv", names(columns.RECORDS), self.records, _RECORD)
        for edition in {2024, *(figure.edition for figure in self.figures)}:
            folder = f"editions/{edition}"
            row = {"edition": str(edition), "title": "虚构学校年报", "school": "虚构学校"}
            table(f"{folder}/edition.csv", _EDITION, [row])
            figures = [one.cells() for one in self.figures if one.edition == edition]
            table(f"{folder}/figures.csv", names(columns.FIGURES), figures)
            if later := self.later_answers.get(edition):
                table(f"{folder}/answers.csv", names(columns.ANSWERS), later)
        latest = "editions/2024"
        table(f"{latest}/claims.csv", names(columns.CLAIMS), self.claims, _CLAIM)
        table(f"{latest}/facts.csv", _FACT, self.facts)
        table(f"{latest}/answers.csv", names(columns.ANSWERS), self.answers)

    def build(self) -> Path:
        self.write()
        return build(self.data)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """Build, and return the rows of an answer."""
        return ask(self.build(), sql)

    def _table(
        self, name: str, columns: Iterable[str], rows: Iterable[Cells], default: Cells | None = None
    ) -> None:
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(columns), restval="")
            writer.writeheader()
            writer.writerows({**(default or {}), **row} for row in rows)


def ask(database: Path, sql: str) -> list[dict[str, Any]]:
    with duckdb.connect(database, read_only=True) as connection:
        answer = connection.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
