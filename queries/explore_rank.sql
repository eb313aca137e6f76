-- title: 历年名次
-- unit: 单位见各行
-- description: 自选指标同一条线上各年的数值，由高到低。
-- key: indicator, period, major, category, series
-- source: 各指标所在图表
-- chart: bars item
-- table: listing
-- empty: 所选年份和专业内没有能排名次的数。
with figure as (
    select *
    from
        figures_in_lines($indicators, $lines, $alone, $period_type, $year_from, $year_to, $majors)
    -- What is defined otherwise has no place among the others.
    where value is not null and stretch is not null
),

ranked as (
    select
        *,
        rank() over (of_one order by value desc) as rank,
        count(*) over of_one as ranked
    from figure
    -- Across a break the years are not of one kind.
    window of_one as (partition by indicator, major, category, kind_of(figure), stretch)
)

select
    *,
    if(series = indicator_name, '', series || ' ')
    || period || '（' || ranked || '年中第' || rank || '）' as item
from ranked
order by
    list_position($indicators, indicator) asc, series asc, stretch desc, period_kind asc, rank asc,
    year desc
