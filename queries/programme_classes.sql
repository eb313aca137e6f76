-- title: 各专业班级数
-- unit: 班
-- description: 各专业的班级数，按报告所列专业的顺序排列；有多个年份时按年并列。
-- key: period, major
-- source: 表3-1
-- chart: bars major
select *
from figures_by_major(['programme_classes'], $year_from, $year_to, $majors)
order by year, ordinal
