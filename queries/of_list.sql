-- title: 名单汇总的数
-- unit: 单位见各行
-- description: 学校自己的名单汇总出来的数，分专业，旁边是全校；不是报告所印的，n 是背后的人数。
--   比率写着它的区间（威尔逊法，把握九成五）：人数越少越宽，两个专业的区间分得开，差别才不像是偶然，所以不排名次。
--   未公布（人数少）：说的人太少，或者由它能推算出人太少的数；与 0、“-”、空白都不同。
-- key: indicator, period, major, category
-- source: 学校自己的名单
-- table: pivot whose
-- Of all indicators of a list, or of some; of all years that are looked at, or the newest of each.
select * exclude (class, groups)
from list_figure
where
    ($list in ('', list))
    and (len($indicators) = 0 or list_contains($indicators, indicator))
    and class is null
    and groups = $group
    and year between $year_from and $year_to
    and (len($majors) = 0 or major is null or list_contains($majors, major))
qualify $newest = 0 or year = max(year) over (partition by indicator)
order by ordinal
