-- title: 党建与志愿服务活动
-- unit:
-- description: 报告记有时间的党建活动和党员参加的志愿服务。
-- key: item, time, category
-- source: 正文三(一)
select
    item,
    kind as category,
    "grouping" as time,
    detail,
    edition,
    source,
    page
from facts('activity', $majors)
where list_contains(['党建', '志愿服务'], kind)
