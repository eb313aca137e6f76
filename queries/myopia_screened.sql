-- title: 视力普查人数
-- unit: 人
-- description: 春季、秋季学期视力普查的总人数，是近视率的分母。
-- key: period, category, major
-- source: 图2-6
-- chart: columns category
select
    -- As in the rates: the seasons side by side on an axis of years.
    * replace (
        regexp_extract(period, '^[0-9]{4}年') as period,
        regexp_extract(period, '.季$') as category,
        '学期' as category_label
    )
from figures(['myopia_screened'], $year_from, $year_to, $majors)
order by year, ordinal
