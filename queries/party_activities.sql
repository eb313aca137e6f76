-- title: 党建与志愿服务活动
-- unit:
-- description: 报告记有时间的党建活动和党员参加的志愿服务。
-- key: item, time, category
-- source: 正文三(一)
select * exclude (ordinal)
from activities($majors)
where category in ('党建', '志愿服务')
order by ordinal
