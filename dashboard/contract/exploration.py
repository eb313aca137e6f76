"""What a reader may ask of the indicators chosen on 指标探索, as it stands in the address.

``explorer?indicator=a&indicator=b&calc=index&base=2019&series=major``: indicators in their order,
years and majors as the filters have them. Whatever is left out is as it is without it.
"""

from dataclasses import dataclass

# Names in the address.
PAGE, INDICATOR, CALCULATION, BASE, SERIES = "explorer", "indicator", "calc", "base", "series"
ASK = "ask"  # a question in words, beside what it was taken for


@dataclass(frozen=True)
class Calculation:
    """What is worked out of each value; ``has_base`` where a year is chosen to start from."""

    label: str
    formula: str
    has_base: bool = False


# Without any the values are shown as printed. A year left out is the first there is.
CALCULATIONS = {
    "change": Calculation("比基年增减", "本期 − 基年；百分数相减得百分点", has_base=True),
    "growth": Calculation("比上年增长", "（本期 − 上年）÷ 上年 × 100%"),
    "index": Calculation("指数", "本期 ÷ 基年 × 100", has_base=True),
    "share": Calculation("占总数", "部分 ÷ 总数 × 100%"),
    "ratio": Calculation("两项之比", "所选第一项 ÷ 第二项"),
    "rank": Calculation("历年名次", "同一系列各年的值由高到低排"),
}
# Without any a line an indicator: the whole school's, where the report has it.
SPLITS = {"major": "分专业", "term": "分学期", "category": "分类别"}
