-- title: 与上一期相比的全部变化
-- unit: 单位见各行
-- description: 有好坏方向的指标和关键指标，最近一期与上一期同类时期相比；两期相邻、前后可比才列出。比率超出这样大小的两组人之间的
--   平常波动，其他数超出印出的精度和目录所定的幅度，才算变化，否则为基本持平。变动幅度：比率为百分点之差，其他为相对上期的百分数。
--   同一内容在报告两处印出的，只取主要一处；合计与其唯一分项同变的，只取合计。
-- key: indicator, major, category
-- source: 各指标所在图表
-- table: latest
with latest as (
    select
        figure.*,
        indicator.is_key,
        indicator.chapter,
        max(figure.year) over () as newest_year
    from
        figures_compared(
            (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
        ) as figure
    inner join indicator on figure.indicator = indicator.indicator
    where figure.direction <> 'neutral' or indicator.is_key
    qualify row_number() over (
        partition by coalesce(indicator.same_as, indicator.indicator), figure.major, figure.category
        -- The main place first, unless only the other one has two periods to compare.
        order by
            figure.move is null asc,
            indicator.same_as is not null asc,
            figure.year desc,
            figure.ordinal desc
    ) = 1
)

select
    latest.* exclude (year_before, newest_year),
    move.is_better,
    move.is_doubted
from latest
inner join move on latest.move = move.move
where
    latest.difference <> 0
    -- Neighbours only, and nothing that was last printed years ago.
    and latest.year = latest.year_before + 1 and latest.year >= latest.newest_year - 1
-- A total and its only part move alike, and are told once.
qualify
    row_number() over (
        partition by latest.unit, latest.value, latest.before, latest.period order by latest.ordinal
    ) = 1
order by latest.is_key desc, latest.extent desc nulls first, latest.ordinal asc
