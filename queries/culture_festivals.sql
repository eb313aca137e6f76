-- title: 文艺与体育活动
-- unit:
-- description: 报告其他章节提到的全校性文艺、阅读与体育活动。
-- key: item, time
-- source: 正文二
select * exclude (ordinal, category)
from activities($majors)
where category = '文体活动'
order by ordinal
