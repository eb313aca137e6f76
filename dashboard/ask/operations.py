"""What is to be worked out of the figures that a question names."""

from collections.abc import Sequence

from dashboard.ask.reading import refuse
from dashboard.ask.tokens import Kind, Token, of
from dashboard.ask.words import BY_MAJOR, CHANGE, RANK, RATIO, RISE, SHARE

_A_YEAR = "一年"  # 多少钱一年: each of them, unless it is the 最高的一年
_MOST: tuple[Kind, ...] = ("most", "split")


def operation(found: Sequence[Token], *, figures: int, split: str, has_parts: bool) -> str:
    """Return what is asked for, "" for the figures themselves.

    ``figures`` is how many indicators are named, ``has_parts`` whether majors or categories are.
    """
    asked = {token.value for token in of(found, "operation")}
    if of(found, "of"):
        asked = asked - {SHARE} | {_proportion(found, figures)}
    measures = {token.value for token in of(found, "measure")}
    if "%" in measures and not asked and (has_parts or split):
        asked.add(SHARE)
    if most(found):
        _refuse_most_of_parts(found, split)
        asked |= set() if split == BY_MAJOR else {RANK}
    elif any(token.text != _A_YEAR for token in of(found, "which year")):
        raise refuse("问哪一年，请说是最高还是最低的一年")
    if RANK in asked and split == BY_MAJOR:
        raise refuse("名次只在各年之间排，专业之间不排名，可以看各专业并列")
    if asked == {RISE, CHANGE}:
        asked = {RISE}
    if len(asked) > 1:
        raise refuse("一次只算一样，请只留一种算法")
    return next(iter(asked), "")


def most(found: Sequence[Token]) -> bool:
    """Tell whether the most, or the least, is asked for: 最高, 最多的专业."""
    return any(token.kind == "most" or token.text.startswith("最") for token in of(found, *_MOST))


def _proportion(found: Sequence[Token], figures: int) -> str:
    """Tell A 占 B, a ratio, from A 占 the whole school."""
    first = of(found, "of")[0]
    for token in of(found, "major", "group", "figure"):
        is_part = token.kind != "figure" or all(one.category for one in token.value)
        if is_part and token.start > first.start:
            raise refuse("占比只对全校或总数算，不对其中一部分算")
    return RATIO if figures == 2 else SHARE


def _refuse_most_of_parts(found: Sequence[Token], split: str) -> None:
    if split == BY_MAJOR and of(found, "which year"):
        raise refuse("最高的是哪一年和哪个专业，请分开问")
    if split not in ("", BY_MAJOR):
        raise refuse("最高、最低只在各年之间比，不在分类之间比")
