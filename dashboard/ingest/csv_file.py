"""From a CSV file, however Excel saved it, to rows that know where they stand."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.contract.faults import Problem
from dashboard.ingest.csv_row import Row
from dashboard.text import nearest

_SAVE_AGAIN = "请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”。"
_HAN = re.compile("[\u4e00-\u9fff]")
# Where GB18030 keeps no character of its own, text in some other encoding ends up here.
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


def read_table(
    path: Path, name: str, columns: Sequence[str], found: list[Problem]
) -> list[Row] | None:
    """Read the rows of a file with a header of exactly these columns, in any order.

    Appends to ``found`` what is wrong. Rows with too many or too few cells are left out; None
    means that nothing in the file could be read. Blank rows are passed over, but counted.
    """
    try:
        records = list(_records(decode(path.read_bytes())))
    except OSError:
        found.append(Problem(name, 0, "", "文件不存在或无法读取；请补上，或关闭占用它的程序。"))
        return None
    except UnreadableError as error:
        found.append(Problem(name, error.row, "", str(error)))
        return None
    header = [cell.strip() for cell in records[0]] if records else []
    if not _check_header(header, name, columns, found):
        return None
    rows = []
    for number, record in enumerate(records[1:], start=2):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        row = Row(name, number, dict(zip(header, cells, strict=False)), found)
        if len(cells) != len(header):
            more = "多" if len(cells) > len(header) else "少"
            row.report(
                "",
                f"有 {len(cells)} 格，比表头{more}（表头 {len(header)} 格）；"
                "请核对逗号，含逗号的内容要加英文双引号。",
            )
            continue
        for column, cell in row.cells.items():
            if "\ufffd" in cell:
                row.report(column, "有乱码（�），内容已损坏；请按原文重新录入。")
        rows.append(row)
    return rows


class UnreadableError(Exception):
    """Nothing can be made of the file; ``row`` is where it broke off, 0 if everywhere."""

    def __init__(self, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.row = row


def decode(raw: bytes) -> str:
    """Decode UTF-8, with or without BOM, or the GB18030 that Excel saves by default."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw:
        raise UnreadableError(f"不是文本，或是 UTF-16 编码；{_SAVE_AGAIN}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Most damaged UTF-8 is also valid GB18030, and would come out as nonsense in Chinese.
        mended = raw.decode("utf-8", errors="replace")
        if len(_HAN.findall(mended)) > mended.count("\ufffd"):
            sound = io.StringIO(raw[: error.start].decode("utf-8-sig") + "?", newline="")
            row = sum(1 for _ in csv.reader(sound))
            message = f"UTF-8 文件的这一行有损坏的字节；请按原文改正后，{_SAVE_AGAIN}"
            raise UnreadableError(message, row) from None
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        text = "\ue000"
    if _PRIVATE_USE.search(text):
        raise UnreadableError(f"编码既不是 UTF-8 也不是 GBK；{_SAVE_AGAIN}")
    return text


def _records(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):  # noqa: B007 - the error below names it
            yield record
    except csv.Error:
        message = "英文双引号没有成对，或引号后多了字符；单元格内的双引号要写成两个。"
        raise UnreadableError(message, row + 1) from None


def _check_header(
    header: list[str], name: str, columns: Sequence[str], found: list[Problem]
) -> bool:
    """Tell whether rows can be read by this header; a column too many alone does no harm."""
    missing = [column for column in columns if column not in header]
    if len(missing) == len(columns):
        message = f"没有表头，或分隔符不是英文逗号；第一行应为 {','.join(columns)}。"
        found.append(Problem(name, 1, "", message))
        return False
    found.extend(Problem(name, 1, column, "缺少这一列；请补上。") for column in missing)
    for column in sorted(set(header) - set(columns)):
        message = f"不认识这一列{nearest(column, missing) or '；'}请改正列名或删去这一列。"
        found.append(Problem(name, 1, column or "（空列名）", message))
    repeated = sorted({column for column in columns if header.count(column) > 1})
    found.extend(Problem(name, 1, column, "这一列出现了两次；请删去一列。") for column in repeated)
    return not missing and not repeated
