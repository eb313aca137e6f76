"""What a spreadsheet program shows for a stored value: its number format, or a plain refusal.

Only what Excel, WPS and LibreOffice show alike is read. A format that is not understood to the
last character is a fault of the cell, as a guess would be a misread figure.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from dashboard.xlsx.format_code import LITERAL, Section, Token, section_for, sections_of

RETYPE = "请把单元格格式设为“文本”，再照原样输入一次"

_ROUNDED = (
    "这里存的数是 {value}，屏幕上显示几位要看列宽。"
    "请设好小数位数（开始→数字→“数值”），或者" + RETYPE[1:] + "。"
)
_LONG = f"这个数太长，Excel 只保留 15 位。{RETYPE}。"
_TIME = f"这一格被 Excel 当成了时间（例如输入 18:1 会变成 18:01）。{RETYPE}。"
_PART_DATE = f"这一格被 Excel 当成了日期（例如输入 3-1 会变成 3月1日）。{RETYPE}。"
_NO_DATE = f"这一格是日期格式，但存的数不是一个日期。{RETYPE}。"
_FRACTION = f"这一格是分数格式，屏幕上是近似值。{RETYPE}。"
_SCIENTIFIC = "这一格是科学记数格式。请把单元格格式改为“数值”。"
_HIDDEN = "这一格里有内容，但它的格式让它不显示。请把单元格格式改为“常规”，看清后再上传。"
_WORDLESS = (
    "这一格里存的数是 {value}，它的格式却让它显示成「{text}」，分不清是数还是没有数。"
    "是数请把单元格格式改为“常规”，印的确是「{text}」请直接输入。"
)
_SIGNLESS = "这一格里存的是负数，它的格式却让它不带负号。请把单元格格式改为“常规”，看清后再上传。"
_NEGATIVE_ZERO = "这里存的是一个很小的负数，屏幕上显示成了零。请多设几位小数，或改为要填的数。"
_HALFWAY = (
    "这里存的数（{value}）正好在两个数的中间，各种软件舍入不同。请多设一位小数，看清后再上传。"
)
_UNKNOWN = (
    "看不懂这一格的数字格式（{code}），说不准屏幕上显示的是什么。"
    "请把单元格格式改为“常规”或“数值”，看清后再上传。"
)

# Before the point: optional digits, then zeros, with thousands or without; behind it, any.
_WHOLE = re.compile(r"[#?]*0*|[#0]+,(?:[#0]{3}|[#0]{3},[#0]{3})")
_DECIMALS = re.compile(r"(?!.{31})0*#*\?*")

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)

# Fifteen digits before the point, and the thirty behind that Excel allows.
_EXACT = Context(prec=64)


@dataclass(frozen=True)
class Display:
    """The text on screen, or why it is not certain."""

    text: str = ""
    fault: str = ""


def is_number(stored: str) -> bool:
    """Tell whether this is how a workbook stores a number that a spreadsheet can hold."""
    return (
        len(stored) <= 64
        and _NUMBER.fullmatch(stored) is not None
        and abs(float(stored)) != float("inf")
    )


def number(stored: str, code: str, *, since_1904: bool = False) -> Display:
    """Show a stored number in a format."""
    # Fifteen digits are what spreadsheets work with; the sixteenth is noise of the binary form.
    value = Decimal(f"{float(stored):.14e}")
    sections = sections_of(code)
    if sections is None:
        return _unknown(code)
    if sections == ((Token("text", "@"),),):
        return _general(value, (Token("general", ""),))
    if len(sections) > 1 and any(token.kind == "text" for token in sections[-1]):
        sections = sections[:-1]
    section, signed = section_for(value, sections[:3])
    if not section:
        return Display(fault=_HIDDEN) if len(sections) > 1 else _unknown(code)
    shown = _number_in(value if signed else abs(value), section, since_1904) or _unknown(code)
    return shown if shown.fault else _certain(shown.text, value)


def _certain(text: str, value: Decimal) -> Display:
    """Show a number as it looks, unless somebody may see that it is another, or none."""
    seen = text.strip()
    if not seen:
        return Display(fault=_HIDDEN)
    if not re.search("[0-9]", seen):  # accountants have nought shown as a dash
        return Display(fault=_WORDLESS.format(value=f"{value.normalize():f}", text=seen))
    if value < 0 and not re.search(r"[-−(（]", seen):
        return Display(fault=_SIGNLESS)
    return Display(text)


def text(stored: str, code: str) -> Display:
    """Show a stored text in a format, which for texts is nearly always the text itself."""
    sections = sections_of(code)
    if sections is None:
        return _unknown(code)
    last = sections[-1]
    if len(sections) < 4 and not any(token.kind == "text" for token in last):
        return Display(stored)
    if any(token.kind not in LITERAL | {"text"} for token in last):
        return _unknown(code)
    made = "".join(stored if token.kind == "text" else token.value for token in last)
    hidden = stored.strip() and not any(token.kind == "text" for token in last)
    return Display(fault=_HIDDEN) if hidden else Display(made)


def _unknown(code: str) -> Display:
    return Display(fault=_UNKNOWN.format(code=code if len(code) <= 40 else f"{code[:40]}…"))


def _number_in(value: Decimal, section: Section, since_1904: bool) -> Display | None:
    kinds = [token.kind for token in section]
    letters = "".join(token.value for token in section if token.kind in {"other", "bracket"})
    if letters:
        return _with_letters(value, letters.lower(), since_1904, digits="digits" in kinds)
    if "text" in kinds or kinds.count("digits") + kinds.count("general") > 1:
        return None
    if "general" in kinds:
        return None if "percent" in kinds else _general(value, section)
    return _formatted(value, section)


def _with_letters(
    value: Decimal, letters: str, since_1904: bool, *, digits: bool
) -> Display | None:
    if digits and letters in {"/", "e"}:
        return Display(fault=_FRACTION if letters == "/" else _SCIENTIFIC)
    bare = letters.replace("/", "")
    if re.fullmatch(r"\[(?:h+|m+|s+)\].*|[ymdhs]*[hs][ymdhs]*(?:am?pm?)?|ms", bare):
        return Display(fault=_TIME)
    if digits or not re.fullmatch(r"[ymd]+a*", bare):
        return Display(fault=_PART_DATE) if re.fullmatch(r"[ymdae]+", bare) else None
    if not {"y", "m", "d"} <= set(bare):
        return Display(fault=_PART_DATE)
    return _date(value, since_1904)


# --- the value ------------------------------------------------------------------------------------


def _date(value: Decimal, since_1904: bool) -> Display:
    days = int(value)
    # Up to day 60, a 29 February 1900 that never was, programs differ; Excel ends with 9999.
    if not (0 if since_1904 else 60) < days < 2_956_000:
        return Display(fault=_NO_DATE)
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    try:
        return Display((start + timedelta(days)).isoformat())
    except OverflowError:
        return Display(fault=_NO_DATE)


def _general(value: Decimal, section: Section) -> Display:
    """Show a number without a format: up to eleven characters, and less in a narrow column."""
    plain = f"{value.normalize():f}" if value else "0"
    if len(plain.lstrip("-")) > 11 or (value and abs(value) < Decimal("0.0001")):
        return Display(fault=_ROUNDED.format(value=plain if len(plain) < 40 else f"{value:.14g}"))
    sign = "-" if value < 0 else ""
    return Display(
        sign
        + "".join(
            plain.lstrip("-") if token.kind == "general" else token.value for token in section
        )
    )


def _formatted(value: Decimal, section: Section) -> Display | None:
    percents = sum(token.kind == "percent" for token in section)
    pattern = "".join(token.value for token in section if token.kind == "digits")
    if not pattern and not percents:
        # A text alone: of a negative number Excel puts a minus before it, LibreOffice does not.
        return None if value < 0 else Display("".join(token.value for token in section))
    whole, point, decimals = pattern.partition(".")
    regular = (
        _WHOLE.fullmatch(whole) and _DECIMALS.fullmatch(decimals) and set("0#?") & set(pattern)
    )
    if percents > 1 or not regular:
        return None
    if abs(value) >= Decimal(10) ** 15:
        return Display(fault=_LONG)
    scaled = value.scaleb(2 * percents)
    unit = Decimal(1).scaleb(-len(decimals))
    rounded = scaled.quantize(unit, ROUND_HALF_UP, _EXACT)
    fault = ""
    if value < 0 and not rounded:
        fault = _NEGATIVE_ZERO
    elif percents and abs(rounded - scaled) * 2 == unit:
        fault = _HALFWAY.format(value=value.normalize())
    if fault:
        return Display(fault=fault)
    number = _digits(abs(rounded), whole, point, decimals)
    parts = [number if token.kind == "digits" else token.value for token in section]
    # With no digit behind the point, Excel shows it and LibreOffice does not.
    return None if number.endswith(".") else Display(("-" if value < 0 else "") + "".join(parts))


def _digits(value: Decimal, whole: str, point: str, decimals: str) -> str:
    """Lay the digits of a rounded number out in a pattern such as #,##0.00."""
    before, _, behind = f"{value:f}".partition(".")
    places = whole.replace(",", "")
    zeros = len(places) - places.index("0") if "0" in places else 0
    before = before.lstrip("0").rjust(zeros, "0")
    if "," in whole:
        groups = [before[max(end - 3, 0) : end] for end in range(len(before), 0, -3)]
        before = ",".join(reversed(groups))
    missing = places[: max(len(places) - len(before), 0)]
    before = " " * missing.count("?") + before
    # From the right, a zero goes where the pattern does not insist on it.
    kept = behind
    for place in reversed(decimals):
        if place == "0" or not kept.endswith("0"):
            break
        kept = kept[:-1]
    gaps = decimals[len(kept) :].count("?")
    return f"{before}{point}{kept}{' ' * gaps}"
