"""Workbooks from outside: read as they look on screen, and handed back with the faults marked.

Whoever uploads a file is a stranger. What opens it is therefore a process of its own, with little
memory and little time, which the server outlives; here stands only what speaks with that process.
"""

import json
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from dashboard.contract.faults import CellProblem, Refused
from dashboard.xlsx import child
from dashboard.xlsx.child import Waiting

FAULTS_SHEET = "问题清单"  # what `mark` adds, and `read` passes over

# Ten times what a template filled to the last cell takes.
_LARGEST_FILE = 10_000_000
# By the clock, for a machine with much else to do; by the processor the child has half as long.
_SECONDS = 30
_SECONDS_IN_LINE = 5
_SHEETS = "请删去不用的工作表，以及表格下方和右侧多余的行和列"

_ONE_AT_A_TIME = threading.Lock()


@dataclass
class Grid:
    """One sheet as it looks, hidden or not; cells are (row, column), counted from 1.

    ``cells`` has what a spreadsheet program shows in a column wide enough, not stripped: the last
    value of a formula, and a date as 2024-12-23 however the cell shows it. ``unreadable`` has the
    cells of which that cannot be told for sure, with the reason and what to do; such a cell is not
    in ``cells``. ``merged`` holds (first row, first column, last row, last column).
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    unreadable: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        """Write the sheet as processes hand it to one another."""

        def listed(of: dict[tuple[int, int], str]) -> list[tuple[int, int, str]]:
            return [(row, column, text) for (row, column), text in of.items()]

        return {
            "name": self.name,
            "cells": listed(self.cells),
            "unreadable": listed(self.unreadable),
            "merged": self.merged,
        }

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Grid":
        return cls(
            record["name"],
            {(row, column): text for row, column, text in record["cells"]},
            {(row, column): text for row, column, text in record["unreadable"]},
            [(first, left, last, right) for first, left, last, right in record["merged"]],
        )


def read(path: Path, waiting: Waiting = child.nobody_asks) -> list[Grid]:
    """Read every sheet of an .xlsx file. Raises Refused; harmful files do no harm."""
    answer = _in_a_child("read", path, waiting=waiting)
    return [Grid.from_record(record) for record in answer["grids"]]


def mark(
    path: Path,
    faults: Sequence[CellProblem],
    out: Path,
    waiting: Waiting = child.nobody_asks,
) -> None:
    """Write a copy of the workbook with its faults marked.

    A faulty cell turns red and gets a comment; a first sheet lists all of them with links. What was
    marked by an earlier call is taken off first. Raises Refused; ``out`` is then left as it was.
    """
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".marking-") as folder:
        made = Path(folder) / "marked.xlsx"
        said = json.dumps([astuple(fault) for fault in faults])
        _in_a_child("mark", path, made, said=said, waiting=waiting)
        made.replace(out)


def _in_a_child(task: str, path: Path, *others: Path, said: str = "", waiting: Waiting) -> Any:
    _check_size(path)
    if not _ONE_AT_A_TIME.acquire(timeout=_SECONDS_IN_LINE):
        raise Refused("正在读另一个文件，请稍后再试。")
    try:
        printed = child.run(
            "dashboard.xlsx",
            [task, *(str(file.resolve()) for file in (path, *others))],
            said=said.encode(),
            seconds=_SECONDS,
            waiting=waiting,
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            f"文件太复杂，{_SECONDS} 秒内没有处理完。{_SHEETS}，另存后重新上传。"
        ) from None
    finally:
        _ONE_AT_A_TIME.release()
    try:
        answer = json.loads(printed)
    except ValueError:
        message = f"文件太复杂，处理它要用的内存或时间太多。{_SHEETS}，另存后重新上传。"
        raise Refused(message) from None
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise Refused("没有找到这个文件，请重新上传。")
    size = path.stat().st_size
    if size > _LARGEST_FILE:
        raise Refused(
            f"文件有 {size / 1e6:,.0f} MB，超过了 {_LARGEST_FILE / 1e6:.0f} MB 的上限。"
            f"{_SHEETS}，去掉图片，另存后重新上传。"
        )
    if not size:
        raise Refused("这是一个空文件（0 字节）。请在 Excel 或 WPS 里重新保存后再上传。")
