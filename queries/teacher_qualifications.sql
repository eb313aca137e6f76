-- title: 双师型与高级职称教师比例
-- unit: %
-- description: 双师型教师、其中高级双师型教师，以及高级专业技术职务专任教师的比例；表式未说明双师型比例的分母。
-- key: indicator, period, major
-- source: 附表3
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form3_dual_qualified_pct', 'form3_dual_qualified_senior_pct',
            'form3_senior_title_teachers_pct'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
