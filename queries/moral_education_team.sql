-- title: 德育团队：按岗位
-- unit: 人
-- description: 德育团队各岗位的人数；班主任人数另见附表6。
-- key: period, category, major
-- source: 正文三(六)
-- chart: bars category
select *
from figures(['moral_education_team'], $year_from, $year_to, $majors)
order by year, ordinal
