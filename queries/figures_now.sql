-- title: 所列指标现在的数
-- unit: 单位见各行
-- description: 所列指标的全部数值，用来与从前引用的数逐一对照。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- inner: yes
select
    indicator,
    period,
    major,
    category,
    value,
    printed
from latest_figure
where list_contains($indicators, indicator)
order by ordinal
