-- title: 可以从这里开始
-- unit:
-- description: 至少有三期数值的指标，按章节与单位归在一起，适合看走势。
-- key: section, unit
-- source: 各指标所在图表
with long_series as (
    select
        indicator.indicator,
        indicator.name,
        indicator.section,
        indicator.unit,
        indicator.chapter
    from latest_figure as figure
    inner join indicator on figure.indicator = indicator.indicator
    where figure.value is not null and indicator.same_as is null
    group by all
    having count(distinct figure.period) >= 3
)

select
    section,
    unit,
    list(indicator order by indicator) as indicators,
    string_agg(name, '、' order by indicator) as names
from long_series
group by chapter, section, unit
order by chapter, section, count(*) desc
