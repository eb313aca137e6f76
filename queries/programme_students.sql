-- title: 各专业在校学生数
-- unit: 人
-- description: 各专业的在校学生人数，按报告所列专业的顺序排列；有多个年份时按年并列。
-- key: period, major
-- source: 表3-1
-- chart: bars major
select *
from figures_by_major(['programme_students'], $year_from, $year_to, $majors)
order by year, ordinal
