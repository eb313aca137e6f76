-- title: 所选指标的全部数值
-- unit: 单位见各行
-- description: 自选指标在所选年份与专业内的每一个数值，连同报告原文、状态、来源和备注。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- table: listing
-- empty: 所选年份和专业内没有这些指标的数值。
select * exclude (split_by)
from latest_figure
where
    list_contains($indicators, indicator)
    and year between $year_from and $year_to
    and case
        when list_has_any(split_by, $majors) then list_contains($majors, major)
        else len($majors) = 0 or major is null
    end
order by list_position($indicators, indicator), year, ordinal
