-- title: 对口率：校企合作与全校
-- unit: %
-- description: 全校每届一个数；校企合作只有各届合在一起的一个下限，与单独一届不是同一口径，只能对照着看。
-- key: indicator, period, major
-- source: 表2-2、正文四(一)
-- chart: columns indicator_name
select *
from figures(['match_rate_pct', 'cooperation_match_rate_pct'], $year_from, $year_to, $majors)
order by year, ordinal
