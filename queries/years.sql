-- title: 有数据的年份
-- unit: 年
-- description: 任何一个指标有记录的年份，用于筛选。
-- key: year
-- source: 全部数据
select distinct year
from latest_observation
order by year
