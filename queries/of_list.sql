-- title: 名单汇总的数
-- unit: 单位见各行
-- description: 学校自己的名单汇总出来的数，分专业，旁边是全校；不是报告所印的，n 是背后的人数。
--   未公布（人数少）：说的人太少，或者由它能推算出人太少的数；与 0、“-”、空白都不同。
-- key: indicator, period, major, category
-- source: 学校自己的名单
-- table: pivot whose
with place as (
    select
        indicator,
        category,
        min(ordinal) as ordinal
    from record
    group by indicator, category
)

select
    given.* exclude (class),
    coalesce(given.major, '全校') as whose,
    '据' || record_list.label || '汇总（' || given.delivered || ' 交来）' as source,
    cast(null as integer) as page,
    cast(null as varchar) as note,
    cast(null as varchar) as category_label,
    coalesce(indicator.decimals, record_indicator.decimals) as decimals
from record_export as given
inner join record_list on given.list = record_list.list
inner join place
    on given.indicator = place.indicator and given.category is not distinct from place.category
left join indicator on given.indicator = indicator.indicator
left join record_indicator on given.indicator = record_indicator.indicator
left join major on given.major = major.major
where
    given.list = $list
    and given.class is null
    and concat_ws(' ', given.grade, given.sex) = $group
    and given.school_year between $year_from and $year_to
    and (len($majors) = 0 or given.major is null or list_contains($majors, given.major))
order by place.ordinal asc, given.school_year asc, major.rowid asc nulls last
