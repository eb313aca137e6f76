-- title: 荣誉与合作
-- unit:
-- description: 属于本专业的荣誉、竞赛平台与合作对象；未指明专业的全校荣誉不列在此。
-- key: topic, item, category, detail
-- source: 正文三(二)、四(一)、八(一)，案例6
with both_topics as (
    select
        *,
        '荣誉' as subject
    from facts('honour', $majors)
    union all by name
    select
        *,
        '合作' as subject
    from facts('partner', $majors)
)

select
    item,
    major,
    subject as topic,
    kind as category,
    detail,
    edition,
    source,
    page
from both_topics
where major is not null
order by subject desc, ordinal asc
