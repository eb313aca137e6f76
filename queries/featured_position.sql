-- title: 在全校中的位置
-- unit: 单位见各行
-- description: 本专业学生、班级占全校的比例，以及班均人数，均由表3-1算出。
-- key: period, major, indicator_name
-- source: 据表3-1计算
-- table: across series
with programme as (
    select
        *,
        indicator = 'programme_students' as is_students
    from latest_figure
    where
        indicator in ('programme_students', 'programme_classes')
        and year between $year_from and $year_to
        and (major is null or list_contains($majors, major))
),

-- The line of the whole school is the same for each major, and stands once.
measure as (
    select
        one,
        other,
        doubted_of(one, other) as doubted,
        one.indicator = other.indicator as is_share,
        if(one.major is null, '全校', '本专业') as whose
    from programme as one
    inner join programme as other
        on
            one.period = other.period
            and if(
                one.indicator = other.indicator,
                one.major is not null and other.major is null,
                one.is_students and one.major is not distinct from other.major
            )
    where one.value is not null and other.value > 0
    qualify bool_or(one.major is not null) over (partition by one.period)
)

select
    one.* exclude (split_by, is_students) replace (
        case
            when not is_share then if(whose = '全校', '全校班均人数', '班均人数')
            when one.is_students then '学生占全校'
            else '班级占全校'
        end as indicator_name,
        null::varchar as indicator,
        if(is_share, 100, 1) * one.value / other.value as value,
        if(is_share, '%', '人') as unit,
        null as printed,
        status_of(one.status, other.status) as status,
        '据 表3-1 计算' as source,
        null as note,
        1 as decimals,
        other.value as base,
        case
            when not is_share then whose || '班级数'
            when one.is_students then '全校学生数'
            else '全校班级数'
        end as base_name,
        doubted.finding as finding,
        doubted.cause as cause,
        doubted.doubt as doubt,
        doubted.corrected as corrected,
        one.is_doubted or other.is_doubted as is_doubted
    ),
    concat_ws(' · ', indicator_name, if(count(distinct one.major) over () > 1, one.major, null))
        as series
from measure
order by
    one.year asc, one.major asc nulls last, measure.is_share desc, one.is_students desc
