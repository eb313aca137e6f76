-- title: 文化课程
-- unit:
-- description: 报告列出的民族文化与传统技艺课程，按类归并。
-- key: category, detail
-- source: 正文五(二)
select
    kind as category,
    major,
    string_agg(item, '、' order by ordinal) as items,
    detail,
    any_value(edition) as edition,
    any_value(source) as source,
    min(page) as page
from facts('culture_course', $majors)
group by major, kind, detail
order by min(ordinal)
