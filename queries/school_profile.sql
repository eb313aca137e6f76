-- title: 学校概况
-- unit:
-- description: 报告各处所述的学校基本事实，照原意概括。
-- key: item, detail
-- source: 正文
select
    concat_ws(' · ', item, kind) as item,
    major,
    detail,
    edition,
    source,
    page
from facts('profile', $majors)
