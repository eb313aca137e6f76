-- title: 满意度调查人数
-- unit: 人
-- description: 附表2要求填报的各项调查人数；空白的格写“未填”。
-- key: period, indicator_name, major
-- source: 附表2
-- table: across
select * replace (category as indicator_name, cast(null as varchar) as category)
from figures(['survey_respondents'], $year_from, $year_to, $majors)
order by ordinal
