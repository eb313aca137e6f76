-- title: 合作单位
-- unit:
-- description: 报告点名的合作企业与单位，合作的方式和内容；没有列名的也照原样注明。
-- key: item, major, kind
-- source: 正文三(一)、三(二)、四(一)、八(一)
select
    item,
    major,
    kind,
    detail,
    edition,
    source,
    page
from facts('partner', $majors)
