"""How much a workbook may hold: more than a person would type, and not much more."""

from dataclasses import dataclass

from dashboard.contract.faults import Refused
from dashboard.xlsx.xml_events import SAVE_AS

LONGEST_TEXT = 2_000  # of one cell

_ROWS_USED = 10_000
_CELLS = 100_000
_CHARACTERS = 5_000_000
_MERGED = 5_000
# Cells held against ranges of conditional formats: copying rows breaks one range into hundreds.
_COMPARED = 1_000_000
_RANGES = 2_000
_DELETE_ROWS = "请删去不用的工作表和多余的行，再上传。"


def damaged(sheet: str, where: str) -> Refused:
    """Say where a sheet breaks the rules that every program that saves one keeps."""
    return Refused(f"工作表“{sheet}”已损坏（{where[:20]}）。{SAVE_AS}。")


@dataclass
class Bounds:
    """What was read of a workbook so far; each count raises Refused where it is too much."""

    rows: int = 0
    cells: int = 0
    characters: int = 0
    merged: int = 0
    ranges: int = 0
    compared: int = 0

    def count_row(self, sheet: str) -> None:
        self.rows += 1
        if self.rows > _ROWS_USED:
            raise Refused(
                f"工作簿里有内容的行超过了 {_ROWS_USED:,} 行（数到工作表“{sheet}”）。{_DELETE_ROWS}"
            )

    def count_cell(self, sheet: str) -> None:
        self.cells += 1
        if self.cells > _CELLS:
            raise Refused(
                f"工作簿里有内容的单元格超过了 {_CELLS:,} 个（数到工作表“{sheet}”）。{_DELETE_ROWS}"
            )

    def count_text(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > _CHARACTERS:
            raise Refused(f"工作簿里的文字太多。{_DELETE_ROWS}")

    def count_merged(self, sheet: str) -> None:
        self.merged += 1
        if self.merged > _MERGED:
            raise Refused(
                f"合并单元格超过了 {_MERGED:,} 处（数到工作表“{sheet}”）。"
                "请取消合并（开始→合并后居中→取消单元格合并），保存后再上传。"
            )

    def count_ranges(self, sheet: str) -> None:
        """Count a range in which a condition shows something else than the value."""
        self.ranges += 1
        if self.ranges > _RANGES:
            raise _too_many_conditions(sheet)

    def count_compared(self, cells: int, sheet: str) -> None:
        self.compared += cells
        if self.compared > _COMPARED:
            raise _too_many_conditions(sheet)


def _too_many_conditions(sheet: str) -> Refused:
    return Refused(
        f"改变数字显示方式的条件格式太多（数到工作表“{sheet}”）。"
        "请在“开始→条件格式→清除规则→清除整个工作表的规则”里去掉，保存后再上传。"
    )
