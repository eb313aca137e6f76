-- title: 由所选指标算出的数
-- unit: 单位见各行
-- description: 由自选指标在所选年份与专业内的数值算出，算式见各行；算不出来的不列。
-- key: indicator, period, major, category, series
-- source: 各指标所在图表
-- chart: suitable series
-- table: listing
-- empty: 所选年份和专业内没有能算的数。
select * exclude (grounds)
from
    figures_calculated(
        $calculation,
        $base_year,
        $indicators,
        $lines,
        $alone,
        $period_type,
        $year_from,
        $year_to,
        $majors
    )
where value is not null
order by list_position($indicators, indicator), year, ordinal
