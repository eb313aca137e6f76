"""A filled-in template to type over, and what comes of handing it in."""

import copy
import shutil
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from dashboard import paths, xlsx
from dashboard.intake import drafts, form_builder, reading, template
from dashboard.intake.drafts import Draft
from dashboard.intake.form_columns import MAJOR, NAME, PERIOD
from dashboard.intake.reading import Intake
from dashboard.text import fold
from dashboard.xlsx import Grid
from tests import filling


def quiet(_: str) -> None:
    """Tell nobody of the progress."""


@pytest.fixture(scope="session")
def template_2025() -> bytes:
    return template.workbook(form_builder.layout(paths.DATA, 2025))


@pytest.fixture
def book(template_2025: bytes) -> Workbook:
    return filling.template_filled(template_2025, 2025)


def made(data: Path, book: Workbook) -> Draft:
    return make_from(data, filling.saved(book))


def make_from(data: Path, content: bytes) -> Draft:
    return drafts.make(data, "office", "填好.xlsx", content, quiet)


def taken(data: Path, book: Workbook) -> Intake:
    """Read and check a workbook, and stop before anything is built."""
    file = data.parent / "填好.xlsx"
    file.write_bytes(filling.saved(book))
    return checked(data, xlsx.read(file))


def checked(data: Path, grids: list[Grid]) -> Intake:
    found = reading.understand(grids, data)
    staged = data.parent / "staged"
    shutil.rmtree(staged, ignore_errors=True)
    reading.stage(found, data, staged)
    return found


def said(draft: Draft | Intake) -> list[tuple[str, str, str]]:
    return [(fault.sheet, fault.cell_ref, fault.message) for fault in draft.faults]


FORM_1, FORM_6, FITNESS_SHEET = "附表1", "附表6", "图2-5"


def sheet_of(book: Workbook, start: str) -> str:
    return next(name for name in book.sheetnames if name.startswith(start))


@pytest.fixture(scope="session")
def filled(template_2025: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Grid]:
    """Return the sheets of a filled-in template as they are read; not to be changed."""
    file = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    file.write_bytes(filling.saved(filling.template_filled(template_2025, 2025)))
    return xlsx.read(file)


class Typing:
    """The sheets of a filled-in template, in which cells are typed over."""

    def __init__(self, filled: list[Grid], data: Path) -> None:
        self.grids, self.data = copy.deepcopy(filled), data

    def sheet(self, start: str) -> tuple[Grid, dict[str, int]]:
        grid = next(grid for grid in self.grids if grid.name.startswith(start))
        return grid, {text: column for (row, column), text in grid.cells.items() if row == 1}

    def line(self, start: str, name: str, period: str) -> tuple[Grid, dict[str, int], int]:
        """Return the line of the whole school: its sheet, the columns there, its row."""
        grid, columns = self.sheet(start)
        for row in range(2, 400):
            cells = {title: grid.cells.get((row, column), "") for title, column in columns.items()}
            known = (
                fold(cells[NAME]),
                cells[PERIOD],
                cells[MAJOR],
            )
            if known == (fold(name), period, ""):
                return grid, columns, row
        raise LookupError(name)

    def type(self, line: tuple[str, str, str], column: str, text: str) -> tuple[str, str]:
        """Type over a cell; return where it is."""
        grid, columns, row = self.line(*line)
        grid.cells[row, columns[column]] = text
        return grid.name, f"{chr(ord('A') + columns[column] - 1)}{row}"

    def read(self) -> Intake:
        return checked(self.data, self.grids)


@pytest.fixture
def typing(filled: list[Grid], made_up: Path) -> Typing:
    return Typing(filled, made_up)


STUDENTS = (FORM_6, "全日制在校生人数（附表6）", "2025年")
RATE = (FITNESS_SHEET, "体质健康合格率", "2024年")
RATIO = ("附表3", "生师比（附表3）", "2025年")
