-- title: 各届毕业生去向的构成
-- unit: %
-- description: 升入高校、直接就业与其余（报告未列去向）各占当届毕业生的比例，由看板据人数算出。
-- key: period, major, category
-- source: 据 表2-2 计算
-- chart: share_bars category
with cohort as (
    select *
    from figures(
        ['graduates', 'graduates_enrolled_higher', 'graduates_employed'],
        $year_from, $year_to, $majors
    )
),

counted as (
    select
        period,
        major,
        max(value) filter (where indicator = 'graduates') as graduates,
        max(value) filter (where indicator = 'graduates_enrolled_higher') as enrolled,
        max(value) filter (where indicator = 'graduates_employed') as employed
    from cohort
    group by period, major
),

share as (
    select
        period,
        major,
        unnest(['升入高校', '直接就业', '其余（报告未列去向）']) as category,
        100 * unnest([enrolled, employed, graduates - enrolled - employed])
        / nullif(graduates, 0) as value
    from counted
)

select
    cohort.* replace (
        '占当届毕业生的比例' as indicator_name,
        share.category as category,
        share.value as value,
        '%' as unit,
        2 as decimals,
        null as printed,
        '据 表2-2 计算' as source,
        null as note,
        '去向' as category_label
    )
from share
inner join cohort
    on
        share.period = cohort.period
        and share.major is not distinct from cohort.major
        and cohort.indicator = 'graduates'
where share.value is not null
order by cohort.year, list_position(['升入高校', '直接就业'], share.category) nulls last
