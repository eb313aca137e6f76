-- title: 有好坏方向的指标：最近一期的全部变化
-- unit: 单位见各行
-- description: 与上一期同类时期相比，两期相邻、状态都正常、核查没有疑问才作比较。变动幅度：比率为百分点之差，
--   其他为相对上期的百分数。同一内容在报告两处印出的，只取主要一处；合计与其唯一分项同变的，只取合计。
-- key: indicator, major, category
-- source: 各指标所在图表
-- table: latest
with figure as (
    select
        figures.* replace (
            -- What the audit doubts is no progress to announce, and no setback.
            if(finding is not null and not corrected, 'U', status) as status
        ),
        indicator.same_as,
        -- 2023年秋季 is compared with 2022年秋季, never with 2023年春季.
        regexp_replace(figures.period, '[0-9]{4}', '') as kind
    from
        figures(
            (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
        ) as figures
    inner join indicator on figures.indicator = indicator.indicator
    where figures.direction <> 'neutral'
),

paired as (
    select
        *,
        lag(value) over earlier as before,
        lag(period) over earlier as period_before,
        lag(status) over earlier as status_before,
        lag(year) over earlier as year_before,
        max(year) over () as newest_year
    from figure
    window earlier as (partition by indicator, major, category, kind order by year)
),

latest as (
    select *
    from paired
    qualify row_number() over (
        partition by coalesce(same_as, indicator), major, category
        -- The main place first, unless only the other one has two periods to compare.
        order by year_before is null, same_as is not null, year desc, ordinal desc
    ) = 1
)

select
    * exclude (same_as, kind, status_before, year_before, newest_year),
    round(value - before, 6) as difference,
    (value > before) = (direction = 'up') as better,
    case
        when unit = '%' then abs(value - before)
        else 100 * abs(value - before) / nullif(abs(before), 0)
    end as extent
from latest
where
    status = 'A' and status_before = 'A'
    -- Neighbours only, and nothing that was last printed years ago.
    and year = year_before + 1 and year >= newest_year - 1
    and value <> before
-- A total and its only part move alike, and are told once.
qualify row_number() over (partition by unit, value, before, period order by ordinal) = 1
order by extent desc nulls last, ordinal asc
