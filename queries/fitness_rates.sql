-- title: 体测合格率与优良率
-- unit: %
-- description: 合格率为及格及以上学生的比例，优良率为良好及以上学生的比例。
-- key: period, major, indicator
-- source: 图2-5
-- chart: trend indicator_name
select *
from figures(['fitness_pass_rate_pct', 'fitness_good_rate_pct'], $year_from, $year_to, $majors)
order by indicator desc, year asc, ordinal asc
