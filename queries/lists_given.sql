-- title: 交来的名单
-- unit:
-- description: 学校自己的名单里已经汇总公布的。
-- key: list
-- source: 学校自己的名单
select
    record_list.list,
    record_list.label
from record_list
where record_list.list in (select record.list from record)
order by record_list.ordinal
