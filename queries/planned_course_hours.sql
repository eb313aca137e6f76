-- title: 三类课程的学时
-- unit: 学时
-- description: 课证融通、网络教学、校企合作三类课程的学时。教学计划总学时大得多，另列在卡片上，不放在同一轴。
-- key: indicator, period, major
-- source: 附表3
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form3_certificate_course_hours', 'form3_online_course_hours',
            'form3_cooperative_course_hours'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
