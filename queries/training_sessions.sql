-- title: 各培训项目的期数
-- unit: 期
-- description: 当年各技能培训项目举办的期数。
-- key: period, category, major
-- source: 正文六(二)
-- chart: bars category
select *
from figures(['training_sessions'], $year_from, $year_to, $majors)
where category is not null
order by year, ordinal
