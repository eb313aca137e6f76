"""The school's lists, opened and read in a process apart, from which no name comes out."""

import base64
import json
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from dashboard.contract.faults import Refused
from dashboard.records.answered import Answered
from dashboard.records.person import Listing
from dashboard.xlsx import child
from dashboard.xlsx.child import Waiting

LARGEST = 40_000_000  # bytes of all files of a delivery: ten thousand pupils take a tenth
_SECONDS = 60  # by the clock; by the processor the child has half as long
_SECONDS_IN_LINE = 60
_ONE_AT_A_TIME = threading.Lock()


def read(
    files: Sequence[tuple[str, bytes]],
    data: Path,
    school_year: int,
    *,
    kind: str = "",
    answered: Answered | None = None,
    waiting: Waiting = child.nobody_asks,
) -> list[Listing]:
    """Read lists: one `Listing` for each kind among the files, enrolment first. Raises Refused.

    ``files`` are names as they may be shown, with their content, which goes to the process by a
    pipe: no copy is laid on the disk. ``data`` is the data folder, for its majors, its settings
    and the classes of its editions. ``kind`` says what the files are where they do
    not say it themselves.
    """
    _check(files)
    said = {
        "files": [(name, base64.b64encode(content).decode()) for name, content in files],
        "answered": (answered or Answered()).as_record(),
    }
    if not _ONE_AT_A_TIME.acquire(timeout=_SECONDS_IN_LINE):
        raise Refused("正在读另一份名单，请稍后再试。")
    try:
        printed = child.run(
            "dashboard.records",
            [str(data.absolute()), str(school_year), kind],
            said=json.dumps(said).encode(),
            seconds=_SECONDS,
            waiting=waiting,
        )
        answer = json.loads(printed)
    except (subprocess.TimeoutExpired, ValueError):
        message = "名单太复杂，读它要用的内存或时间太多。请删去多余的工作表、行和列，再上传。"
        raise Refused(message) from None
    finally:
        _ONE_AT_A_TIME.release()
    if "refused" in answer:
        raise Refused(answer["refused"])
    return [Listing.from_record(record) for record in answer["lists"]]


def _check(files: Sequence[tuple[str, bytes]]) -> None:
    if not files:
        raise Refused("没有选文件。")
    for name, content in files:
        if not content:
            raise Refused(f"「{name}」是一个空文件（0 字节）。请重新导出后再上传。")
    size = sum(len(content) for _, content in files)
    if size > LARGEST:
        raise Refused(
            f"文件共有 {size / 1e6:,.0f} MB，超过了 {LARGEST / 1e6:.0f} MB 的上限。"
            "请去掉图片和多余的工作表，或分几次上传。"
        )
