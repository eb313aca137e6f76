"""The template as one CSV table, for those who script, parted into sheets like a workbook."""

import csv
import io
from pathlib import Path

from dashboard.contract.faults import Refused
from dashboard.ingest import csv_file
from dashboard.intake.form_columns import NAME, SHEET
from dashboard.text import fold, narrow, without_guard
from dashboard.xlsx import Grid

_UNNAMED = "CSV"  # of rows that name no table
_MOST_ROWS, _LONGEST = 20_000, 2_000  # many times what a template has


def read(path: Path) -> list[Grid]:
    """Read the tables, each cell still at its place in the file. Raises Refused."""
    records = _records(path)
    header = [narrow(cell) for cell in records[0]] if records else []
    if SHEET not in header:
        raise Refused(
            f"第一行没有「{SHEET}」一列，或分隔符不是英文逗号；"
            "请用本看板的 CSV 模板填写，保存为“CSV UTF-8（逗号分隔）”。"
        )
    if len(records) > _MOST_ROWS:
        raise Refused(f"有 {len(records)} 行，不像是填好的模板；请删去多余的行再上传。")
    where = header.index(SHEET)
    grids: dict[str, Grid] = {}
    top = {(1, column): text for column, text in enumerate(records[0], start=1)}
    for row, record in enumerate(records[1:], start=2):
        if any(cell.strip() for cell in record):
            name = record[where].strip() if len(record) > where else ""
            grid = grids.setdefault(fold(name), Grid(name or _UNNAMED, cells=dict(top)))
            _put(grid, row, record, header)
    return list(grids.values())


def _records(path: Path) -> list[list[str]]:
    try:
        text = csv_file.decode(path.read_bytes())
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv_file.UnreadableError as error:
        raise Refused(str(error)) from None
    except csv.Error:
        raise Refused(
            "英文双引号没有成对，或引号后多了字符；单元格内的双引号要写成两个。"
        ) from None


def _put(grid: Grid, row: int, record: list[str], header: list[str]) -> None:
    for column, text in enumerate(record, start=1):
        if len(text) > _LONGEST:
            grid.unreadable[row, column] = f"超过 {_LONGEST} 字；请缩短，或分几格填写。"
        elif text.strip():
            grid.cells[row, column] = without_guard(text)
    if any(cell.strip() for cell in record[len(header) :]):
        # No cell is known to have the comma too many: report the row once, at its name.
        column = header.index(NAME) + 1 if NAME in header else 1
        message = f"有 {len(record)} 格，比表头多；含逗号的内容要加英文双引号。"
        grid.unreadable[row, column] = message
