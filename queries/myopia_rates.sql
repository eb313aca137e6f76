-- title: 春秋两季近视率
-- unit: %
-- description: 每年春季、秋季学期各普查一次，两季各成一线；同季逐年相比，越低越好。
-- key: period, category, major
-- source: 图2-6
-- chart: trend category
select
    -- The printed period names year and season; apart, the seasons share an axis of years.
    * replace (
        regexp_extract(period, '^[0-9]{4}年') as period,
        regexp_extract(period, '.季$') as category,
        '学期' as category_label
    )
from figures(['myopia_rate_pct'], $year_from, $year_to, $majors)
order by year, ordinal
