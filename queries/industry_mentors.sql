-- title: 行业导师、课时与课酬
-- unit: 单位见各图
-- description: 聘请的行业导师、全年课时和课酬，以及由此算出的每名导师平均课时。填0与没有填不同。
-- key: indicator_name, period, major
-- source: 附表6
-- chart: small_multiples indicator_name
-- table: across
select *
from
    figures(
        [
            'form6_industry_mentors', 'form6_mentor_hours', 'form6_mentor_pay_10k_yuan',
            'mentor_hours_each'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by ordinal
