-- title: 核心课程与课程模块
-- unit:
-- description: 报告在正文中列出的课程，按专业与课程类别归并；没有列出的专业不等于没有核心课程。
-- key: major_category, major, category, detail
-- source: 正文三(二)、三(三)、八(一)
select
    kind as category,
    major,
    nullif("grouping", kind) as major_category,
    string_agg(item, '、' order by ordinal) as items,
    detail,
    any_value(edition) as edition,
    any_value(source) as source,
    min(page) as page
from facts('core_course', $majors)
group by "grouping", major, kind, detail
order by min(ordinal)
