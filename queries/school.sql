-- title: 学校与最新报告
-- unit:
-- description: 最新一版报告的学校名称、题名与发布日期。
-- key: edition
-- source: 报告封面
-- inner: yes
select
    edition,
    title,
    school,
    published
from edition
order by edition desc
limit 1
