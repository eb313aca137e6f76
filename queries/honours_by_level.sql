-- title: 列名的学校荣誉：按级别
-- unit: 项
-- description: 报告逐一列名的学校荣誉称号，按授予的级别清点；不是学校获得荣誉的总数。
-- key: period, category
-- source: 据正文一(一)清点
-- chart: bars category
select
    'honours_count' as indicator,
    '列名的学校荣誉' as indicator_name,
    edition,
    edition || '年' as period,
    'calendar_year' as period_type,
    edition as year,
    cast(null as varchar) as major,
    "grouping" as category,
    count(*) as value,
    '项' as unit,
    cast(null as varchar) as printed,
    'A' as status,
    '据 ' || any_value(source) || ' 清点' as source,
    min(page) as page,
    string_agg(item, '、' order by ordinal) as note,
    0 as decimals,
    'up' as direction,
    '级别' as category_label,
    min(ordinal) as ordinal
from facts('honour', $majors)
where kind = '学校荣誉' and edition between $year_from and $year_to
group by edition, "grouping"
order by min(ordinal)
