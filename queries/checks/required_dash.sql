-- title: 必填而印作横线
-- severity: 提示
-- compares: 附表中打星号的指标，每一栏
-- tolerance: 不适用的可以印横线，只请确认
-- compared: compared_required
-- doubts: one
select
    edition,
    ordinal,
    '提示' as severity,
    indicator,
    period,
    null as major,
    null as category,
    '-' as printed,
    null as recomputed,
    null as difference,
    official_table || ' 的“' || name || '”是打星号的必填指标，' || period
    || '一栏印作横线；请确认确实不适用，而不是没有统计。' as message,
    '-' as arithmetic,
    coalesce(source, place) as source,
    page,
    null as other_source,
    null as other_page,
    [] as others,
    null as detail,
    null as proposed
from compared_required
-- A number of the year before that is gone is told as such.
where status = 'M' and coalesce(before, 0) = 0
