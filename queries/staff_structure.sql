-- title: 专任教师的学历与职称
-- unit: 人
-- description: 专任教师按学历、按职称各分几类，条内数字为人数，条长为占专任教师的比例。
--   “其余（报告未列）”由看板用专任教师数减去所列各类算出。
-- key: period, indicator, category, major
-- source: 正文 一(三)
-- chart: shares category
with listed as (
    select *
    from figures(['staff_by_education', 'staff_by_title'], $year_from, $year_to, $majors)
),

teachers as (
    select *
    from figures(['full_time_teachers_prose'], $year_from, $year_to, $majors)
),

-- One row for each of the two ways to divide the staff, with what all its members leave over.
rest as (
    select
        arg_min(listed, listed.ordinal) as pattern,
        any_value(teachers.value) - sum(listed.value) as value,
        doubted_of(arg_max(listed, listed.is_doubted), any_value(teachers)) as doubted
    from listed
    inner join teachers
        on listed.period = teachers.period and listed.major is not distinct from teachers.major
    group by listed.period, listed.indicator, listed.major
),

computed as (
    select
        pattern.* replace (
            '其余（报告未列）' as category,
            rest.value as value,
            null as printed,
            rest.doubted.finding as finding,
            rest.doubted.cause as cause,
            rest.doubted.doubt as doubt,
            rest.doubted.corrected as corrected,
            rest.doubted.is_doubted as is_doubted,
            '据 正文 一(三) 计算' as source,
            '专任教师数减去所列各类之和' as note
        )
    from rest
    where rest.value > 0
),

part as (
    select * from listed
    union all
    select * from computed
)

select *
from part
order by year, indicator, printed is null, ordinal
