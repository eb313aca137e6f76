-- title: 与上年一字不差
-- severity: 提示
-- finds: 矛盾
-- compares: 同一指标相邻两年的数
-- tolerance: 只看有三位以上有效数字的数：这样的数两年恰好相同不常见，只请确认不是沿用旧数
-- compared: compared_years
-- doubts: one
select
    edition,
    ordinal,
    recomputed,
    difference,
    period || '的' || what || '与' || period_before || '完全相同，都是 ' || with_unit(printed, unit)
    || '；请确认不是沿用了旧数。' as message,
    printed || ' = ' || printed_before as arithmetic,
    other_source,
    other_page,
    others
from compared_years
where
    value = recomputed
    and printed_in = edition
    -- What its own numerator and denominator confirm is a coincidence.
    and not exists (
        select 1
        from rate_comparison as rate
        where
            rate.edition = compared_years.edition
            and rate.ordinal = compared_years.ordinal
            and not rate.off
    )
    -- 2500 and 3600 are round numbers, 127 and 62.7 are not.
    and length(rtrim(replace(plain(value, 6), '.', ''), '0')) >= 3
