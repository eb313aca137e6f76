-- title: 一年中的学生活动
-- unit:
-- description: 报告提到的学生活动，按类别排列；党建、德育、劳动教育与教研活动见“三 发展保障”。
-- key: item
-- source: 正文 二
select * exclude (ordinal)
from activities($majors)
where
    category not in ('党建', '德育', '劳动教育', '社会实践', '教研', '教学评价')
order by min(ordinal) over (partition by category), ordinal
