-- title: 文化活动与校园文化建设
-- unit:
-- description: 报告本章提到的讲座、活动与环境建设；没有写明时间和参加人数。
-- key: item, category
-- source: 正文五
select
    item,
    major,
    kind as category,
    detail,
    edition,
    source,
    page
from facts('culture_activity', $majors)
