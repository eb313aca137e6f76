-- title: 所选指标的分图
-- unit:
-- description: 单位相同、时期类型相同的指标画在一张图里；没有任何数值的不画。
-- key: unit, period_type
-- source: 各指标所在图表
with figure as (
    select
        indicator,
        unit,
        period_type,
        list_position($indicators, indicator) as position
    from figures_explored($indicators, $year_from, $year_to, $majors)
    where value is not null
)

select
    unit,
    period_type,
    list(distinct indicator) as indicators
from figure
group by unit, period_type
order by min(position), period_type
