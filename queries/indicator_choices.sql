-- title: 可选的指标
-- unit:
-- description: 有数据的全部指标，按报告的章排列，供指标探索选用。
-- key: indicator
-- source: 指标目录
-- inner: yes
select
    indicator,
    name,
    unit,
    chapter,
    indicator in (select derivation.indicator from derivation) as is_worked_out
from indicator
where indicator in (select latest_figure.indicator from latest_figure)
order by chapter, same_as is not null, official_table nulls first, official_row, indicator
