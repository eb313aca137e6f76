-- title: 还缺哪些名单
-- unit:
-- description: 报告没有分专业的，学校自己的名单能分；还没有交的名单各写一句。
-- key: sentence
-- source: 学校自己的名单
select
    '没有' || record_list.label || '：交来就有各专业的' || case record_list.list
        when 'fitness' then '体测等级、合格率和各单项'
        when 'vision' then '近视率和视力不良率'
        when 'enrolment' then '学生数、男女人数和各年级人数'
        when 'graduates' then '毕业、升学、就业人数和对口率'
    end || '。' as sentence
from record_list
where record_list.list not in (select record.list from record)
order by record_list.ordinal
