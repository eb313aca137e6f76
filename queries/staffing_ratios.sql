-- title: 配备比例
-- unit: 单位见各行
-- description: 由附表6同一年的两行相除算出：在编占教职工、专任教师占教职工，以及每名教师对应的在校生数。
-- key: period, major, indicator_name
-- source: 据附表6计算
-- table: across
with ratio as (
    select *
    from (
        values
        (1, '额定编制占教职工比例', 'form6_authorised_posts', 'form6_staff', 100, '%', 1),
        (2, '专任教师占教职工比例', 'form6_full_time_teachers', 'form6_staff', 100, '%', 1),
        (3, '每名专任教师对应学生', 'form6_full_time_students', 'form6_full_time_teachers', 1, '人', 2),
        (4, '每名班主任对应学生', 'form6_full_time_students', 'form6_class_teachers', 1, '人', 1),
        (5, '每名思政课教师对应学生', 'form6_full_time_students', 'form6_ideology_teachers', 1, '人', 0),
        (6, '每名体育教师对应学生', 'form6_full_time_students', 'form6_pe_teachers', 1, '人', 0),
        (7, '每名美育教师对应学生', 'form6_full_time_students', 'form6_arts_teachers', 1, '人', 0)
    ) as ratios (position, name, above, below, factor, unit, decimals) -- noqa: AL05
),

figure as (
    select *
    from
        figures(
            (select list(above) || list(below) from ratio), $year_from, $year_to, []::varchar[]
        )
)

select
    above.* replace (
        ratio.name as indicator_name,
        ratio.factor * above.value / below.value as value,
        ratio.unit as unit,
        ratio.decimals as decimals,
        'neutral' as direction,
        null as printed,
        'A' as status,
        '据 附表6 计算' as source,
        null as note
    )
from ratio
inner join figure as above on ratio.above = above.indicator
inner join figure as below on ratio.below = below.indicator and above.period = below.period
-- What is not printed, or printed as a dash, gives no ratio.
where above.value is not null and below.value > 0
order by ratio.position, above.year
