-- title: 核心指标
-- unit: 单位见各行
-- description: 页首卡片所用指标在所选范围内的全部数值，按时间排列。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- inner: yes
select
    figure.*,
    indicator.chapter
from figures_compared($indicators, $year_from, $year_to, $majors) as figure
inner join indicator on figure.indicator = indicator.indicator
order by figure.year, figure.ordinal
