-- title: 专业
-- unit:
-- description: 学校的专业与所属大类，用于筛选和固定配色。
-- key: major
-- source: 表3-1
-- inner: yes
select
    major,
    major_category,
    aliases,
    opened,
    note
from major
order by rowid
