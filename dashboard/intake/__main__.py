"""The process that checks and builds a filled-in file: ``python -m dashboard.intake TASK ...``."""

import errno
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard.contract.faults import DataProblems, Refused
from dashboard.ingest.build import build
from dashboard.intake import apart, csv_form, reading
from dashboard.xlsx import Grid, child

_SECONDS = 30


def _understand(said: dict[str, Any], data: Path, staged: Path) -> dict[str, Any]:
    if not data.is_dir():  # moved away since: it is not made anew
        raise FileNotFoundError(errno.ENOENT, "no data folder")
    if "csv" in said:
        intake = reading.understand(csv_form.read(Path(said["csv"])), data, whole=False)
    else:
        grids = [Grid.from_record(record) for record in said["grids"]]
        intake = reading.understand(grids, data)
    if intake.year:
        reading.stage(intake, data, staged)
    return {
        "year": intake.year,
        "filled": intake.filled,
        "faults": [asdict(fault) for fault in intake.faults],
        "remarks": intake.remarks,
    }


def _answer(task: str, *folders: str) -> dict[str, Any]:
    said = json.load(sys.stdin)
    try:
        if task == "understand":
            data, staged = map(Path, folders)
            return _understand(said, data, staged)
        build(Path(folders[0]))
    except Refused as refused:
        return {"refused": str(refused)}
    except DataProblems as problems:
        return apart.as_record(problems)
    except OSError as error:
        return {"errno": error.errno or 0, "said": str(error)}
    return {}


if __name__ == "__main__":
    child.limit(_SECONDS)
    print(json.dumps(_answer(*sys.argv[1:])))
