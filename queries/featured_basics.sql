-- title: 专业建设的基本数据
-- unit: 单位见各行
-- description: 第八章及正文三(二)所印的开设年份、培养年限、带头人、合作院校和工作室数据；约数带 †。
-- key: indicator, major, category
-- source: 正文三(二)、八，案例6
-- table: stated series
select
    *,
    concat_ws(' · ', indicator_name, category) as series
from
    figures(
        (
            select list(indicator)
            from indicator
            where chapter = 8 and same_as is null
        ),
        $year_from,
        $year_to,
        $majors
    )
where major is not null
qualify row_number() over (partition by indicator, major, category order by year desc) = 1
order by ordinal
