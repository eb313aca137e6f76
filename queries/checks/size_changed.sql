-- title: 相邻两年差几十倍以上
-- severity: 错误
-- finds: 矛盾
-- compares: 同一指标相邻两年的数
-- tolerance: 50倍：再大的增长也到不了，多半是单位（万元与元、比例与百分数、个与个/生）填错
-- compared: compared_years
-- doubts: all
select
    edition,
    ordinal,
    recomputed,
    difference,
    period || '的' || what || '为 ' || with_unit(printed, unit) || '，' || period_before || '为 '
    || with_unit(printed_before, unit)
    || '，相差约 ' || plain(larger / smaller, 0) || ' 倍，像是单位或口径填错。' as message,
    plain(larger, 4) || '÷' || plain(smaller, 4) || '≈' || plain(larger / smaller, 0)
        as arithmetic,
    other_source,
    other_page,
    others,
    'B' as proposed
from compared_years
where of_other_size
