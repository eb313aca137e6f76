-- title: 经费与治理的制度
-- unit:
-- description: 报告第七章所述的经费来源、财务制度、治理结构与人事分配，按原意概括。
-- key: item
-- source: 正文七(一)、七(二)
select
    item,
    major,
    detail,
    edition,
    source,
    page
from facts('profile', $majors)
where contains(source, '正文 七')
order by ordinal
