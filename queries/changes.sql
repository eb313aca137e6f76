-- title: 与上一期相比的全部变化
-- unit: 单位见各行
-- description: 有好坏方向的指标和关键指标，最近一期与上一期同类时期相比；两期相邻、前后可比才列出。比率超出这样大小的两组人之间的
--   平常波动，其他数超出印出的精度和目录所定的幅度，才算变化，否则为基本持平。变动幅度：比率为百分点之差，其他为相对上期的百分数。
--   同一内容在报告两处印出的，只取主要一处；合计与其唯一分项同变的，只取合计。
-- key: indicator, major, category
-- source: 各指标所在图表
-- table: latest
with figure as (
    select
        figure.*,
        indicator.is_key,
        indicator.chapter,
        indicator.same_as
    from
        figures_compared(
            (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
        ) as figure
    inner join indicator on figure.indicator = indicator.indicator
    where figure.direction <> 'neutral' or indicator.is_key
),

latest as (
    -- The main place first, unless only the other one has two periods to compare.
    select arg_max(ordinal, (move is not null, same_as is null, year, ordinal)) as ordinal
    from figure
    group by coalesce(same_as, indicator), major, category
),

changed as (
    select figure.*
    from figure
    inner join latest on figure.ordinal = latest.ordinal
    where
        figure.difference <> 0
        -- Neighbours only, and nothing that was last printed years ago.
        and figure.year = figure.year_before + 1
        and figure.year >= (select max(known.year) from figure as known) - 1
),

told as (
    -- A total and its only part move alike, and are told once.
    select min(ordinal) as ordinal
    from changed
    group by unit, value, before, period
)

select
    changed.* exclude (year_before, same_as),
    move.is_better,
    move.is_doubted
from changed
inner join told on changed.ordinal = told.ordinal
inner join move on changed.move = move.move
order by changed.is_key desc, changed.extent desc nulls first, changed.ordinal asc
