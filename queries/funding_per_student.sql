-- title: 生均办学经费
-- unit: 单位见各行
-- description: 办学经费除以同一年的在校生数，由报告数字算出；报告只印了其中一项的年份算不出来，不列。
--   经费按自然年，在校生数未注明时点，只宜看大概。
-- key: period, major, indicator_name
-- source: 据表7-1、附表6计算
-- table: across
with figure as (
    select *
    from
        figures(
            ['funding_10k_yuan', 'form6_full_time_students', 'funding_per_student_yuan'],
            $year_from,
            $year_to,
            $majors
        )
)

select *
from figure
-- Years that only one of the two is known of say nothing here, and stand in charts of their own.
where
    period in (
        select worked_out.period
        from figure as worked_out
        where worked_out.indicator = 'funding_per_student_yuan' and worked_out.value is not null
    )
order by list_position(['万元', '人', '元/生'], unit), year
