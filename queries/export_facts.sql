-- title: 全部事实
-- unit:
-- description: 报告中不是数字的内容：活动、荣誉、合作、课程、工作室、挑战与对策等，按原意概括。
-- key: edition, topic, item, grouping, kind, detail
-- source: 报告全文
-- inner: yes
select
    edition,
    topic,
    item,
    "grouping",
    kind,
    detail,
    indicators,
    major,
    source,
    page
from fact
order by edition, ordinal
