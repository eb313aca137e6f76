-- title: 在校生规模与增长
-- unit: 单位见各行
-- description: 在校生数和由此算出的比上一年的增减；相邻两年都有数才能算。全校取附表6，各专业取表3-1，只有一年时不列。
-- key: indicator_name, period, major
-- source: 附表6、表3-1及其计算
-- table: across
with figure as (
    select *
    from figures(['form6_full_time_students'], $year_from, $year_to, [])
    where len($majors) = 0
    union all by name
    select *
    from figures_by_major(['programme_students'], $year_from, $year_to, $majors)
    qualify len($majors) > 0 or count(*) over (partition by major) > 1
),

grown as (
    select
        * replace (
            '在校生比上一年增长' as indicator_name,
            round((value / nullif(lag(value) over of_one, 0) - 1) * 100, 2) as value,
            '%' as unit,
            2 as decimals,
            lag(value) over of_one as base,
            '上一年的' || indicator_name as base_name,
            null as printed,
            '据 ' || regexp_replace(source, ' 第.*', '') || ' 计算' as source,
            null as note
        ),
        year - lag(year) over of_one as years_between
    from figure
    window of_one as (partition by major order by year)
)

select * from figure
union all by name
select * exclude (years_between) from grown
where years_between = 1 and value is not null
order by major asc nulls first, unit desc, year asc, ordinal asc
