-- title: 行业导师、课时与课酬
-- unit: 单位见各图
-- description: 聘请的行业导师、全年课时和课酬，以及由此算出的每名导师平均课时。填0与没有填不同。
-- key: indicator_name, period, major
-- source: 附表6
-- chart: small_multiples indicator_name
-- table: across
with figure as (
    select *
    from figures(
        [
            'form6_industry_mentors', 'form6_mentor_hours', 'form6_mentor_pay_10k_yuan'
        ],
        $year_from,
        $year_to,
        $majors
    )
),

per_mentor as (
    select
        hours.* replace (
            '每名导师平均课时（计算）' as indicator_name,
            round(hours.value / mentors.value, 1) as value,
            1 as decimals,
            null as printed,
            '据 附表6 计算' as source,
            null as note
        )
    from figure as hours
    inner join figure as mentors
        on hours.period = mentors.period and hours.major is not distinct from mentors.major
    where
        hours.indicator = 'form6_mentor_hours' and mentors.indicator = 'form6_industry_mentors'
        and hours.value is not null and mentors.value > 0
)

select * from figure
union all by name
select * from per_mentor
order by ordinal, decimals
