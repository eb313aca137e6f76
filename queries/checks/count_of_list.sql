-- title: 印的个数与列出的个数
-- severity: 错误
-- finds: 矛盾
-- compares: 报告说有几个（专业、大类、培训项目），与报告实际列出了几个
-- tolerance: 必须正好相等
-- compared: compared_counts
-- doubts: one
select
    edition,
    ordinal,
    grave(severity, doubtful) as severity,
    recomputed,
    difference,
    period || '的' || what || '印的是 ' || printed || '，报告列出的是 ' || plain(recomputed, 0)
    || ' ' || unit || '：' || list.listed || '。' as message,
    '列出 ' || plain(recomputed, 0) || ' ≠ ' || plain(value, 0) as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_counts
where off
