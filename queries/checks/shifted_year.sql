-- title: 年份像是错了一年
-- severity: 错误
-- compares: 附表与正文、图表印的同一事项：附表某年的数，与另一处上一年的数
-- tolerance: 必须正好相等，且没有任何一年与本年相符
-- compared: compared_columns
-- doubts: one
select
    edition,
    ordinal,
    grave(severity, shaky) as severity,
    same_year_value as recomputed,
    same_year_value - value as difference,
    what || '印在 ' || period || ' 的 ' || printed || '，等于' || earlier_what || '的 '
    || earlier_period || '数' || coalesce('；' || period || '在那里印的是 ' || same_year_printed, '')
    || '。这一栏像是标错了一年，或用的是上一年的数。' as message,
    period || ' ' || printed || ' = ' || earlier_period || ' ' || plain(earlier_value, places)
    || coalesce(' ≠ ' || period || ' ' || plain(same_year_value, places), '') as arithmetic,
    earlier_source as other_source,
    earlier_page as other_page,
    relation as detail
-- No others: the other table is right, and it is this column that is not of its year.
from compared_columns
where shifted and like_earlier
