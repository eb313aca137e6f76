-- title: 所选指标的全部数值
-- unit: 单位见各行
-- description: 自选指标在所选年份与专业内的每一个数值，连同报告原文、状态、来源和备注。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- table: listing
-- empty: 所选年份和专业内没有这些指标的数值。
select *
from figures_explored($indicators, $year_from, $year_to, $majors)
order by list_position($indicators, indicator), year, ordinal
