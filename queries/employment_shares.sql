-- title: 直接就业者中的比例
-- unit: %
-- description: 留在当地、到中小微企业、在第三产业就业的人数各除以当年直接就业人数（不含升学），由附表1、附表4算出。
-- key: indicator, period, major
-- source: 据附表1、附表4计算
-- chart: bars indicator_name
with part (indicator, name) as (
    values
    ('form4_local_employment', '留在当地'),
    ('form4_small_firm_employment', '到中小微企业'),
    ('form1_employed_tertiary_sector', '在第三产业')
),

figure as (
    select *
    from figures(
        (select list_append(list(part.indicator), 'form1_employed_three_sectors') from part),
        $year_from,
        $year_to,
        $majors
    )
)

select
    figure.* replace (
        part.name as indicator_name,
        round(figure.value / employed.value * 100, 2) as value,
        '%' as unit,
        2 as decimals,
        'neutral' as direction,
        null as printed,
        case when employed.value is null then employed.status else figure.status end as status,
        '据 附表1、附表4 计算' as source,
        null as note
    )
from part
inner join figure on part.indicator = figure.indicator
inner join figure as employed
    on
        figure.period = employed.period
        and figure.major is not distinct from employed.major
        and employed.indicator = 'form1_employed_three_sectors'
-- 附表4 before 附表1: where they work before what the work is.
where coalesce(employed.value > 0, true)
order by figure.year, figure.indicator like 'form1%', figure.ordinal
