"""The words for a time: 2021年, 近三年, 去年, 2021年以来, 2020到2023, 二〇二一年, 秋季."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

# A point names one year; ``base`` is the year from which an index or a change is reckoned.
Shape = Literal["point", "range", "since", "until", "last", "newest", "all", "base", "term"]

_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2}
# So many years before the newest edition.
_BACK = {"大前年": 3, "前年": 2, "去年度": 1, "去年": 1}
_BACK |= dict.fromkeys(("今年度", "今年", "本年度", "本年"), 0)
# The year before the one that is named with it; else before the newest.
_BEFORE = ("上一学年", "上一年度", "上一年", "上学年", "上年度", "上年", "前一年", "上一届", "上届")
FIRST, SECOND = "第一学期", "第二学期"
TERMS = ("春季", "秋季", FIRST, SECOND)
# The last two may be the term before this one as well.
_TERMS = {
    **dict.fromkeys(("春季学期", "春季", "春天", "春"), "春季"),
    **dict.fromkeys(("秋季学期", "秋季", "秋天", "秋"), "秋季"),
    **dict.fromkeys(("第一学期", "第1学期"), FIRST),
    **dict.fromkeys(("第二学期", "第2学期"), SECOND),
    "上学期": "上学期",
    "下学期": "下学期",
}

_CHINESE = "〇○零一二三四五六七八九"
_UNIT = "(?:学年度?|年度?|届)"
_POINT = (
    rf"(?:(?:[0-9]{{4}}|[{_CHINESE}]{{4}}){_UNIT}?|(?:[0-9]{{2}}|[{_CHINESE}]{{2}}){_UNIT}"
    rf"|{'|'.join((*_BACK, *_BEFORE))})"
)
_LAST_POINT = rf"(?:{_POINT}|[0-9]{{2}}(?![0-9]))"  # 2020-23
_COUNT = "(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3}|几|数|若干)"
_YEARS = "(?:个?学年|年|届|个年度)"
_WITHIN = "(?:以来|之内|之间|期间|来|间|内|里|中)?"
_TO = "(?:到|至|[-~—–―])+"


@dataclass(frozen=True)
class Point:
    """A year: its number, or ``back`` years before the newest, or the one before another."""

    year: int = 0
    back: int | None = None
    is_before: bool = False
    kind: str = ""  # 年, 学年 or 届, as it was written


@dataclass(frozen=True)
class Time:
    """A time as it was asked for; ``count`` is of years, 0 for 近几年; ``term`` a name."""

    shape: Shape
    points: tuple[Point, ...] = ()
    count: int = 0
    term: str = ""


def times(text: str, start: int) -> Iterator[tuple[int, Time]]:
    """Yield whatever time begins at a place of a text, after the place where it ends."""
    for pattern, made in _FORMS:
        if match := pattern.match(text, start):
            yield match.end(), made(match)


def number(text: str) -> int:
    """Read 三, 十, 十二, 二十 or 12; 0 for 几."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _point(text: str) -> Point:
    if text in _BACK:
        return Point(back=_BACK[text])
    if text in _BEFORE:
        return Point(is_before=True)
    digits = re.match(f"[0-9{_CHINESE}]+", text)
    written = digits[0] if digits else ""
    year = int("".join(str(_DIGITS.get(one, one)) for one in written))
    kind = text[len(written) :].removesuffix("度")
    return Point(year + 2000 if len(written) == 2 else year, kind=kind)


def _range(match: re.Match[str]) -> Time:
    first, last = _point(match["first"]), _point(match["last"])
    if last.kind == "学年" and last.year == first.year + 1:  # the two years of one school year
        return Time("point", (Point(first.year, kind="学年"),))
    return Time("range", (first, last))


def _of(shape: Shape) -> Callable[[re.Match[str]], Time]:
    return lambda match: Time(shape, (_point(match["first"]),) if match.re.groups else ())


def _last(match: re.Match[str]) -> Time:
    return Time("last", count=number(match["count"]))


def _term(match: re.Match[str]) -> Time:
    return Time("term", term=_TERMS[match[0]])


_NEWEST = "截至目前|到目前为止|最[近新]一[年次期届]|最新|最近|目前|现在|现阶段|当前|如今|眼下"
_FIRST = f"(?P<first>{_POINT})"
_NOW = "(?:现在|今天|目前|当前|如今|今)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Time]], ...] = tuple(
    (re.compile(text), made)
    for text, made in (
        (f"(?:自从|自|从)?{_FIRST}(?:以来|开始|起)?{_TO}(?P<last>{_LAST_POINT}){_WITHIN}", _range),
        (f"(?:自从|自|从)?(?P<first>[0-9]{{2}}){_TO}(?P<last>[0-9]{{2}}{_UNIT}){_WITHIN}", _range),
        (f"(?:在|于)?{_FIRST}", _of("point")),
        (f"(?:自从|自|从)?{_FIRST}(?:以来|至今|开始|起|以后|之后|后|{_TO}{_NOW})", _of("since")),
        (f"(?:自从|自){_FIRST}", _of("since")),
        (f"截[至止]到?{_FIRST}(?:底|末|为止)?", _of("until")),
        (f"(?:到|至){_FIRST}为止", _of("until")),
        (
            f"(?:以|拿|用)?{_FIRST}(?:为|作为|作|当作?|=|是)(?:基期|基年|基准|基数|100|一百)",
            _of("base"),
        ),
        (f"(?:最近|近来|近|过去|这)的?{_COUNT}{_YEARS}{_WITHIN}", _last),
        ("(?P<count>[2-9]|[二两三四五六七八九十])年(?:以来|来|间|内|里)?", _last),
        ("近年来?|这些年来?", lambda _: Time("last")),
        (
            f"{_NEWEST}|这一届|本届|应届",
            _of("newest"),
        ),
        (
            "历年来?|历届|历次|各年度?|各学年|各届|每年|每届|每一年|逐年|所有年份|全部年份|多年来?",
            _of("all"),
        ),
        ("|".join(_TERMS), _term),
    )
)
