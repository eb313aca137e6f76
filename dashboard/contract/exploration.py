"""What a reader may ask of the indicators chosen on 指标探索, as it stands in the address.

``explorer?indicator=a&indicator=b&calc=index&base=2019&series=term&only=春季``: indicators in their
order, years and majors as the filters have them. Whatever is left out is as it is without it.
"""

from dataclasses import dataclass

# Names in the address.
PAGE, INDICATOR, CALCULATION, BASE, SERIES = "explorer", "indicator", "calc", "base", "series"
ONLY = "only"  # of the terms or categories that are lines, the one that is shown
VIEW = (INDICATOR, CALCULATION, BASE, SERIES, ONLY)  # all of it, besides the filters
ASK = "ask"  # a question in words, beside what it was taken for


@dataclass(frozen=True)
class Calculation:
    """What is worked out of each value; ``has_base`` where a year is chosen to start from.

    ``title`` stands above a chart: of ``names``, ``first`` and ``second`` of them, the ``base``.
    """

    label: str
    title: str
    formula: str
    has_base: bool = False


# Without any the values are shown as printed. A year left out is the first there is.
CALCULATIONS = {
    "change": Calculation(
        "比基年增减",
        "{names}：比{base}年增减",
        "本期 − {base}年，百分数相减得百分点；其间口径有变的不相减",
        has_base=True,
    ),
    "growth": Calculation(
        "比上年增长",
        "{names}：比上年增长",
        "（本期 − 上一年）÷ 上一年 × 100%；上一年没有数、口径有变的不算",
    ),
    "index": Calculation(
        "指数", "{names}：指数", "本期 ÷ {base}年 × 100；其间口径有变的不算", has_base=True
    ),
    "share": Calculation(
        "占总数", "{names}：占总数的比例", "部分 ÷ 总数 × 100%；总数取核查关系里登记的，见各行算式"
    ),
    "ratio": Calculation("两项之比", "{first} ÷ {second}", "同一时期的{first} ÷ {second}"),
    "rank": Calculation(
        "历年名次", "{names}：历年名次", "同一条线上各年由高到低，相同的并列；口径有变的前后分开排"
    ),
}
# Without any a line an indicator: the whole school's, where the report has it.
SPLITS = {"major": "分专业", "term": "分学期", "category": "分类别"}
