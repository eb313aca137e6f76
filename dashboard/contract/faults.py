"""Faults in what people filled in: as data, and as a sentence beside a file or a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.text import letters


@dataclass(frozen=True)
class Fault:
    """One fault of a data file, as data: where it is, which it is, and what it is about.

    ``code`` is a key of ``fault_sentences.SENTENCES``, which says it; place as in ``Problem``.
    """

    file: str
    row: int
    column: str
    code: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong in a file, where, and what to do about it (in Chinese).

    ``row`` is the number a spreadsheet shows (the header is 1; 0 means the file as a whole);
    ``column`` is the name in the header, empty where the whole row is meant.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        row = f" 第 {self.row} 行" if self.row else ""
        column = f"「{self.column}」列" if self.column else ""
        return f"{self.file}{row}{column}：{self.message}"


class DataProblems(Exception):
    """Everything found wrong in one go, as nobody likes to be told one fault at a time."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        return f"共 {len(self.problems)} 处问题，数据文件未更新：\n{lines}"


@dataclass(frozen=True)
class CellProblem:
    """What is wrong in one cell of a workbook (row and column from 1; 0 is the whole sheet)."""

    sheet: str
    row: int
    column: int
    message: str

    @property
    def cell_ref(self) -> str:
        """The cell as a spreadsheet names it: ``H12``; nothing for a sheet as a whole."""
        return f"{letters(self.column)}{self.row}" if self.row and self.column else ""

    def __str__(self) -> str:
        where = f"工作表「{self.sheet}」" if self.sheet else ""
        cell = self.cell_ref or (f"第 {self.row} 行" if self.row else "")
        return f"{where}{cell}：{self.message}" if where or cell else self.message


class Refused(Exception):
    """Why a file is not read at all, and what to do about it (in Chinese)."""
