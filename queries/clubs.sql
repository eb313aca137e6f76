-- title: 社团招收人数
-- unit: 人
-- description: 社团活动安排表所列各社团的招收人数，按表中次序；是计划数还是实到数，以报告的说明为准。
-- key: period, category, major
-- source: 图2-21
-- chart: bars category
select *
from figures(['club_members'], $year_from, $year_to, $majors)
order by year, ordinal
