-- title: 教师获奖：按等次
-- unit: 项
-- description: 由教师获奖清单逐行清点；发表作品等没有等次的记为其他；带 † 的只宜看大致分布，原因见备注。
-- key: period, category, major
-- source: 表3-2、表3-3
-- chart: bars category
select *
from figures(['teacher_awards_by_rank'], $year_from, $year_to, $majors)
order by year, ordinal
