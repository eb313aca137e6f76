"""What stands in one cell of a list, read as what it should be; None where it cannot be."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from dashboard.text import narrow

_MINUTES = re.compile(r"(\d{1,2})['’‘′´`分:](\d{1,2})(?:[\"”“″秒']|''|’’|′′)?")
_POINT = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))?")
_UNIT = re.compile(
    r"(?:厘米|cm|千克|公斤|kg|毫升|ml|秒|s|次|个|元/月|元|年制|年|d|ds|dc)$", re.IGNORECASE
)
_PLANO = {"平光", "pl", "plano", "平"}
_CODED = re.compile(r"^[0-9A-Za-z]{1,4}[-—_\s.:：]+(?=\D)")
_YES = {"是", "有", "y", "yes", "true", "√", "对口", "享受", "1"}
_NO = {"否", "无", "n", "no", "false", "×", "x", "不对口", "未享受", "不享受", "0", "2"}
_SEXES = {"1": "男", "2": "女", "男": "男", "女": "女", "男性": "男", "女性": "女", "男生": "男"}
_SEXES |= {"女生": "女", "m": "男", "f": "女", "01": "男", "02": "女"}
_EXEMPT = re.compile("免体|免测|免试|免予执行|免于执行")
_ABSENT = re.compile(r"[-—/\\]+|无|缺|缺测|缺考|未测|缺席|请假|none|null|nan", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})?(?:[-/.月]?(\d{1,2})日?)?(?:[ T].*)?")
_DAY_FIRST, _DAY_LAST = 30_000, 60_000  # days as a spreadsheet counts them: 1982 to 2064


def words(text: str) -> str:
    """Write a word as it is compared: narrow, without its code and the white space round it."""
    return _CODED.sub("", narrow(text).strip()).strip()


def is_absent(text: str) -> bool:
    """Tell a cell that says there is nothing."""
    return not text or _ABSENT.fullmatch(text) is not None


def is_exempt(text: str) -> bool:
    return _EXEMPT.search(text) is not None


def number(text: str) -> Decimal | None:
    """Read a number, with its unit or without."""
    plain = narrow(text).strip().replace("−", "-").replace("－", "-").replace(",", "")
    if plain.lower() in _PLANO:
        return Decimal(0)
    try:
        value = Decimal(_UNIT.sub("", plain).strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def run_seconds(text: str) -> Decimal | None:
    """Read a run: 3'45, 3′45″, 3:45, 3分45秒 and 3.45 are 225 seconds, and 3.4 is 3'40.

    A spreadsheet drops the nought of 3.40. What it took for a time of day is a part of a day:
    3:45 for hours and minutes, 0:03:45 for minutes and seconds.
    """
    plain = narrow(text).replace(" ", "")
    if found := _MINUTES.fullmatch(plain):
        minutes, seconds = int(found[1]), int(found[2])
    elif found := _POINT.fullmatch(plain):
        minutes, seconds = int(found[1]), int((found[2] or "0").ljust(2, "0"))
    else:
        return _part_of_a_day(plain)
    return Decimal(60 * minutes + seconds) if seconds < 60 else None


def _part_of_a_day(plain: str) -> Decimal | None:
    value = number(plain)
    if value is None or not 0 < value < 1:
        return None
    return (value * (1_440 if value > Decimal("0.05") else 86_400)).quantize(Decimal(1))


def sex(text: str) -> str | None:
    return _SEXES.get(words(text).lower())


def flag(text: str) -> bool | None:
    said = words(text).lower() or text.strip()
    return True if said in _YES else False if said in _NO else None


def month(text: str) -> tuple[int, int | None] | None:
    """Read a year, and a month where it is said: 2024-09, 202409, 20240901, 2024年9月, 45536."""
    plain = narrow(text).strip()
    if re.fullmatch(r"\d{5}", plain):
        return _from_serial(int(plain))
    if re.fullmatch(r"\d{6}|\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}"
    found = _DATE.fullmatch(plain)
    if not found or not 1990 <= int(found[1]) <= 2100:
        return None
    which = int(found[2]) if found[2] else None
    return (int(found[1]), which) if which is None or 1 <= which <= 12 else None


def _from_serial(day: int) -> tuple[int, int] | None:
    if not _DAY_FIRST <= day <= _DAY_LAST:
        return None
    found = date(1899, 12, 30) + timedelta(days=day)
    return found.year, found.month


def masked(text: str) -> str:
    """Hide a value but for its beginning: 张*, 33**."""
    plain = text.strip()
    seen = 2 if plain[:2].isascii() and len(plain) > 2 else 1
    return plain[:seen] + "*" * min(max(len(plain) - seen, 1), 6)
