-- title: 有数据的年份
-- unit: 年
-- description: 任何一个指标有记录的年份，报告的和学校自己的名单的，用于筛选。
-- key: year
-- source: 全部数据
-- inner: yes
select year
from latest_observation
union
select school_year as year
from record
order by year
