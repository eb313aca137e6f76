-- title: 就业单位的规模
-- unit: 人
-- description: 到中小微企业和到大型企业就业的毕业生；与就业的地方是两种分法，不能相加。
-- key: indicator, period, major
-- source: 附表4
-- chart: bars indicator_name
select *
from
    figures(
        ['form4_small_firm_employment', 'form4_large_firm_employment'],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
