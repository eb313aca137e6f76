-- title: 可以从这里开始
-- unit:
-- description: 至少有三期数值的指标，按章节与单位归在一起，每章取数据最长的一组。
-- key: section, unit
-- source: 各指标所在图表
with long_series as (
    select
        indicator.indicator,
        indicator.name,
        indicator.section,
        indicator.unit,
        indicator.chapter,
        count(distinct figure.period) as periods
    from latest_figure as figure
    inner join indicator on figure.indicator = indicator.indicator
    where figure.value is not null and indicator.same_as is null
    group by all
    having periods >= 3
)

select
    section,
    unit,
    list(indicator order by indicator) as indicators,
    string_agg(name, '、' order by indicator) as names
from long_series
group by chapter, section, unit
-- One of each chapter, or they would be no quick choice.
qualify
    row_number() over (
        partition by chapter
        order by max(periods) desc, count(*) desc, section asc, unit asc
    ) = 1
order by chapter
