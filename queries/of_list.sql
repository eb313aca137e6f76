-- title: 名单汇总的数
-- unit: 单位见各行
-- description: 学校自己的名单汇总出来的数，分专业，旁边是全校；不是报告所印的，n 是背后的人数。
--   比率写着它的区间（威尔逊法，把握九成五）：人数越少越宽，两个专业的区间分得开，差别才不像是偶然，所以不排名次。
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
),

given as (
    select
        *,
        value / 100 as share,
        -- The square of how many standard errors stand on each side, for each person.
        if(unit = '%' and persons > 0, 1.96 * 1.96 / persons, null) as doubt
    from record_export
),

bounded as (
    select
        * exclude (share, doubt),
        100 * (share + doubt / 2) / (1 + doubt) as middle,
        100 * sqrt(doubt * share * (1 - share) + doubt * doubt / 4) / (1 + doubt) as half
    from given
)

select
    bounded.* exclude (class, middle, half),
    abs(round(bounded.middle - bounded.half, 1)) as lowest, -- never -0
    round(bounded.middle + bounded.half, 1) as highest,
    coalesce(bounded.major, '全校') as whose,
    '据' || record_list.label || '汇总（' || bounded.delivered || ' 交来）' as source,
    cast(null as integer) as page,
    cast(null as varchar) as note,
    cast(null as varchar) as category_label,
    coalesce(indicator.decimals, record_indicator.decimals) as decimals
from bounded
inner join record_list on bounded.list = record_list.list
inner join place
    on
        bounded.indicator = place.indicator
        and bounded.category is not distinct from place.category
left join indicator on bounded.indicator = indicator.indicator
left join record_indicator on bounded.indicator = record_indicator.indicator
left join major on bounded.major = major.major
where
    bounded.list = $list
    and bounded.class is null
    and concat_ws(' ', bounded.grade, bounded.sex) = $group
    and bounded.school_year between $year_from and $year_to
    and (len($majors) = 0 or bounded.major is null or list_contains($majors, bounded.major))
order by place.ordinal asc, bounded.school_year asc, major.rowid asc nulls last
