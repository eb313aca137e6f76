-- title: 社团活动的地点与时间
-- unit:
-- description: 社团活动安排表所列各社团的活动地点与初定时间。
-- key: item
-- source: 图2-21
select
    item,
    major,
    detail,
    edition,
    source,
    page
from facts('club', $majors)
