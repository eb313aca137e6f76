-- title: 必填而印作横线
-- severity: 提示
-- finds: 空缺
-- compares: 附表中打星号的指标，每一栏
-- tolerance: 不适用的可以印横线，只请确认
-- compared: compared_required
-- doubts: one
select
    edition,
    ordinal,
    official_table || ' 的“' || name || '”是打星号的必填指标，' || period
    || '一栏印作横线；请确认确实不适用，而不是没有统计。' as message,
    '-' as arithmetic
from compared_required
-- A number of the year before that is gone is told as such.
where status = 'M' and coalesce(before, 0) = 0
