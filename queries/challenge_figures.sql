-- title: 有关的数值
-- unit: 单位见各行
-- description: 与这一挑战有关的指标的最近数值，以及与上一期同类时期相比的变化；绿色为变好，红色为变差，灰色无好坏之分。
-- key: indicator, major, category
-- source: 各指标所在图表
-- table: latest
with wanted as (
    select unnest(string_split(indicators, ';')) as indicator
    from facts('challenge', $majors)
    where item = $challenge
),

figure as (
    select
        *,
        -- 2023年秋季 is compared with 2022年秋季, never with 2023年春季.
        regexp_replace(period, '[0-9]{4}', '') as period_kind
    from figures((select list(indicator) from wanted), $year_from, $year_to, $majors)
),

compared as (
    select
        *,
        lag(value) over of_one as before,
        lag(period) over of_one as period_before,
        lag(status) over of_one as status_before,
        -- Figures of different definition have no difference.
        case
            when is_comparable and lag(is_comparable) over of_one
                then value - lag(value) over of_one
        end as difference
    from figure
    window of_one as (partition by indicator, major, category, period_kind order by year)
)

select * exclude (period_kind)
from compared
qualify
    row_number() over (
        partition by indicator, major, category
        order by year desc, value is null, ordinal desc
    ) = 1
-- What can be compared says most about a challenge; then as the report has it.
order by before is null, difference = 0, ordinal
