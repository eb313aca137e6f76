-- title: 教职工配备
-- unit: 人
-- description: 附表6所列的编制数、教职工与各类教师人数。同一人可同时属于几类，各项不能相加。
-- key: period, major, indicator
-- source: 附表6
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form6_authorised_posts', 'form6_staff', 'form6_full_time_teachers',
            'form6_class_teachers', 'form6_ideology_teachers', 'form6_pe_teachers',
            'form6_arts_teachers', 'form6_counsellors'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by ordinal
