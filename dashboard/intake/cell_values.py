"""What people type into one cell: the text as printed, the number it stands for, a page.

A text is either understood in one way only, or it is said why not and what to type instead.
"""

import re
from decimal import Decimal

from dashboard.contract.codes import STATUS, UNSURE, excuses
from dashboard.contract.named_numbers import conflict
from dashboard.contract.printed_number import plain_number, rough
from dashboard.contract.units import COUNTED
from dashboard.ingest import observations
from dashboard.intake import form_columns
from dashboard.text import narrow

DASHES = (*observations.DASHES, "-")
_NUMBERLIKE = re.compile(r"[-+0-9.,:%\s]+")
_TWO_NUMBERS = re.compile(r"[0-9][,.]? [,.]? ?[0-9]")
_NOTHING = (
    *("/", "\\", "无", "暂无", "没有", "空", "缺", "暂缺", "不适用", "未统计", "未填", "未填报"),
    *("无数据", "暂无数据", "没有数据", "无统计", "N/A", "n/a", "NA"),
)
# What programs write where they have no value.
_NO_VALUE = ("none", "null", "nan", "nil", "undefined", "<na>")
_MINUS = re.compile("[−–—‒―]\\s*[0-9]")  # for the sign of a number, or a dash that slipped in
_RAISED = re.compile("[²³¹⁰⁴-⁹₀-₉①-⑳*]$")
_PAGE_NUMBER = re.compile(r"(?:第|P\.?|p\.?)?\s*([0-9]{1,9})\s*页?")
ABOUT = "约数"  # the note on a figure that is printed so


def one_line(text: str) -> str:
    return " ".join(text.split())


def as_printed(text: str) -> str:
    """Keep what is printed to the letter, but for the width of digits that an input method made."""
    plain = one_line(narrow(text))
    if plain in DASHES:
        return "-"
    is_number = _NUMBERLIKE.fullmatch(plain) and re.search("[0-9]", plain)
    return plain if is_number else one_line(text)


def doubtful(text: str, unit: str) -> str:
    """Say why a number that can be read may not be meant so; nothing where it must be."""
    if _TWO_NUMBERS.search(one_line(narrow(text))):
        return f"「{text}」中间有空格，分不清是一个数还是两个；请改成一个数。"
    if "%" in narrow(text) and unit != "%" and plain_number(text, unit) is not None:
        return f"「{text}」带百分号，而这个指标的单位是{unit}；请核对。"
    return ""


def of_which_size(printed: str, value: Decimal, last: str) -> str:
    """Ask which is meant where a share is below one and no sign says of what.

    ``last`` is what was printed before: a share that was as small then is no question.
    """
    before = plain_number(last, "%")
    small = before is not None and before <= 1
    if not 0 < value <= 1 or small or "%" in narrow(printed):
        return ""
    return (
        f"「{printed}」分不清是 {value:f}% 还是 {(value * 100).normalize():f}%；"
        "请带上百分号填写。报告印的没有百分号，请写备注说明。"
    )


def no_number(printed: str, unit: str) -> str:
    """Say why no number can be read from what is printed, and what to do."""
    plain = narrow(printed)
    if slip := _slip(plain, unit):
        return f"「{printed}」{slip}"
    if _NUMBERLIKE.fullmatch(plain):
        return f"「{printed}」不是一个完整的数；请核对逗号、小数点、冒号和百分号。"
    how = "填上它的数（如 三科 填 3）"
    if rough(printed):
        how = "填上折合的数（如 300多名 填 300）"
    return (
        f"从「{printed}」读不出数值；报告确如此印，请在「{form_columns.VALUE}」{how}；"
        f"否则请改成{'18:1 这样的比例' if unit.startswith(':') else f'数字（单位是{unit}）'}。"
    )


def _slip(plain: str, unit: str) -> str:
    """Say of a text which no report prints for a number how it came about, and what to do."""
    if plain in _NOTHING:
        return "不是数：不适用请填 -，报告留空就留空，为零请填 0。"
    if plain.lower() in _NO_VALUE:
        return "是程序写出的空值，不是报告所印；报告留空就留空，印的是 - 就填 -。"
    if _MINUS.match(plain):
        sign = plain[0]
        return f"前面的「{sign}」是减号还是横线，分不清；是负数请用半角的 - ，不是负数请删去。"
    if _RAISED.search(plain) and plain_number(plain[:-1], unit) is not None:
        return f"末尾的「{plain[-1]}」像是脚注号或上标，不是数的一部分；请删去。"
    if unit.startswith(":") and re.fullmatch("[0-9]+:[0-9]{2}(:[0-9]{2})?", plain):
        return "像是被 Excel 改成了时间；请先把单元格设为文本，再填 18:1 这样的比例。"
    return ""


def not_meant(printed: str, said: Decimal, unit: str, *, explained: bool) -> str:
    """Say why a number is not what the words of a print stand for; nothing where it may be."""
    why = conflict(printed, said, unit, explained=explained)
    if why == "another":
        return (
            f"所印「{printed}」说的不是 {said:f}；请改正其中之一。确要这样折合的，"
            f"请把「{form_columns.STATUS}」选为「{STATUS[UNSURE]}」并写备注。"
        )
    if why:
        many = "不止一个数" if why == "several" else "没有数"
        return f"所印「{printed}」里{many}；请在备注里说明为什么折合成 {said:f}，或改正。"
    return ""


def impossible(value: Decimal, unit: str, status: str) -> str:
    """Say why no figure of this unit can have the value; nothing where it can."""
    if excuses(status):
        return ""
    if value.is_signed():
        why = "不应是负数"
    elif unit == "%" and value > 100:
        why = "百分比应在 0 到 100 之间"
    elif unit in COUNTED and value != value.to_integral_value():
        why = f"以“{unit}”计的数不应有小数"
    else:
        return ""
    return (
        f"{why}，现为 {value:f}；请核对。原文确如此印，"
        f"请把「{form_columns.STATUS}」选为「{STATUS[UNSURE]}」并写备注。"
    )


def page(text: str) -> str | None:
    """Return the number of a page; empty where none is given, None where it is no number."""
    if not text:
        return ""
    match = _PAGE_NUMBER.fullmatch(narrow(text))
    return match[1].lstrip("0") or None if match else None
