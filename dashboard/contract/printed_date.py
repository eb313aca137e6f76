"""A date as people write it on a cover, by the day or only by the month: is there such a date?"""

import re
import string
from datetime import date

from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.text import day, narrow

_MONTH = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})月?")
_YEAR = re.compile("([0-9]{4})年")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "00" + string.digits)
# 二〇二四年十二月二十七日: a numeral with 十 in it, as a number.
_TENS = re.compile("([一二三]?)十([一二三四五六七八九]?)")


def year_of(text: str) -> int | None:
    """Return the year of a date; None where there is no such date, or no year in it."""
    plain = _TENS.sub(
        lambda found: f"{found[1] or '一'}{found[2] or '〇'}", "".join(narrow(text).split())
    ).translate(_DIGITS)
    if found := day(plain):
        year = int(found[:4])
    elif match := _MONTH.fullmatch(plain) or _YEAR.fullmatch(plain):
        year, month = int(match[1]), int(match[2]) if match.re is _MONTH else 1
        try:
            date(year, month, 1)
        except ValueError:
            return None
    else:
        return None
    return year if FIRST_YEAR <= year <= LAST_YEAR else None
