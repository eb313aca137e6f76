-- title: 生师比的几种说法
-- unit: :1
-- description: 表1-1和附表3两处的生师比，怎样折算以报告的说明为准；另列用附表6的在校生数除以专任教师数算出的比值，供对照。
-- key: period, indicator_name, major
-- source: 表1-1、附表3、附表6
select *
from
    figures(
        ['student_teacher_ratio', 'form3_student_teacher_ratio'], $year_from, $year_to, $majors
    )
union all by name
select
    * replace (
        '在校生÷专任教师' as indicator_name,
        ':1' as unit,
        2 as decimals,
        '据 附表6 计算' as source,
        '未折算' as note
    )
from
    figures_divided(
        'form6_full_time_students', 'form6_full_time_teachers', $year_from, $year_to, $majors
    )
order by year, ordinal
