"""What one stored cell shows on screen, or why that is not certain."""

import re

from dashboard.text import UNSEEN
from dashboard.xlsx import number_format
from dashboard.xlsx.bounds import LONGEST_TEXT, damaged
from dashboard.xlsx.number_format import RETYPE, Display
from dashboard.xlsx.shared_parts import SharedParts
from dashboard.xlsx.stored_sheet import StoredCell, View

_ERRORS = {
    "#DIV/0!": "除数是零或空白",
    "#REF!": "公式引用的单元格已被删除",
    "#N/A": "公式没有找到要查的值",
    "#NAME?": "公式里有不认识的名称",
    "#VALUE!": "公式里的数据类型不对",
    "#NUM!": "公式算不出数",
    "#NULL!": "公式引用的区域没有交集",
}
_ERROR = "公式出错，显示 {error}（{why}）。请改正公式，或者直接填数。"
_NEVER_READ = {
    "b": f"这一格是逻辑值（TRUE/FALSE），不是文字或数字。{RETYPE}。",
    "d": f"这一格存成了日期时间。{RETYPE}。",
}
_NO_VALUE = (
    "这一格的公式没有算出的结果。请用 Excel 或 WPS 打开，保存一次再上传；"
    "或者复制后“选择性粘贴→数值”。"
)
_REACHES_OUT = "这一格的公式要去别的文件或网上取数。请复制后“选择性粘贴→数值”，保存后再上传。"
_PICTURE = "这一格是嵌入的图片，读不出数。请直接填写数字或文字。"
_FORMULAS_SHOWN = "这张表正显示公式而不是结果。请在“公式→显示公式”里取消，保存后再上传。"
_NO_ZEROS = (
    "这一格是 0，但这张表设置了不显示零值，屏幕上是空白。"
    "请在“文件→选项→高级→此工作表的显示选项”里勾选“在具有零值的单元格中显示零”，看清后再上传。"
)
_TOO_LONG = f"这一格的文字超过 {LONGEST_TEXT} 字。请缩短，或分几格填写。"
_CONTROL = "这一格里有看不见的控制字符，可能使文字倒序或错位。请删去整格内容，重新输入。"
_CALLS_OUT = re.compile(
    r"\b(?:WEBSERVICE|HYPERLINK|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST)\s*\("
    r"|(?<![\w\]])'?\[\d+\][^\]:,)\s]|\[[^\[\]]*\.(?:xls|et|csv)\w?\]",
    re.IGNORECASE,
)
_NAMED = re.compile(r"'[^']*'")
_QUOTED = re.compile(r'"[^"]*"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WITHOUT_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_CONTROLS = re.compile(f"[{UNSEEN}\ud800-\udfff]")


def display(cell: StoredCell, view: View, shared: SharedParts, sheet: str) -> Display:
    """Show a cell in its format; raises Refused where the sheet is damaged."""
    code = _format(cell, shared, sheet)
    fault = shared.font_faults[int(cell.style)] if shared.font_faults else ""
    if cell.formula is not None and not fault:
        fault = _formula_fault(cell.formula, cell, view)
    if fault:
        return Display(fault=fault)
    if cell.type in {"s", "str", "inlineStr"}:
        return _text(cell, code, shared, sheet)
    if cell.type == "e":
        error = cell.stored.strip()
        why = _ERRORS.get(error, "公式没有结果")
        return Display(fault=_ERROR.format(error=error[:20], why=why))
    if cell.type in _NEVER_READ:
        return Display(fault=_NEVER_READ[cell.type])
    stored = cell.stored.strip()
    if cell.type != "n" or not number_format.is_number(stored):
        raise damaged(sheet, f"第 {cell.row} 行第 {cell.column} 列的值")
    if not view.shows_zeros and not float(stored):
        return Display(fault=_NO_ZEROS)
    return number_format.number(stored, code, since_1904=shared.since_1904)


def _format(cell: StoredCell, shared: SharedParts, sheet: str) -> str:
    if not shared.formats and cell.style == "0":
        return "General"
    if not re.fullmatch(r"[0-9]{1,6}", cell.style) or int(cell.style) >= len(shared.formats):
        raise damaged(sheet, f"样式 {cell.style}")
    return shared.formats[int(cell.style)]


def _formula_fault(formula: str, cell: StoredCell, view: View) -> str:
    if "DISPIMG(" in formula.upper():
        return _PICTURE
    if reaches_out(formula):
        return _REACHES_OUT
    if view.shows_formulas:
        return _FORMULAS_SHOWN
    return _NO_VALUE if cell.type == "n" and not cell.stored.strip() else ""


def _text(cell: StoredCell, code: str, shared: SharedParts, sheet: str) -> Display:
    stored, fault = cell.stored, cell.fault
    if cell.type == "s":
        known = re.fullmatch(r"[0-9]{1,9}", stored.strip()) and int(stored) < len(shared.texts)
        if not known:
            raise damaged(sheet, f"第 {cell.row} 行第 {cell.column} 列的文字")
        fault = shared.text_faults.get(int(stored), "")
        stored = shared.texts[int(stored)]
    if fault:
        return Display(fault=fault)
    if len(stored) > 20 * LONGEST_TEXT:
        return Display(fault=_TOO_LONG)
    text = _unescaped(stored)
    if len(text) > LONGEST_TEXT:
        return Display(fault=_TOO_LONG)
    if _CONTROLS.search(text):
        return Display(fault=_CONTROL)
    return number_format.text(text, code)


def reaches_out(formula: str) -> bool:
    """Tell whether a formula would ask another file, a program or the network."""
    # What stands in quotes is text to the formula, or in single ones the name of a sheet, which
    # may be of another workbook. A bar that is neither calls another program.
    outside = _QUOTED.sub('""', formula)
    return bool(_CALLS_OUT.search(outside)) or "|" in _NAMED.sub("", outside)


def _unescaped(text: str) -> str:
    """Undo how a workbook writes what XML cannot hold; drop what no screen shows."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        # Two halves of one character, each escaped by itself.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _WITHOUT_WIDTH.sub("", text)
