-- title: 填报情况
-- unit: 行
-- description: 各附表最近一期填了多少行：已填（含填0）、填“-”（不适用）、未填，其中必填而未填的最应补上。
-- key: official_table
-- source: 附表1至附表6
with figure as (
    select
        indicator.official_table,
        indicator.required,
        latest.period,
        latest.status,
        latest.value
    from latest_figure as latest
    inner join indicator on latest.indicator = indicator.indicator
    where
        indicator.official_table is not null
        and latest.major is null
        and latest.year between $year_from and $year_to
    qualify latest.year = max(latest.year) over (partition by indicator.official_table)
)

select
    official_table,
    any_value(period) as period,
    count(*) as lines,
    count(value) as filled,
    count(*) filter (where status = 'M') as dashes,
    count(*) filter (where status = 'O') as blanks,
    count(*) filter (where status = 'O' and required) as required_blanks
from figure
group by official_table
order by official_table
