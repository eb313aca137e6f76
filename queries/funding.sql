-- title: 办学经费
-- unit: 万元
-- description: 各年的办学经费总额。是收入还是支出，以报告的说明为准；每年重新起算，不宜相加。
-- key: period, major
-- source: 表7-1
-- chart: columns indicator_name
select *
from figures(['funding_10k_yuan'], $year_from, $year_to, $majors)
order by year, ordinal
