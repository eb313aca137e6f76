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
)

select * exclude (year_before)
from figures_compared((select list(indicator) from wanted), $year_from, $year_to, $majors)
qualify
    row_number() over (
        partition by indicator, major, category
        order by year desc, value is null, ordinal desc
    ) = 1
-- What can be compared says most about a challenge; then as the report has it.
order by before is null, difference = 0, ordinal
