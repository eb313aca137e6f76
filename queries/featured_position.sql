-- title: 在全校中的位置
-- unit: 单位见各行
-- description: 本专业学生、班级占全校的比例，以及班均人数，均由表3-1算出。
-- key: period, major, indicator_name
-- source: 据表3-1计算
-- table: across series
with programme as (
    select
        period,
        year,
        major,
        any_value(value) filter (where indicator = 'programme_students') as students,
        any_value(value) filter (where indicator = 'programme_classes') as classes,
        min(page) as page
    from latest_figure
    where
        indicator in ('programme_students', 'programme_classes')
        and year between $year_from and $year_to
    group by period, year, major
),

-- The line of the whole school is the same for each major, and stands once.
measure as (
    select distinct
        programme.period,
        programme.year,
        programme.page,
        unnest([1, 2, 3, 4]) as position,
        unnest(['学生占全校', '班级占全校', '班均人数', '全校班均人数']) as indicator_name,
        unnest([
            100 * programme.students / nullif(whole.students, 0),
            100 * programme.classes / nullif(whole.classes, 0),
            programme.students / nullif(programme.classes, 0),
            whole.students / nullif(whole.classes, 0)
        ]) as value,
        unnest(['%', '%', '人', '人']) as unit,
        unnest([whole.students, whole.classes, programme.classes, whole.classes]) as base,
        unnest(['全校学生数', '全校班级数', '本专业班级数', '全校班级数']) as base_name,
        unnest([programme.major, programme.major, programme.major, null]) as major
    from programme
    inner join programme as whole on programme.period = whole.period and whole.major is null
    where list_contains($majors, programme.major)
)

select
    * exclude (position),
    indicator_name as series,
    null::varchar as indicator,
    null::varchar as category,
    null::varchar as category_label,
    null::varchar as note,
    'A' as status,
    1 as decimals,
    '据 表3-1 计算' as source
from measure
where value is not null
order by year, major nulls last, position
