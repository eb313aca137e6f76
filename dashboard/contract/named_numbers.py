"""The numbers that a print names in words or among words, and whether another can be meant.

三科 names 3, 每周一次三课时 names 1 and 3, 近2万名 names 20,000, 1/3以上 of a share 33.33.
"""

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dashboard.contract.printed_number import bounds, rough
from dashboard.contract.units import PERCENT, UNIT_SYNONYMS
from dashboard.text import narrow

# Why a number is not what a print says: another is named, several are, or none is.
Conflict = Literal["another", "several", "none"]

_DIGIT = dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)) | {"两": 2}
_SIZE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_NUMERAL = re.compile(
    r"百分之(?P<share>[〇零一两二三四五六七八九十百]+)"
    r"|(?P<parts>[一两二三四五六七八九十百]+)分之(?P<part>[一两二三四五六七八九十百]+)"
    rf"|(?P<top>[0-9]+)/(?P<bottom>[0-9]+)"
    rf"|(?P<arabic>{_ARABIC})(?P<size>[百千万亿]*)"
    r"|(?P<tenths>[一二三四五六七八九])成(?P<hundredths>[一二三四五六七八九半]?)"
    r"|(?P<words>[〇零一两二三四五六七八九十百千万亿]+)"
)
_RANGE = re.compile(r"[0-9]\s*[-~—–至到]\s*[0-9]")
_OVER_HALF = re.compile("[过大多超]半|半数")
_PAIR = re.compile("[一两二三四五六七八九]{2}")
# Two to nine of a size, or of what is counted: 几十 is 20 to 99, 几个 2 to 9.
_SOME = re.compile(
    r"(?<![人总次分倍十百千万亿0-9])(?:[几数]([十百千万亿]+)|几(?=[个名位项年月天次家所门本人科期班]))"
)
_LONGEST = 200  # letters of a print that anybody would count in


def conflict(printed: str, said: Decimal, unit: str, *, explained: bool) -> Conflict | None:
    """Tell why ``said`` cannot be what a print stands for; a note explains which was taken."""
    text = narrow(printed)[:_LONGEST]
    some = _SOME.search(text)
    named = _named(text.replace(some[0], "") if some else text, unit)
    kind = rough(printed)
    if some and not named:
        size = math.prod(_SIZE[size] for size in some[1] or "")
        return None if 2 * size <= said < 10 * size else "another"
    if not named:
        return None if explained else "none"
    if not any(_is_meant(printed, number, said, kind, named) for number in named):
        return "another"
    several = kind is None and len(set(named)) > 1
    return "several" if several and not explained else None


def _is_meant(
    printed: str, number: Fraction, said: Decimal, kind: str | None, named: list[Fraction]
) -> bool:
    if kind == "between":
        return min(named) <= Fraction(said) <= max(named)
    if kind is None or kind == "some":
        # As exact as it was said: a third is 33.3 or 33.33.
        exponent = said.as_tuple().exponent
        exact = Fraction(number).denominator in {1, 2, 4, 5, 8, 10, 20, 25, 50, 100}
        half = 0 if exact or not isinstance(exponent, int) else Fraction(10) ** exponent / 2
        return abs(number - Fraction(said)) <= half
    allowed = bounds(printed, float(number))
    low, slack = allowed.low, 0.01  # a third, cut off behind the point
    return low - slack <= float(said) and (allowed.high is None or float(said) <= allowed.high)


def _named(text: str, unit: str) -> list[Fraction]:
    """Return the numbers that a text names; those with the unit behind them, where any have it."""
    found = [
        (number, match.end())
        for match in _NUMERAL.finditer(text)
        for number in _numbers(match, unit)
    ]
    units = (unit, *UNIT_SYNONYMS.get(unit, ()))
    with_unit = [number for number, end in found if text[end:].lstrip().startswith(units)]
    # 15至18岁 and 1-2次 name a range, whose first number has no unit behind it.
    named = ([] if _RANGE.search(text) else with_unit) or [number for number, _ in found]
    is_more = bool(_OVER_HALF.search(text)) and unit != PERCENT  # of people nobody says of how many
    if "半" in text and "成" not in text and not is_more:  # 三年半, 过半
        half = Fraction(50 if unit == PERCENT else "1/2")
        named += [half, *(number + half for number in named)]
    return named


def _numbers(match: re.Match[str], unit: str) -> list[Fraction]:
    group = match.groupdict()
    hundred = 100 if unit == PERCENT else 1
    if group["arabic"]:
        sizes = (_SIZE[size] for size in group["size"])
        return [Fraction(group["arabic"].replace(",", "")) * math.prod(sizes)]
    if group["words"]:
        return _in_words(group["words"])
    if group["tenths"]:
        last = group["hundredths"]
        return [_count(group["tenths"]) * 10 + (5 if last == "半" else _count(last))]
    if group["bottom"]:
        top, bottom = Fraction(int(group["top"])), Fraction(int(group["bottom"]))
        return [100 * top / bottom] if hundred > 1 and bottom else [top, bottom]
    if group["parts"]:
        return [hundred * _count(group["part"]) / (_count(group["parts"]) or 1)]
    return [_count(group["share"])]


def _in_words(words: str) -> list[Fraction]:
    pair = _PAIR.search(words)
    if not pair or not (words[: pair.start()] or words[pair.end() :] or rough(words)):
        return [_count(words)]
    before, after = words[: pair.start()], words[pair.end() :]  # 两三百: two or three hundred
    return [_count(before + word + after) for word in pair[0]]


def _count(words: str) -> Fraction:
    """Read a numeral in words: 一百二十三 is 123, 百 is 100, 二〇一五 2015."""
    if len(words) > 1 and not set(words) & _SIZE.keys():
        return Fraction(int("".join(str(_DIGIT[word]) for word in words)))
    total = section = digit = 0
    for word in words:
        if word in _DIGIT:
            digit = _DIGIT[word]
        elif _SIZE[word] < _SIZE["万"]:
            section += (digit or 1) * _SIZE[word]
            digit = 0
        else:
            total = (total + section + digit or 1) * _SIZE[word]
            section = digit = 0
    return Fraction(total + section + digit)
