-- title: 报告有数值的年份
-- unit: 年
-- description: 所选范围内报告印有数值的年份，新的在前，用于两年对照。
-- key: year
-- source: 全部数据
-- inner: yes
select distinct year
from latest_figure
where value is not null and year between $year_from and $year_to
order by year desc
