-- title: 存疑的数字
-- unit: 单位见各行
-- description: 状态为可靠性低、口径不同或序列中断的全部数值：约数与上下限、扫描不清的清点、合计对不上的数、换了口径的数。
--   数值照报告所印，一个也没有改；为什么存疑见备注。
-- key: indicator, period, major, category
-- source: 各指标所在图表
-- table: noted
select
    indicator,
    indicator_name,
    period,
    period_type,
    year,
    major,
    category,
    value,
    unit,
    decimals,
    printed,
    status,
    source,
    page,
    note
from latest_figure
where
    status in ('U', 'D', 'B')
    and year between $year_from and $year_to
    and (len($majors) = 0 or major is null or list_contains($majors, major))
-- What contradicts something else first, then what was only rounded in the telling, then counts.
order by status = 'U', printed = '', regexp_matches(note, '约数|限|大致'), ordinal
