-- title: 全年育人活动一览
-- unit:
-- description: 表2-3逐项列出：月份、活动、育人方式与负责机构。
-- key: month, item
-- source: 表2-3
select
    "grouping" as month,
    item,
    string_agg(kind, '、' order by ordinal) as mode,
    any_value(detail) as department,
    any_value(edition) as edition,
    any_value(source) as source,
    any_value(page) as page
from facts('calendar', $majors)
group by "grouping", item
order by min(ordinal)
