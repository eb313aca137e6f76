-- title: 有好坏方向的指标：最近一期的全部变化
-- unit: 单位见各行
-- description: 与上一期同类时期相比，两期相邻、状态都正常、核查没有疑问才作比较。变动幅度：比率为百分点之差，
--   其他为相对上期的百分数。同一内容在报告两处印出的，只取主要一处；合计与其唯一分项同变的，只取合计。
-- key: indicator, major, category
-- source: 各指标所在图表
-- table: latest
with paired as (
    select
        figure.*,
        indicator.same_as,
        max(figure.year) over () as newest_year
    from
        figures_compared(
            (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
        ) as figure
    inner join indicator on figure.indicator = indicator.indicator
    where figure.direction <> 'neutral'
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
    * exclude (same_as, status_before, year_before, doubted_before, newest_year) replace (
        round(value - before, 6) as difference
    ),
    (value > before) = (direction = 'up') as better,
    case
        when unit = '%' then abs(value - before)
        else 100 * abs(value - before) / nullif(abs(before), 0)
    end as extent
from latest
where
    status = 'A' and status_before = 'A'
    -- What the audit doubts is no progress to announce, and no setback.
    and (finding is null or corrected) and not doubted_before
    -- Neighbours only, and nothing that was last printed years ago.
    and year = year_before + 1 and year >= newest_year - 1
    and value <> before
-- A total and its only part move alike, and are told once.
qualify row_number() over (partition by unit, value, before, period order by ordinal) = 1
order by extent desc nulls last, ordinal asc
