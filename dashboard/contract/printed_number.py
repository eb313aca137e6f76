"""What is printed, read as a number: alone, or not exact (300多名, ≥30, 两三个, 近2万).

Read once, where a figure comes in. The database holds the bounds; SQL reads no words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dashboard.contract.units import PERCENT, UNIT_SYNONYMS, VERDICTS, YEAR, is_ratio
from dashboard.text import half_width, narrow

_NUMBER = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(.*)")
# 1.68万元 in a row of 元, 9.83万人 in a row of 人: what reports write for large numbers.
_POWERS = {"万": 4, "亿": 8}
_IN_POWERS = re.compile(r"[0-9]([万亿])")
_DECIMALS = re.compile(r"[0-9][.]([0-9]+)")

# How a number is not exact: no less than, no more than, somewhat more than, near, between two, or
# nobody can tell how much.
Rough = Literal["at_least", "at_most", "above", "around", "between", "some"]

_ONE = "[0-9一二两三四五六七八九十百千万亿半]"  # a numeral
# 省级以上12项 and 一等奖以上 name a rank, 35岁以上12人 a group: the number is another.
_RANK = r"[^级等类档A-Za-z0-9]{0,4}"
_NO_OTHER = r"(?!\D{0,4}[0-9])"
_RANGE = r"([0-9]{1,3})\s*[-~～—–至到]\s*([0-9]{1,3})"
_AT_LEAST = (
    rf"(?:不[少低小][于过]|(?<!不)[大高多]于|(?<!不)超过?|逾|[≥>])\s*{_ONE}"
    rf"|[至最]少[^0-9]{{0,3}}{_ONE}"
    rf"|{_ONE}{_RANK}以上{_NO_OTHER}"
    r"|(?:(?<![人总次分倍])数|[上过破])[十百千万半]|几[十百千万]"
)
_AT_MOST = (
    # The last three years (近三年12项) are no number; nor is 近视, which no numeral follows.
    rf"(?:(?<![附最邻临])近(?!{_ONE}+年)|不[足到]|不[超高大多][过于]|(?<!不)[小低少]于"
    rf"|[至最]多|[≤<])\s*{_ONE}"
    rf"|{_ONE}{_RANK}以[下内]{_NO_OTHER}"
)
_BETWEEN = (
    # Not 2016-2018年, 第1-3页, 9-11月, a day, 三四年级.
    rf"(?<![0-9第-]){_RANGE}(?![0-9]*(?:[月日届级-]|学年))"
    "|(?:一两|两三|三四|三五|四五|五六|六七|七八|八九)(?!年级|班|学期|期|楼|届|级|月)"
)
_WORDS: tuple[tuple[Rough, str], ...] = (
    ("at_least", _AT_LEAST),
    ("at_most", _AT_MOST),
    (
        "above",
        rf"{_ONE}[个名位项年月天次家所人]?(?:多(?!媒体)|余|几|出头|\+(?!\s*[0-9]))|[十百千万]来",
    ),
    ("between", _BETWEEN),
    # 预约, 签约 and 节约 are other words.
    ("around", rf"(?<![签预合节公条特失])约\s*{_ONE}|{_ONE}{_RANK}(?:左右|上下)|达[百千万]"),
    ("some", "若干|(?:几|(?<![人总次分倍])数|好些)[个名位项年月天次家所门本人]"),
)
_ROUGH = tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS)
_PAIR = re.compile(rf"{_RANGE}|([一两三四五六七八九])([两三四五六七八九])")
_DIGITS = dict(zip("一两三四五六七八九", range(1, 10), strict=True))


@dataclass(frozen=True)
class Bounds:
    """What a print allows: ``high`` is None where there is no bound; ``places`` are decimals."""

    low: float
    high: float | None
    places: int
    is_rough: bool


def plain_number(printed: str, unit: str) -> Decimal | None:
    """Read a number printed alone, with a percent sign or with the indicator's own unit.

    1.68万元 is 16,800 where the unit is 元, and 1.68 where it is 万元; 达标 is one of 项. Whatever
    else may be printed (20多名, 95%以上) no rule can compare, and gives None.
    """
    text = half_width(printed).replace(" ", "").replace("∶", ":")
    if (verdict := VERDICTS.get(unit, {}).get(text)) is not None:
        return Decimal(verdict)
    match = _NUMBER.fullmatch(text.lstrip("¥￥") if "元" in unit else text)
    if not match:
        return None
    units = {"", unit, *UNIT_SYNONYMS.get(unit, ())}
    number, behind = Decimal(match[1].replace(",", "")), match[2]
    if behind in units or behind == PERCENT:
        return number
    power = _power(behind, unit)
    return number.scaleb(power) if power and behind[1:] in units else None


def _power(behind: str, unit: str) -> int:
    """Return how many places a number is moved by the 万 or 亿 behind it, over those of its unit.

    No share, ratio or year is counted so, and 2万 of 万元 may be either.
    """
    if unit in {PERCENT, YEAR} or is_ratio(unit) or unit[:1] in _POWERS:
        return 0
    return _POWERS.get(behind[:1], 0)


def decimals(printed: str) -> int:
    """Return how many digits are printed after the point: 2 of 98.40%, none of 18:1."""
    match = _DECIMALS.search(printed)
    return len(match[1]) if match else 0


def rough(printed: str) -> Rough | None:
    """Tell how a number is not exact; None for one that is, in digits or in words."""
    text = narrow(printed)
    return next((kind for kind, pattern in _ROUGH if pattern.search(text)), None)


def bounds(printed: str, value: float, unit: str = "") -> Bounds:
    """Return what a print allows, beside the value that stands for it in its unit.

    99.24% stands for anything from 99.235 to 99.245, 300多名 for 300 and something more, 1.68万元
    for 16,750 to 16,850.
    """
    text = narrow(printed)
    powered = _IN_POWERS.search(text)
    finest = decimals(text) - (_power(powered[1], unit) if powered else 0)
    places = max(finest, 0)
    kind = rough(printed)
    if kind is None:
        half = 0.5 / 10.0**finest
        return Bounds(value - half, value + half, places, is_rough=False)
    low, high = _between(printed, value) if kind == "between" else _BOUNDS[kind](value)
    return Bounds(low, high, places, is_rough=True)


def _above(value: float) -> tuple[float, float]:
    # 300多 is under 400, 1920多 under 2112: the last digit named, or a tenth.
    digits = str(round(value))
    last = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return value, value + max(0.1 * value, last)


def _between(printed: str, value: float) -> tuple[float, float]:
    """Return the two numbers named, in the size of the value: 两三百 of 200 is 200 to 300."""
    match = _PAIR.search(narrow(printed))
    if match:
        first, last = (_DIGITS.get(word) or int(word) for word in match.groups() if word)
        for size in (10.0**power for power in range(9)):
            if first * size <= value <= last * size:
                return first * size, last * size
    return _around(value)


def _around(value: float) -> tuple[float, float]:
    return 0.9 * value, 1.1 * value


_BOUNDS: dict[str, Callable[[float], tuple[float, float | None]]] = {
    "at_least": lambda value: (value, None),
    "at_most": lambda value: (0.8 * value, value),
    "above": _above,
    "around": _around,
    "some": lambda _: (0.0, None),
}
