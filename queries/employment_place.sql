-- title: 就业的地方
-- unit: 人
-- description: 留在当地和到西部、东北地区就业的毕业生；其余地方附表不列，两行相加不等于全部就业者。
-- key: indicator, period, major
-- source: 附表4
-- chart: bars indicator_name
select *
from
    figures(
        ['form4_local_employment', 'form4_west_northeast_employment'],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
