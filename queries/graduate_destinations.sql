-- title: 各届毕业生的去向
-- unit: 人
-- description: 每一届毕业生中升学与就业的人数，各届分开，不相加。“其余（报告未列去向）”由看板用毕业生数减去两项算出。
-- key: period, major, category
-- source: 表2-2
-- chart: stacks category
with listed as (
    select
        * replace (
            if(indicator = 'graduates_employed', '直接就业', '升入高校') as category,
            '去向' as category_label
        )
    from
        figures(
            ['graduates_enrolled_higher', 'graduates_employed'], $year_from, $year_to, $majors
        )
),

computed as (
    select
        graduates.* replace (
            '其余毕业生' as indicator_name,
            '其余（报告未列去向）' as category,
            rest as value,
            null as printed,
            '据 表2-2 计算' as source,
            '毕业生数减直接就业与升入高校' as note,
            doubted.finding as finding,
            doubted.cause as cause,
            doubted.doubt as doubt,
            doubted.corrected as corrected,
            doubted.is_doubted as is_doubted,
            '去向' as category_label
        )
    from cohorts($year_from, $year_to, $majors)
    -- Where one of the two is not known, neither is the rest.
    where rest >= 0
),

destination as (
    select * from listed
    union all
    select * from computed
)

select *
from destination
order by year, list_position(['升入高校', '直接就业'], category) nulls last
