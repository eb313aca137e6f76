-- title: 面向三次产业就业的毕业生
-- unit: 人
-- description: 直接就业的毕业生按第一、第二、第三产业分的人数，不含升学者。
-- key: period, indicator, major
-- source: 附表1
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form1_employed_primary_sector', 'form1_employed_secondary_sector',
            'form1_employed_tertiary_sector'
        ],
        $year_from, $year_to, $majors
    )
order by ordinal
