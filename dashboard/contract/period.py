"""The ways in which the reports name a time, and the year each is counted under."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Literal

from dashboard.text import day, narrow

PeriodType = Literal["calendar_year", "academic_year", "term", "cohort", "as_of"]
PERIOD_TYPE = {
    "calendar_year": "自然年",
    "academic_year": "学年",
    "term": "学期",
    "cohort": "届",
    "as_of": "时点",
}

# What is said behind a period that stands beside one of another kind.
_BESIDE: dict[PeriodType, str] = {
    "calendar_year": "自然年",
    "academic_year": "全学年",
    "term": "一学期",
    "cohort": "毕业届",
    "as_of": "时点",
}

FIRST_YEAR, LAST_YEAR = 1900, 2100

_FORMS: tuple[tuple[re.Pattern[str], PeriodType], ...] = (
    (re.compile(r"([0-9]{4})年"), "calendar_year"),
    (re.compile(r"([0-9]{4})学年"), "academic_year"),
    (re.compile(r"([0-9]{4})学年第[一二]学期"), "term"),
    (re.compile(r"([0-9]{4})年[春秋]季"), "term"),
    (re.compile(r"([0-9]{4})届"), "cohort"),
    # A range is counted under its last cohort, whose report prints it.
    (re.compile(r"([0-9]{4})—([0-9]{4})届"), "cohort"),
    (re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}"), "as_of"),
    (re.compile(r"([0-9]{4})年(?:[1-9]|1[0-2])月"), "as_of"),
)

# What people and Excel write instead, and the form it stands for. Only ever a suggestion: two
# spellings of one period would be two keys.
_REWRITES = (
    (r"\s", ""),
    (r"([0-9]{4})[/.年-]([0-9])([/.月-])", r"\g<1>-0\2\3"),
    (r"([0-9]{4}[/.年-][0-9]{2}[/.月-])([0-9])日?$", r"\g<1>0\2"),
    (r"([0-9]{4})[/.年-]([0-9]{2})[/.月-]([0-9]{2})日?$", r"\1-\2-\3"),
    (r"([0-9]{4})[-年]0?([0-9]{1,2})月$", r"\1年\2月"),
    (r"第1学期", "第一学期"),
    (r"第2学期", "第二学期"),
    (r"学年([一二])", r"学年第\1"),
    (r"([0-9]{4})届?[-–~至到]([0-9]{4})届?$", r"\1—\2届"),
    (r"^([0-9]{4})(年度)?$", r"\1年"),
)

# How reports write a school year: 2024—2025学年, 2024/2025学年度.
_SCHOOL_YEAR = re.compile(r"([0-9]{4})(?:[-–—~～/至到]{1,2}([0-9]{4}|[0-9]{2}))?学年度?(.*)")

_OF_YEAR = re.compile(r"\{Y([+-][0-9]+)?\}")

_EXAMPLES = (
    "2023年、2023学年、2023学年第一学期、2024年春季、2024届、2016—2024届、2024-12-23、2024年12月"
)

_YEAR = re.compile(r"\d{4}")
# How a period ends that is not a whole year.
TERMS = ("春季", "秋季", "第一学期", "第二学期")
_TERM = {"春季": 1, "第二学期": 1.5, "秋季": 2, "第一学期": 1.2}


def parse_period(text: str) -> tuple[PeriodType, int]:
    """Return the kind of period and the year it is counted under: 2023学年 is 2023.

    Raises ValueError, in Chinese, for any other spelling than the eight known forms.
    """
    found = _match(text)
    if found is None:
        likely = _suggestion(text)
        advice = f"是否应为「{likely}」？" if likely else f"可用的写法：{_EXAMPLES}。"
        raise ValueError(f"时期「{text}」写法不对。{advice}")
    return found


def by_first_year(text: str) -> str:
    """Name a school year by the year it begins in, also one written by both: 2024/2025学年.

    Whatever else is written, and two years that do not follow one another, stay as they are.
    """
    match = _SCHOOL_YEAR.fullmatch(text)
    if not match:
        return text
    first, second, rest = match.groups()
    if second and int(second) != (int(first) + 1) % 10 ** len(second):
        return text
    return f"{first}学年{rest}"


def canonical(text: str) -> str:
    """Write a period in the one form that it has, where it is written in another of those known."""
    plain = "".join(narrow(text).split())
    return day(plain) or by_first_year(plain)


def in_edition(pattern: str, year: int) -> str:
    """Write out a period named from the year of an edition: {Y-1}学年 of 2024 is 2023学年."""
    return _OF_YEAR.sub(lambda found: f"{year + int(found[1] or 0):04}", pattern)


def moved(period: str, years: int) -> str:
    """Name the period so many years later; of a range of cohorts the last, as the first stays."""
    return re.sub(r"([0-9]{4})(?=[^0-9]*$)", lambda year: f"{int(year[1]) + years:04}", period)


def period_kind(period: str) -> str:
    """Return a period without its year: two of one kind may be compared (秋季 with 秋季).

    A range of cohorts (2016—2024届) sums up years of its own, and keeps its last.
    """
    return _YEAR.sub("", period, count=1)


def _match(text: str) -> tuple[PeriodType, int] | None:
    for form, period_type in _FORMS:
        match = form.fullmatch(text)
        if match:
            years = [int(year) for year in match.groups()]
            rising = years == sorted(set(years))
            real = FIRST_YEAR <= years[0] and years[-1] <= LAST_YEAR
            return (period_type, years[-1]) if rising and real and _is_day(text) else None
    return None


def _is_day(text: str) -> bool:
    """Tell 2024-02-30 from a day; whatever is not written as a day passes."""
    if "-" not in text:
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _suggestion(text: str) -> str:
    likely = unicodedata.normalize("NFKC", text)
    for pattern, replacement in _REWRITES:
        likely = re.sub(pattern, replacement, likely)
    likely = by_first_year(likely)
    return likely if likely != text and _match(likely) else ""


def told_apart(periods: Iterable[str]) -> dict[str, str]:
    """Name periods side by side: where they are not all of one kind, each says of which it is.

    A school year, a term of it, a calendar year and a day look alike at the head of a column.
    """
    found = {period: _match(period) for period in periods}
    kinds = {match[0] for match in found.values() if match}
    return {
        period: f"{period}（{_BESIDE[match[0]]}）" if match and len(kinds) > 1 else period
        for period, match in found.items()
    }


def period_axis(periods: Iterable[str]) -> list[str]:
    """Put periods in order of time, with the years missing between the first and last filled in.

    Periods of one kind differ in the year only (2019年, 2021年); a year that is not there must
    leave a gap on the axis, so it is put there.
    """
    kinds: dict[str, set[int]] = {}
    for period in dict.fromkeys(periods):
        years = _YEAR.findall(period)
        if len(years) == 1:
            kinds.setdefault(_YEAR.sub("{}", period), set()).add(int(years[0]))
    filled = {
        kind.format(year)
        for kind, years in kinds.items()
        for year in (range(min(years), max(years) + 1) if _yearly(kind) else years)
    }
    return sorted(filled | set(periods), key=_when)


def span(periods: Iterable[str]) -> str:
    """Name the years that periods are of, by what they are where they are of one kind.

    2022-2024届, 2023学年; of a year, its seasons and its days together 2020-2024年.
    """
    found = {one: match[1] for one in {*periods} if one and (match := _match(one))}
    years = sorted({*found.values()})
    if not years:
        return ""
    word = next((word for word in ("学年", "届") if all(word in one for one in found)), "年")
    return f"{years[0]}-{years[-1]}{word}" if years[1:] else f"{years[0]}{word}"


def _yearly(kind: str) -> bool:
    return not re.search(r"\d", kind.replace("{}", ""))


def _when(period: str) -> tuple[int, float, int, str]:
    years = _YEAR.findall(period)
    term = next((order for word, order in _TERM.items() if word in period), 0.0)
    # A range (2016—2024届) sums up the years before it, so it comes after the last of them.
    return (int(years[-1]) if years else 0, term, len(years), period)
