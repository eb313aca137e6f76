"""What the office filled in, read into the files of an edition; each fault reported with its cell.

Nothing is written into the school's data: the files go into a folder apart, where they are read
and checked as those of every other edition are.
"""

from pathlib import Path

from dashboard import xlsx
from dashboard.contract.faults import CellProblem, Refused
from dashboard.intake import csv_form, form_builder, form_columns
from dashboard.intake.reading import particulars
from dashboard.intake.reading.figures import read_figures
from dashboard.intake.reading.filled_file import FilledFile
from dashboard.intake.reading.intake import Intake
from dashboard.intake.reading.lists import read_list
from dashboard.intake.reading.staged import stage
from dashboard.text import fold
from dashboard.xlsx import Grid

__all__ = ["Intake", "is_whole", "read", "stage", "understand"]


def is_whole(name: str) -> bool:
    """Tell a workbook, in which every sheet has to be, from a CSV file."""
    return Path(name).suffix.lower() != ".csv"


def read(path: Path, name: str, data: Path) -> Intake:
    """Read a workbook or a CSV file called ``name`` against what the school's data asks for.

    Raises Refused, in Chinese, where the file cannot be read at all, and DataProblems where the
    school's own data is faulty.
    """
    whole = is_whole(name)
    return understand(xlsx.read(path) if whole else csv_form.read(path), data, whole=whole)


def understand(grids: list[Grid], data: Path, *, whole: bool = True) -> Intake:
    """Read sheets against what the school's data asks for; all of them where ``whole``.

    Raises as ``read``.
    """
    intake = Intake()
    by_name: dict[str, Grid] = {}
    for grid in grids:
        if (first := by_name.setdefault(fold(grid.name), grid)) is not grid:
            message = f"与工作表「{first.name}」同名，分不清该读哪一张；请删去或改名其中一张。"
            intake.faults.append(CellProblem(grid.name, 0, 0, message))
    first_sheet = by_name.get(fold(form_columns.EDITION))
    if first_sheet is None:
        raise Refused(
            f"没有工作表「{form_columns.EDITION}」，看不出是哪一年的报告；"
            "请用本看板的模板填写，不要删去或改名工作表。"
            if whole
            else f"没有「{form_columns.SHEET}」一列为「{form_columns.EDITION}」的行，"
            "看不出是哪一年的报告；请用本看板的 CSV 模板填写。"
        )
    records = particulars.identify_report(first_sheet, intake, whole=whole)
    if not intake.year:
        return intake
    file = FilledFile(intake, form_builder.layout(data, intake.year), by_name, whole=whole)
    particulars.read_particulars(file, records)
    particulars.read_majors(file)
    for sheet in file.wanted.sheets:
        read_figures(file, sheet)
    for listed in file.wanted.lists:
        read_list(file, listed)
    file.remark()
    order = {fold(grid.name): number for number, grid in enumerate(grids)}
    intake.faults.sort(key=lambda fault: (order.get(fold(fault.sheet), 0), fault.row, fault.column))
    return intake
