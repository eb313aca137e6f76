-- title: 校企合作所占的比重
-- unit: %
-- description: 校企合作的课程门数、学时、编写教材各除以同年总数，由附表3算出；报告印横线的年份无从计算。
-- key: indicator, period, major
-- source: 据附表3计算
-- chart: bars indicator_name
with pair (part, whole, name) as (
    values
    ('form3_cooperative_courses', 'form3_courses', '课程门数中的比重'),
    ('form3_cooperative_course_hours', 'form3_course_hours', '总学时中的比重'),
    ('form3_textbooks_cooperative', 'form3_textbooks', '编写教材中的比重')
),

figure as (
    select *
    from figures(
        (select list_concat(list(pair.part), list(pair.whole)) from pair),
        $year_from,
        $year_to,
        $majors
    )
)

select
    part.* replace (
        pair.name as indicator_name,
        round(part.value / whole.value * 100, 2) as value,
        '%' as unit,
        2 as decimals,
        case when part.value is null then part.printed end as printed,
        case when whole.value is null then whole.status else part.status end as status,
        '据 附表3 计算' as source,
        null as note
    )
from pair
inner join figure as part on pair.part = part.indicator
inner join figure as whole
    on
        pair.whole = whole.indicator
        and part.period = whole.period
        and part.major is not distinct from whole.major
-- Of nothing there is no share.
where coalesce(whole.value > 0, true)
order by part.year, part.ordinal
