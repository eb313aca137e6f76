"""The process that opens lists: ``python -m dashboard.records DATA YEAR KIND``, for `lists` only.

It is told the files by a pipe, keeps names and numbers to itself, and ends.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

from dashboard.contract.faults import DataProblems, Refused
from dashboard.records import reading
from dashboard.records.answered import Answered
from dashboard.xlsx import child

_MEMORY = 1_500_000_000
_SECONDS = 30


def _answer(data: str, school_year: str, kind: str = "") -> dict[str, Any]:
    said = json.load(sys.stdin)
    delivered = [(name, base64.b64decode(content)) for name, content in said["files"]]
    try:
        answered = Answered.from_record(said["answered"])
        lists = reading.read(delivered, Path(data), int(school_year), kind, answered)
    except Refused as refused:
        return {"refused": str(refused)}
    except DataProblems as problems:  # of the school's own settings
        return {"refused": str(problems)}
    except Exception as error:  # noqa: BLE001 - what it says may be of a person: only its kind is told
        return {"refused": f"名单的内部结构不正常，无法读取。（代号 {type(error).__name__}）"}
    return {"lists": lists}


if __name__ == "__main__":
    child.limit(_SECONDS, _MEMORY)
    print(json.dumps(_answer(*sys.argv[1:])))
