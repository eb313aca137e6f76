-- title: 分专业的全部指标
-- unit: 单位见各行
-- description: 报告按专业列出的每一个指标在所选专业和年份内的数值；没有列出的专业写“无”。名称带“正文”的为正文另述的同一内容。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- table: matrix major
select
    figures.*,
    indicator.chapter
from
    figures_by_major(
        (select list(code.indicator) from indicator as code), $year_from, $year_to, $majors
    )
        as figures
inner join indicator on figures.indicator = indicator.indicator
where figures.printed is not null
-- What was printed of one thing stands together, year after year.
order by
    indicator.chapter,
    indicator.same_as is not null,
    min(figures.ordinal) over (partition by figures.indicator, figures.category),
    figures.year,
    figures.ordinal
