-- title: 学校获得的荣誉、认定与评估
-- unit:
-- description: 报告列出名称的校级荣誉称号、培训基地、工作室认定和通过的评估；教师与学生个人的获奖不在此列。
-- key: item, category
-- source: 正文
select
    item,
    major,
    "grouping" as level,
    kind as category,
    detail,
    edition,
    source,
    page
from facts('honour', $majors)
where kind not in ('教师获奖', '学生获奖')
