-- title: 获认定的培训基地
-- unit:
-- description: 学校被认定为培训基地的称号与认定单位。
-- key: item, level
-- source: 正文六(二)
select
    item,
    major,
    "grouping" as level,
    detail,
    edition,
    source,
    page
from facts('honour', $majors)
where kind = '培训基地'
