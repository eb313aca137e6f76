"""A fault of a file said to the office: by the cell, and in the words, of what it filled in."""

from dataclasses import dataclass

from dashboard import paths
from dashboard.contract.codes import STATUS
from dashboard.contract.fault_sentences import Wording, problem
from dashboard.contract.faults import CellProblem, Fault
from dashboard.intake import form_columns
from dashboard.intake.form_columns import PRINTED, VALUE
from dashboard.intake.reading.intake import Intake, Origin

_SHEETS = {f"{paths.CATALOGUE}/majors.csv": form_columns.MAJORS}  # that stand for a file


@dataclass(frozen=True)
class SheetWording(Wording):
    """How a fault is said of a row that came from a sheet."""

    intake: Intake
    origin: Origin

    def column(self, name: str) -> str:
        return f"「{self.origin[name][1]}」" if name in self.origin else name

    def status(self, code: str) -> str:
        return f"「{STATUS[code]}」"

    def file(self, name: str) -> str:
        return f"工作表「{_SHEETS[name]}」" if name in _SHEETS else name

    def row(self, where: str) -> str:
        file, _, number = where.rpartition(":")
        origin = self.intake.origin(file, int(number))
        if origin is None:
            return super().row(where)
        there, here = (next(iter(one.values()))[0] for one in (origin, self.origin))
        sheet = "" if there.table is here.table else f"工作表「{there.table.grid.name}」"
        return f"{sheet}第 {there.row} 行"


def cell_problem(fault: Fault, intake: Intake) -> CellProblem:
    """Say a fault by the cell that its file was written from; by the file where there is none."""
    origin = intake.origin(fault.file, fault.row)
    if origin is None:
        return CellProblem("", 0, 0, str(problem(fault)))
    record, header = origin.get(fault.column, next(iter(origin.values())))
    columns = record.table.columns
    if fault.column == "value" and PRINTED in columns and not record.cells.get(VALUE):
        header = PRINTED
    column = columns.get(header, min(columns.values()))
    sentence = SheetWording(fault, intake, origin).sentence()
    return CellProblem(record.table.grid.name, record.row, column, sentence)
