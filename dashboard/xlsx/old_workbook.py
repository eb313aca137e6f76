"""A list in a workbook of Excel 97 to 2003 (.xls), read by xlrd within this process."""

import io

import xlrd
from xlrd.biffh import XLRDError

from dashboard.contract.faults import Refused
from dashboard.xlsx.file_type import check_old_workbook
from dashboard.xlsx.rows import Table, check_size, plain_number
from dashboard.xlsx.xml_events import DAMAGED, SAVE_AS

_ERROR = "公式出错"


def read_old_rows(content: bytes) -> list[Table]:
    """Read the sheets. Raises Refused; a formula counts with its last value."""
    check_old_workbook(content)
    try:
        # It prints what it finds odd, and what it prints is of the file.
        book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), ragged_rows=True, on_demand=True
        )
        sheets = [book.sheet_by_index(number) for number in range(book.nsheets)]
    except XLRDError as error:
        if "encrypt" in str(error).lower():
            raise Refused("工作簿加了打开密码。请去掉密码，保存后再上传。") from None
        raise Refused(f"这个旧格式的工作簿（.xls）打不开。{SAVE_AS}。") from None
    except Exception:  # noqa: BLE001 - there is no end to what a damaged file makes it raise
        raise Refused(DAMAGED) from None
    check_size(
        sum(sheet.nrows for sheet in sheets), sum(sheet.nrows * sheet.ncols for sheet in sheets)
    )
    return [_table(sheet) for sheet in sheets]


def _table(sheet: xlrd.sheet.Sheet) -> Table:
    table = Table(sheet.name)
    for number in range(sheet.nrows):
        row = []
        for column, cell in enumerate(sheet.row(number)):
            if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                row.append(plain_number(float(cell.value)))
            elif cell.ctype == xlrd.XL_CELL_TEXT:
                row.append(str(cell.value).strip())
            else:
                row.append("")
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    table.faults[number + 1, column] = _ERROR
        if any(row):
            table.rows[number + 1] = row
    return table
