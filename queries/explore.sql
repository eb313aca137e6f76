-- title: 所选指标
-- unit: 单位见各行
-- description: 自选指标在所选年份与专业内的数值；未选专业时，全校与各专业的数值都列出。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- chart: suitable series
-- empty: 所选年份和专业内没有这些指标的数值。
with figure as (
    select *
    from figures_explored($indicators, $year_from, $year_to, $majors)
    where $period_type in ('', period_type)
)

select
    *,
    -- A series is named by what tells it from the others shown.
    concat_ws(
        ' · ',
        case when count(distinct indicator) over () > 1 then indicator_name end,
        case when count(major) over (partition by indicator) > 0 then coalesce(major, '全校') end,
        case
            when count(category) over (partition by indicator) > 0 then coalesce(category, '合计')
        end
    ) as series
from figure
order by list_position($indicators, indicator), year, ordinal
