-- title: 上年有数，今年没有
-- severity: 存疑
-- finds: 空缺
-- compares: 附表各行：今年空白或印作横线的，与上年的数
-- tolerance: 上年的数不为零才算
-- compared: compared_cells
-- doubts: one
select
    edition,
    ordinal,
    before as recomputed,
    official_table || ' 的“' || name || '”' || period_before || '印的是 ' || printed_before || '，'
    || period || if(status = 'O', '却是空白', '却印作横线') || '；请确认是漏填，还是这一项已经没有。'
        as message,
    printed_before || ' → ' || if(status = 'O', '空白', '-') as arithmetic,
    source as other_source,
    page as other_page
from compared_cells
where
    before <> 0
    -- A required blank is told as such.
    and (status = 'M' or (status = 'O' and not required))
