-- title: 对口就业率与起薪
-- unit: %；元
-- description: 各届毕业生岗位与所学专业对口的比率，以及初次就业时的起薪；分母与算法以报告的说明为准。
-- key: period, major, indicator
-- source: 表2-2
-- chart: small_multiples indicator_name
select *
from figures(['match_rate_pct', 'starting_salary_yuan'], $year_from, $year_to, $majors)
order by indicator, year, ordinal
