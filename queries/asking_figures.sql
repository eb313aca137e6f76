-- title: 可问的时期
-- unit:
-- description: 每个指标按时期、专业、分类有哪些数值，供问句核对有没有所问的数；不含数值。
-- key: indicator, period, major, category
-- source: 全部数据
-- inner: yes
select
    indicator,
    period,
    period_type,
    period_kind,
    year,
    major,
    category,
    value is not null as has_value
from latest_figure
order by ordinal
