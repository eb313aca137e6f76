-- title: 全年育人活动：月份与育人方式
-- unit: 项
-- description: 表2-3所列活动在学年各月和各种育人方式上的分布，格内为项数，指向一格即见活动名称；表中没有的月份不列。
--   一项活动属于两种方式的，两处各计一次。
-- key: grouping, kind
-- source: 表2-3
-- chart: heatmap kind
select
    "grouping",
    kind,
    count(*) as value,
    '项' as unit,
    'A' as status,
    0 as decimals,
    string_agg(item, '；' order by ordinal) as items,
    any_value(edition) as edition,
    any_value(source) as source,
    any_value(page) as page
from facts('calendar', $majors)
group by "grouping", kind
order by min(ordinal)
