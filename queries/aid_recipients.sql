-- title: 各学期受资助学生
-- unit: 人
-- description: 各学期获得助学金的学生人数；同一学生可能两个学期都受助，不宜相加。
-- key: period, major
-- source: 表2-1
-- chart: bars period
select *
from figures(['aid_recipients'], $year_from, $year_to, $majors)
where period_type = 'term'
order by year, ordinal
