-- title: 挑战
-- unit:
-- description: 报告第九章提出的挑战，按原意概括。
-- key: item
-- source: 正文九
-- inner: yes
select
    item,
    "grouping",
    detail,
    edition,
    source,
    page
from facts('challenge', $majors)
order by ordinal
