-- title: 体质健康测试等级构成
-- unit: %
-- description: 参加国家学生体质健康标准测试的学生在四个等级上的比例，每年合为100%。
-- key: period, major, category
-- source: 图2-5
-- chart: share_bars category
select *
from figures(['fitness_grade_share_pct'], $year_from, $year_to, $majors)
order by year, ordinal
