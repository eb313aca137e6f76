-- title: 体质健康各等级人数
-- unit: 人
-- description: 参加测试的学生在四个等级上的人数；比例见“体质健康测试等级构成”。
-- key: period, major, category
-- source: 图2-5
-- chart: columns category
select *
from figures(['fitness_grade_count'], $year_from, $year_to, $majors)
order by year, ordinal
