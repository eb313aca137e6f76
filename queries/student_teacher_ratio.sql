-- title: 生师比的几种说法
-- unit: :1
-- description: 表1-1和附表3两处的生师比，怎样折算以报告的说明为准；另列用附表6的在校生数除以专任教师数算出的比值，供对照。
-- key: period, indicator_name, major
-- source: 表1-1、附表3、附表6
select
    * replace (
        if(printed is null, '在校生÷专任教师', indicator_name) as indicator_name,
        ':1' as unit
    )
from
    figures(
        [
            'student_teacher_ratio', 'form3_student_teacher_ratio',
            'students_per_full_time_teacher'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
