"""From the bytes of a list to its rows, by what the file is and not by what it is called."""

import csv
import io

from dashboard.contract.faults import Refused
from dashboard.ingest.csv_file import UnreadableError, decode
from dashboard.xlsx.file_type import is_ole
from dashboard.xlsx.old_workbook import read_old_rows
from dashboard.xlsx.rows import Table, check_size, read_rows

_TEXT = (".csv", ".txt", ".tsv", ".xls")  # what some systems call .xls is a text with tabs


def tables(name: str, content: bytes) -> list[Table]:
    """Read every sheet of an .xlsx, .xls or CSV file. Raises Refused."""
    if is_ole(content):
        return read_old_rows(content)
    is_text = name.lower().endswith(_TEXT) and not content.startswith(b"PK")
    if is_text and not content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<"):
        return [_csv(content)]
    return read_rows(content)


def _csv(content: bytes) -> Table:
    try:
        text = decode(content)
    except UnreadableError as error:
        raise Refused(f"第 {error.row} 行：{error}" if error.row else str(error)) from None
    first = text[:10_000].partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    table, cells = Table(""), 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, record in enumerate(reader, start=1):
            cells += len(record)
            check_size(number, cells)
            row = [_unprotected(cell.strip()) for cell in record]
            if any(row):
                table.rows[number] = row
    except csv.Error:
        raise Refused("CSV 文件里的引号不成对。请用 Excel 或 WPS 另存后再上传。") from None
    return table


def _unprotected(text: str) -> str:
    """Take away what keeps a spreadsheet from reading a number: '33…, ="33…", a tab."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text.removeprefix("'")
