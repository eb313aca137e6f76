-- title: 各年级、男女的数
-- unit: 单位见各行
-- description: 学校自己的名单汇总出来的数，最近一年，分年级、分男女，各专业旁边是全校。横线是比率的区间（威尔逊法，
--   把握九成五）：人数越少越宽，区间分得开，差别才不像是偶然。
-- key: indicator, period, major, category, who
-- source: 学校自己的名单
-- chart: intervals who
select
    * exclude (class, groups),
    coalesce(nullif(groups, ''), '全体') as who
from list_figure
where
    list_contains($indicators, indicator)
    and class is null
    and (grade is null or sex is null)
    and year between $year_from and $year_to
    and (len($majors) = 0 or major is null or list_contains($majors, major))
qualify year = max(year) over (partition by indicator)
order by sex is not null, list_position(['高一', '高二', '高三'], grade) nulls first, sex, ordinal
