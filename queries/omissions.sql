-- title: 没有收录的数字
-- unit:
-- description: 报告中出现、但没有收进看板的数字及其原因。师生姓名、联系方式和个人心理帮扶记录一律不收。
-- key: edition, printed, source
-- source: 报告全文
-- empty: 没有未收录的数字。
select
    edition,
    printed,
    reason,
    source,
    page
from omission
order by edition desc, ordinal asc
