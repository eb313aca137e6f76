-- title: 各届毕业生去向的构成
-- unit: %
-- description: 升入高校、直接就业与其余（报告未列去向）各占当届毕业生的比例，由看板据人数算出。
-- key: period, major, category
-- source: 据 表2-2 计算
-- chart: share_bars category
with share as (
    select
        graduates,
        unnest(['升入高校', '直接就业', '其余（报告未列去向）']) as category,
        unnest([enrolled.value, employed.value, rest]) as people,
        unnest([
            doubted_of(enrolled, graduates), doubted_of(employed, graduates), doubted
        ]) as doubted
    from cohorts($year_from, $year_to, $majors)
)

select
    graduates.* replace (
        '占当届毕业生的比例' as indicator_name,
        share.category as category,
        round(100 * people / nullif(graduates.value, 0), 2) as value,
        '%' as unit,
        2 as decimals,
        'neutral' as direction,
        graduates.value as base,
        graduates.indicator_name as base_name,
        null as printed,
        '据 表2-2 计算' as source,
        null as note,
        doubted.finding as finding,
        doubted.cause as cause,
        doubted.doubt as doubt,
        doubted.corrected as corrected,
        doubted.is_doubted as is_doubted,
        '去向' as category_label
    )
from share
where people / nullif(graduates.value, 0) is not null
order by graduates.year, list_position(['升入高校', '直接就业'], share.category) nulls last
