-- title: 各方满意度
-- unit: %
-- description: 附表2要求填报的学生、毕业生、教职工、用人单位与家长满意度；空白的格写“未填”，不作推算。
-- key: period, indicator, major
-- source: 附表2
-- table: across
select *
from
    figures(
        (
            select list(indicator) from indicator
            where official_table = '附表2'
        ),
        $year_from, $year_to, $majors
    )
order by ordinal
