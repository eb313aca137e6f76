-- title: 同一事项的两处印数
-- severity: 错误
-- finds: 矛盾
-- compares: 同一事项在报告中印了两处或更多时，各处的数
-- tolerance: 精确到较粗的一处所印的位数；“多、余、近、以上”等约数按其意思放宽；学年的数可与所跨两
--   年中任一年相同
-- compared: compared_twins
-- doubts: all
select
    twin.edition,
    twin.ordinal,
    grave(twin.severity, twin.doubtful) as severity,
    twin.recomputed,
    twin.recomputed - twin.value as difference,
    twin.period || '的' || twin.what || '印的是 ' || with_unit(twin.printed, twin.unit)
    || '，另一处' || twin.main.what || '（' || twin.main.period
    || '）印的是 ' || with_unit(twin.main.printed, twin.main.unit)
    || coalesce(
        '，' || twin.period_next || '印的是 ' || with_unit(twin.printed_next, twin.main.unit), ''
    )
    || coalesce(
        '；' || twin.printed || ' 与' || alike.what || '（' || alike.period || '，'
        || alike.source || '）相同，可能取错了数',
        ''
    )
    || '。' || caution(twin.note) as message,
    plain(twin.value, twin.places) || ' ≠ ' || plain(twin.recomputed, twin.main.places)
        as arithmetic,
    twin.other_source,
    twin.other_page,
    twin.others,
    twin.relation as detail
from compared_twins as twin
-- A number that stands elsewhere in the same year under another name was likely taken from there.
left join audited as alike
    on
        twin.edition = alike.edition
        and twin.year = alike.year
        and twin.unit = alike.unit
        and twin.value = alike.value
        and twin.major is not distinct from alike.major
        and twin.indicator <> alike.indicator
        and twin.places > 0
where
    twin.off
    -- Told once: as a column under the wrong year.
    and not exists (
        select 1
        from compared_columns as other
        where
            other.edition = twin.edition
            and other.relation = twin.relation
            and other.ordinal = twin.ordinal
            and other.shifted
            and other.like_earlier
    )
qualify row_number() over (
    partition by twin.edition, twin.relation, twin.ordinal
    order by alike.ordinal
) = 1
