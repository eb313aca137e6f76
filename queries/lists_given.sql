-- title: 交来的名单
-- unit:
-- description: 学校自己的名单里已经汇总公布的：各有哪些指标，分了哪些年级和性别。
-- key: list
-- source: 学校自己的名单
-- inner: yes
select
    record_list.list,
    record_list.label,
    list(distinct list_figure.indicator) as indicators,
    list(distinct list_figure.groups) filter (where not contains(list_figure.groups, ' '))
        as groups
from list_figure
inner join record_list on list_figure.list = record_list.list
group by record_list.list, record_list.label, record_list.ordinal
order by record_list.ordinal
