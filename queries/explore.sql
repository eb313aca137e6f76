-- title: 所选指标
-- unit: 单位见各行
-- description: 自选指标在所选年份与专业内的数值；有全校的数和合计时只画它们，选择分列时各画一条线。
-- key: indicator, period, major, category, series
-- source: 各指标所在图表
-- chart: suitable series
-- empty: 所选年份和专业内没有这些指标的数值。
select *
from
    figures_in_lines($indicators, $lines, $alone, $period_type, $year_from, $year_to, $majors)
order by list_position($indicators, indicator), year, ordinal
