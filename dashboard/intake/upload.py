"""A file as it is handed in: a name that can be shown, and not too much to be looked into."""

import codecs
import csv
import io
import re
from pathlib import Path

from dashboard.contract.faults import Refused
from dashboard.text import short

LARGEST = 10_000_000  # bytes; more is no filled-in template
ENDINGS = (".xlsx", ".csv")
LONGEST_NAME = 80  # characters

# Ten times what a template for many majors takes; of a table a tenth of it is read in a second.
_LINES, _CELLS, _COLUMNS = 10_000, 300_000, 50
_LONGEST_LINE = 100_000


def file_name(name: str) -> str:
    """Return the name of a file as it may be shown: one line, neither endless nor a path.

    Without what Windows has in no name, and what means something in Markdown.
    """
    last = re.split(r"[/\\]", name)[-1]
    inert = re.sub(r'[:*?"<>|!$&#`~^\[\]{}]', "_", last)
    seen = " ".join("".join(one if one.isprintable() else " " for one in inert).split())
    stem, dot, ending = seen.rpartition(".")
    if len(ending) > len("xlsx"):
        return short(seen, LONGEST_NAME)
    return f"{short(stem, LONGEST_NAME)}{dot}{ending}"


def check(file: str, content: bytes) -> None:
    """Refuse what cannot be a filled-in template, by its name, size and shape."""
    if Path(file).suffix.lower() not in ENDINGS:
        raise Refused(
            f"「{file}」不是 .xlsx 或 .csv 文件；请在 Excel 或 WPS 中另存为"
            "“Excel 工作簿（*.xlsx）”。"
        )
    if len(content) > LARGEST:
        raise Refused(
            f"「{file}」超过 {LARGEST // 1_000_000} MB，不像是填好的模板；"
            "请删去图片、多余的工作表和空行再上传。"
        )
    if Path(file).suffix.lower() == ".csv":
        _check_csv(content)


def _check_csv(content: bytes) -> None:
    """Refuse what would take long to take apart; a workbook is counted in a process of its own.

    Of the bytes, whose commas, quotes and ends of lines are the same in every encoding we read.
    """
    lines = max(content.count(b"\n"), content.count(b"\r"))
    if lines > _LINES or content.count(b",") > _CELLS:
        raise Refused(
            f"这个 CSV 文件超过 {_LINES:,} 行，或 {_CELLS:,} 格，不像是填好的模板；"
            "请删去多余的行和列再上传。"
        )
    if max(map(len, re.split(rb"[\r\n]", content))) > _LONGEST_LINE:
        raise Refused("这个 CSV 文件有一行太长，不像是填好的模板；请用本看板的 CSV 模板填写。")
    text = io.StringIO(content.removeprefix(codecs.BOM_UTF8).decode("latin-1"), newline="")
    try:
        columns = len(next(csv.reader(text), ()))
    except csv.Error:  # refused by whoever reads it, with what to do
        return
    if columns > _COLUMNS:
        raise Refused(f"第一行有 {columns:,} 格，比模板多得多；请用本看板的 CSV 模板填写。")
