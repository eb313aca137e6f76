-- title: 各培训项目的人数
-- unit: 人
-- description: 当年各技能培训项目的培训人数。合计见卡片。
-- key: period, category, major
-- source: 正文六(二)
-- chart: bars category
select *
from figures(['training_people'], $year_from, $year_to, $majors)
where category is not null
order by year, ordinal
