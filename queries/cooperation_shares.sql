-- title: 校企合作所占的比重
-- unit: %
-- description: 校企合作的课程门数、学时、编写教材各除以同年总数，由附表3算出；报告印横线的年份无从计算。
-- key: indicator, period, major
-- source: 据附表3计算
-- chart: bars indicator_name
select *
from
    figures(
        [
            'cooperative_course_share_pct', 'cooperative_hours_share_pct',
            'cooperative_textbook_share_pct'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
