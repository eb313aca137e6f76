-- title: 实训室与实践场所
-- unit:
-- description: 报告列出的校内实训室、功能室和校外基地，按类归并。
-- key: major_category, category, detail
-- source: 正文二(二)、三(二)、三(三)
select
    kind as category,
    major,
    nullif("grouping", kind) as major_category,
    string_agg(item, '、' order by ordinal) as items,
    detail,
    any_value(edition) as edition,
    any_value(source) as source,
    min(page) as page
from facts('training_room', $majors)
group by "grouping", major, kind, detail
order by min(ordinal)
