-- title: 德育、劳动与社会实践活动
-- unit:
-- description: 报告记有时间或制度的德育活动，按报告中的顺序排列。
-- key: item, time, category
-- source: 正文三(六)、案例5
select * exclude (ordinal)
from activities($majors)
where category in ('德育', '劳动教育', '社会实践')
order by ordinal
