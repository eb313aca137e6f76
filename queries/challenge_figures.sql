-- title: 有关的数值
-- unit: 单位见各行
-- description: 与这一挑战有关的指标的最近数值，以及与上一期同类时期相比的变化；绿色为变好，红色为变差，灰色为基本持平或不判好坏。
-- key: indicator, major, category
-- source: 各指标所在图表
-- table: latest
with wanted as (
    select unnest(string_split(indicators, ';')) as indicator
    from facts('challenge', $majors)
    where item = $challenge
),

figure as (
    select *
    from
        figures_compared(
            (select list(wanted.indicator) from wanted), $year_from, $year_to, $majors
        )
),

newest as (
    select arg_max(ordinal, (year, value is not null, ordinal)) as ordinal
    from figure
    group by indicator, major, category
)

select
    figure.* exclude (year_before),
    indicator.chapter
from figure
inner join newest on figure.ordinal = newest.ordinal
inner join indicator on figure.indicator = indicator.indicator
-- What can be compared says most about a challenge; then as the report has it.
order by figure.before is null, figure.difference = 0, figure.ordinal
