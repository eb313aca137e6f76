-- title: 各专业班均人数
-- unit: 人/班
-- description: 学生数除以班级数，由看板计算；全校一条为全校学生数除以全校班级数，供比较。
-- key: period, major
-- source: 据 表3-1 计算
-- chart: bars major
select *
from figures_by_major(['class_size'], $year_from, $year_to, $majors)
union all
-- The whole school, whichever majors are chosen: what theirs is held against.
select *
from figures(['class_size'], $year_from, $year_to, [])
order by year, ordinal
