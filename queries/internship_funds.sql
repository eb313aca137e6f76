-- title: 实习经费与实习责任保险
-- unit: 万元
-- description: 全年的实习专项经费，和其中用于学生实习责任保险的部分。
-- key: indicator, period, major
-- source: 附表6
-- chart: bars indicator_name
select *
from
    figures(
        ['form6_internship_funds_10k_yuan', 'form6_internship_insurance_10k_yuan'],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
