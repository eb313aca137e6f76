-- title: 校历中的文化育人
-- unit:
-- description: 表2-3中育人方式含文化育人的活动、月份与负责机构；全年的校历见“二 人才培养”。
-- key: month, item
-- source: 表2-3
select
    item,
    "grouping" as month,
    any_value(detail) as department,
    any_value(edition) as edition,
    any_value(source) as source,
    any_value(page) as page
from facts('calendar', $majors)
group by "grouping", item
having bool_or(kind = '文化育人')
order by min(ordinal)
