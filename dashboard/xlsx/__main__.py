"""The process that opens workbooks: ``python -m dashboard.xlsx read FILE``, for `read` only."""

import json
import sys
from pathlib import Path

from dashboard.contract.faults import CellProblem, Refused
from dashboard.xlsx import child

_MEMORY = 1_500_000_000
_SECONDS = 15


def _answer(task: str, *files: str) -> dict[str, object]:
    path, *others = map(Path, files)
    try:
        # Each only where it is needed: openpyxl takes half a second to load.
        if task == "read":
            from dashboard.xlsx import grids

            return {"grids": [grid.as_record() for grid in grids.read(path)]}
        # Not needed, and on a machine with many processors it asks for more memory than there is.
        sys.modules["numpy"] = None  # type: ignore[assignment]
        from dashboard.xlsx import marking

        marking.mark(path, [CellProblem(*fault) for fault in json.load(sys.stdin)], others[0])
    except Refused as refused:
        return {"refused": str(refused)}
    except Exception as error:  # noqa: BLE001 - there is no end to what a file can be made to do
        name = type(error).__name__
        return {
            "refused": "文件的内部结构不正常，无法处理。请用 Excel 或 WPS 打开它，"
            f"另存为“Excel 工作簿（*.xlsx）”后重新上传。（代号 {name}）"
        }
    return {}


if __name__ == "__main__":
    child.limit(_SECONDS, _MEMORY)
    # ASCII, as a text may hold half a character, which is no UTF-8.
    print(json.dumps(_answer(*sys.argv[1:])))
