-- title: 课程体系
-- unit:
-- description: 第八章列出的本专业课程，按类归并。
-- key: category, detail
-- source: 正文八(一)
select
    kind as category,
    major,
    string_agg(item, '、' order by ordinal) as items,
    detail,
    any_value(edition) as edition,
    any_value(source) as source,
    min(page) as page
from facts('core_course', $majors)
where major is not null
group by major, kind, detail
order by min(ordinal)
