-- title: 生均办学经费
-- unit: 单位见各行
-- description: 办学经费除以同一年的在校生数，由报告数字算出；报告只印了其中一项的年份算不出来，不列。
--   经费按自然年，在校生数未注明时点，只宜看大概。
-- key: period, major, indicator_name
-- source: 据表7-1、附表6计算
-- table: across
with per_student as (
    select
        * replace (
            '生均办学经费' as indicator_name,
            value * 10000 as value, -- 万元 to 元
            '元/生' as unit,
            0 as decimals,
            'up' as direction,
            'A' as status,
            '据 表7-1、附表6 计算' as source
        )
    from
        figures_divided(
            'funding_10k_yuan', 'form6_full_time_students', $year_from, $year_to, $majors
        )
)

select *
from (
    select *
    from figures(['funding_10k_yuan', 'form6_full_time_students'], $year_from, $year_to, $majors)
    union all by name
    select * from per_student
) as counted
-- Years that only one of the two is known of say nothing here, and stand in charts of their own.
where period in (select per_student.period from per_student)
order by list_position(['万元', '人', '元/生'], unit), year
