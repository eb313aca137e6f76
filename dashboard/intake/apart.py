"""A filled-in file checked, staged and built in a process of its own: it is a stranger's still.

What a row costs depends on what is written in it; the server waits, and ends the process with the
time limit or when whoever handed the file in has left.
"""

import json
import subprocess
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dashboard.contract.faults import CellProblem, DataProblems, Problem, Refused
from dashboard.xlsx import Grid, child
from dashboard.xlsx.child import Waiting

_SECONDS = 60  # by the clock; by the processor the child has half as long
_SECONDS_IN_LINE = 60
_AT_ONCE = 2
_ROOM = threading.BoundedSemaphore(_AT_ONCE)


@dataclass
class Understood:
    """What a file came to, without the rows, which lie in the staged folder."""

    year: int
    filled: int
    faults: list[CellProblem]
    remarks: list[str]


def understand(filled: list[Grid] | Path, data: Path, staged: Path, waiting: Waiting) -> Understood:
    """Understand the sheets of a workbook, or a CSV file, and stage what they come to.

    Raises Refused, DataProblems and OSError.
    """
    said = (
        {"csv": str(filled.absolute())}
        if isinstance(filled, Path)
        else {"grids": [grid.as_record() for grid in filled]}
    )
    answer = _ask("understand", data, staged, said=said, waiting=waiting)
    answer["faults"] = [CellProblem(**fault) for fault in answer["faults"]]
    return Understood(**answer)


def build(staged: Path, waiting: Waiting) -> None:
    """Build the data file of a staged folder. Raises DataProblems and OSError."""
    _ask("build", staged, said={}, waiting=waiting)


def _ask(task: str, *folders: Path, said: dict[str, Any], waiting: Waiting) -> dict[str, Any]:
    _wait_in_line(waiting)
    try:
        printed = child.run(
            "dashboard.intake",
            [task, *(str(folder.absolute()) for folder in folders)],
            said=json.dumps(said).encode(),
            seconds=_SECONDS,
            waiting=waiting,
        )
        answer: dict[str, Any] = json.loads(printed)
    except (subprocess.TimeoutExpired, ValueError):
        message = "这份表太复杂，核对它要用的内存或时间太多。请删去多余的行，再上传。"
        raise Refused(message) from None
    finally:
        _ROOM.release()
    if "refused" in answer:
        raise Refused(answer["refused"])
    if "errno" in answer:
        raise OSError(answer["errno"], answer["said"])
    if "problems" in answer:
        raise DataProblems(Problem(**problem) for problem in answer["problems"])
    return answer


def _wait_in_line(waiting: Waiting) -> None:
    deadline = time.monotonic() + _SECONDS_IN_LINE
    while not _ROOM.acquire(timeout=0.3):
        waiting()
        if time.monotonic() > deadline:
            raise Refused("正在核对别的文件，请稍后再试。")


def as_record(problems: DataProblems) -> dict[str, Any]:
    """Write problems as the process hands them over: of the disk, or of the data."""
    cause = problems.__cause__
    if cause is not None:
        return {"errno": getattr(cause, "errno", None) or 0, "said": str(cause)}
    return {"problems": [asdict(problem) for problem in problems.problems]}
