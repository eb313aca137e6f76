-- title: 工作室与平台
-- unit:
-- description: 与专业相连的工作室及其关联平台。以教师姓名命名的，名称略去。
-- key: item, category, detail
-- source: 正文三(二)、八(一)，案例6
select
    item,
    major,
    kind as category,
    detail,
    edition,
    source,
    page
from facts('studio', $majors)
-- With majors chosen, only what the report ties to one of them.
where len($majors) = 0 or major is not null
order by ordinal
