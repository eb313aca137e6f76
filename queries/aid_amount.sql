-- title: 各学期资助金额
-- unit: 元
-- description: 各学期发放的助学金金额；全学年的合计见页首。
-- key: period, major
-- source: 表2-1
-- chart: bars period
select *
from figures(['aid_amount_yuan'], $year_from, $year_to, $majors)
where period_type = 'term'
order by year, ordinal
