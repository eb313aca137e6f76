-- title: 财政拨款
-- unit: 单位见各行
-- description: 附表6中财政拨款的两行。填“-”表示不适用，与零和未填都不同。
-- key: period, major, indicator
-- source: 附表6
-- table: across
select *
from
    figures(
        ['form6_state_funding_per_student_yuan', 'form6_state_special_funds_10k_yuan'],
        $year_from,
        $year_to,
        $majors
    )
order by ordinal
