"""From a CSV file, however Excel saved it, to rows that know where they stand."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from dashboard.contract.columns import Columns, names
from dashboard.contract.faults import Fault
from dashboard.ingest.csv_row import Row, like

_SAVE_AGAIN = "请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”。"
_HAN = re.compile("[\u4e00-\u9fff]")
# Where GB18030 keeps no character of its own, text in some other encoding ends up here.
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


def read_table(path: Path, name: str, columns: Columns, found: list[Fault]) -> list[Row] | None:
    """Read the rows of a file with a header of exactly these columns, in any order.

    Columns that were added later may be missing, and are then blank.

    Appends to ``found`` what is wrong. Rows with too many or too few cells are left out; None
    means that nothing in the file could be read. Blank rows are passed over, but counted.
    """
    try:
        records = list(_records(decode(path.read_bytes())))
    except OSError:
        found.append(Fault(name, 0, "", "file_missing"))
        return None
    except UnreadableError as error:
        found.append(Fault(name, error.row, "", "file_unreadable", {"why": str(error)}))
        return None
    header = [cell.strip() for cell in records[0]] if records else []
    if not _check_header(header, name, columns, found):
        return None
    older = {column.name: "" for column in columns if column.later}
    rows = []
    for number, record in enumerate(records[1:], start=2):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        row = Row(name, number, older | dict(zip(header, cells, strict=False)), found)
        if len(cells) != len(header):
            code = "too_many_cells" if len(cells) > len(header) else "too_few_cells"
            row.report("", code, cells=len(cells), wanted=len(header))
            continue
        for column, cell in row.cells.items():
            if "\ufffd" in cell:
                row.report(column, "mojibake")
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


def _check_header(header: list[str], name: str, columns: Columns, found: list[Fault]) -> bool:
    """Tell whether rows can be read by this header; a column too many alone does no harm."""
    wanted = names(columns)
    if not set(wanted) & set(header):
        found.append(Fault(name, 1, "", "no_header", {"wanted": ",".join(wanted)}))
        return False
    absent = [column for column in columns if column.name not in header]
    missing = [column.name for column in absent if not column.later]
    found.extend(Fault(name, 1, column, "column_missing") for column in missing)
    for column in sorted(set(header) - set(wanted)):
        arguments = {"like": like(column, [one.name for one in absent])}
        found.append(Fault(name, 1, column or "（空列名）", "column_unknown", arguments))
    repeated = sorted({column for column in wanted if header.count(column) > 1})
    found.extend(Fault(name, 1, column, "column_twice") for column in repeated)
    return not missing and not repeated
