-- title: 各培训项目每期平均人数
-- unit: 人/期
-- description: 各项目的培训人数除以期数，由正文的数算出，可看出一期有多大。
-- key: period, category, major
-- source: 据正文六(二)计算
-- chart: bars category
select *
from figures(['training_people_per_session'], $year_from, $year_to, $majors)
where category is not null
order by year, ordinal
