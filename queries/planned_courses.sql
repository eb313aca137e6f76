-- title: 教学计划内课程门数
-- unit: 门
-- description: 教学计划内的课程总数，和其中课证融通、网络教学、校企合作三类的门数。填“-”表示不适用，与填0不同。
-- key: indicator, period, major
-- source: 附表3
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form3_courses', 'form3_certificate_courses', 'form3_online_courses',
            'form3_cooperative_courses'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
