-- title: 各专业学生占全校的比例
-- unit: %
-- description: 各专业学生数除以同一年全校合计，由报告数字算出。只看部分专业时分母仍是全校。
-- key: period, major
-- source: 据表3-1计算
-- chart: bars major
with programme as (
    select *
    from figures_by_major(['programme_students'], $year_from, $year_to, $majors)
),

whole as (
    select
        period,
        value as total
    from figures(['programme_students'], $year_from, $year_to, [])
)

select
    programme.* replace (
        '学生占全校比例' as indicator_name,
        round(programme.value / nullif(whole.total, 0) * 100, 2) as value,
        '%' as unit,
        2 as decimals,
        'neutral' as direction,
        whole.total as base,
        '各专业学生数（全校）' as base_name,
        null as printed,
        '据 表3-1 计算' as source,
        null as note
    )
from programme
inner join whole on programme.period = whole.period
order by programme.year, programme.ordinal
