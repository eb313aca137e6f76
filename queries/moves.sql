-- title: 各数与上一期相比
-- unit: 单位见各行
-- description: 所问指标每一期的数与上一期同类时期相比：变了多少，算不算变化，依据是什么。
-- key: ordinal
-- source: 各指标所在图表
-- inner: yes
select
    figure.ordinal,
    figure.indicator_name,
    figure.value,
    change.before,
    change.period_before,
    change.year_before,
    change.difference,
    change.extent,
    change.move,
    change.grounds
from latest_figure as figure
inner join change on figure.ordinal = change.ordinal
where list_contains($indicators, figure.indicator) and change.year_before >= $year_from
order by figure.ordinal
