"""What a cell of a template takes: drop-downs, and checks on type and range."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.form_columns import PRINTED
from dashboard.intake.template.styles import PERCENT
from dashboard.text import without_controls

_LONGEST_LIST = 255  # letters of a drop-down that stands in the cell itself
_LONGEST = {"title": 32, "prompt": 255, "error": 225}  # what Excel takes; more damages the file

_Rows = Sequence[tuple[int, int]]  # first and last row of each stretch


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _validate(sheet: Worksheet, rows: _Rows, column: int, title: str, **said: Any) -> None:
    if not rows:
        return
    letter = get_column_letter(column)
    title = _cut(title, "title")
    said |= {part: _cut(said[part], part) for part in ("prompt", "error") if part in said}
    rule = DataValidation(
        allow_blank=True,
        showErrorMessage="type" in said,
        showInputMessage=True,
        promptTitle=title,
        errorTitle=title,
        **said,
    )
    for first, last in rows:
        rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _cut(text: str, part: str) -> str:
    return without_controls(text)[: _LONGEST[part]]


def ask(sheet: Worksheet, rows: _Rows, column: int, title: str, prompt: str) -> None:
    _validate(sheet, rows, column, title, prompt=prompt)


def check_number(
    sheet: Worksheet, rows: _Rows, column: int, title: str, prompt: str, *, kind: str, error: str
) -> None:
    low = "1" if kind == "whole" else "-1000000000000"
    _validate(
        *(sheet, rows, column, title),
        type=kind,
        operator="greaterThanOrEqual",
        formula1=low,
        prompt=prompt,
        error=error,
        errorStyle="stop",
    )


def choose(
    sheet: Worksheet,
    rows: _Rows,
    column: int,
    title: str,
    words: Sequence[str] | str,
    *,
    prompt: str,
    strict: bool = True,
) -> None:
    """Offer words, or those in a range of the workbook; ``strict`` takes no other."""
    if not isinstance(words, str):
        inside = without_controls(",".join(words))
        # A comma parts words, and a quotation mark would end the list and begin a formula.
        is_listed = inside.count(",") == len(words) - 1 and '"' not in inside
        if len(inside) > _LONGEST_LIST or not is_listed:
            ask(sheet, rows, column, title, prompt)
            return
        words = f'"{inside}"'
    _validate(
        *(sheet, rows, column, title),
        type="list",
        formula1=words,
        prompt=prompt,
        error="请从下拉列表里选。" if strict else "不在下拉列表里。确实要这样写，请点“是”。",
        errorStyle="stop" if strict else "warning",
    )


def ask_printed(sheet: Worksheet, rows: _Rows, column: int, unit: str, form: str) -> None:
    nothing = "没有填写的留空，印作横线的填 -，是零的填 0。"
    if unit.startswith(":"):
        ask(sheet, rows, column, f"比例，印作 18{unit} 的样子", f"照原样写。{nothing}")
        return
    if not rows:
        return
    cell = f"{get_column_letter(column)}{rows[0][0]}"
    most, wanted = "", "不小于 0 的数"
    asked = f"单位：{unit}" if unit else PRINTED
    if form == PERCENT:
        most, wanted, asked = f",{cell}<=1", "0% 到 100% 的百分比", "百分比，如 97.92%"
    elif unit == "%":
        most, wanted, asked = f",{cell}<=100", "0 到 100 的数", "单位：%，只写数，如 97.92"
    _validate(
        *(sheet, rows, column, asked),
        type="custom",
        formula1=f'OR({cell}="-",AND(ISNUMBER({cell}),{cell}>=0{most}))',
        prompt=f"照报告所印填写。{nothing}",
        error=f"这里一般填{wanted}，或者半角的 -。报告印的确实是文字（如 300多名），请点“是”，"
        "并在“折合数值”写它代表的数。",
        errorStyle="warning",
    )
