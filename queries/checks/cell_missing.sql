-- title: 表中缺一格
-- severity: 存疑
-- finds: 空缺
-- compares: 同一张表各行的栏目：其余各行都有、只有一行没有的栏目
-- tolerance: 只缺一行的才算；缺两行以上的，可能原表就没有
-- compared: compared_rows
-- doubts: one
select
    compared_rows.edition,
    compared_rows.indicator,
    compared_rows.period,
    compared_rows.major,
    compared_rows.category,
    compared_rows.source || '（' || compared_rows.period || '）没有录入“'
    || called(indicator.name, compared_rows.category, null)
    || '”，表中其余各行都有；请对照原表补上，空白也要录成空白。' as message,
    '缺一格' as arithmetic,
    compared_rows.source,
    compared_rows.page,
    compared_rows.period_kind as detail
from compared_rows
inner join indicator on compared_rows.indicator = indicator.indicator
where compared_rows.ordinal is null
