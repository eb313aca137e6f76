-- title: 年数与起始年份
-- severity: 存疑
-- finds: 矛盾
-- compares: 办学、合作等的年数，与报告所印的起始年份
-- tolerance: 一年，因为可以连头带尾计
-- compared: compared_elapsed
-- doubts: one
select
    edition,
    ordinal,
    grave(severity, doubtful) as severity,
    recomputed,
    difference,
    what || '印的是 ' || printed || '，而' || start.what || '为 ' || plain(start.value, 0)
    || '，到 ' || year || ' 年应为 ' || plain(recomputed, 0) || ' 年。' || caution(note)
        as message,
    year || '-' || plain(start.value, 0) || coalesce('+' || plain(low, 0), '') || '='
    || plain(recomputed, 0) || ' ≠ ' || plain(value, 0) as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_elapsed
where off
