-- title: 同一事项的两处印数
-- severity: 错误
-- compares: 同一事项在报告中印了两处或更多时，各处的数
-- tolerance: 精确到较粗的一处所印的位数；“多、余、近、以上”等约数按其意思放宽；学年的数可与所跨两
--   年中任一年相同
-- compared: compared_twins
-- doubts: all
select
    compared_twins.edition,
    compared_twins.ordinal,
    grave(compared_twins.severity, compared_twins.doubtful) as severity,
    compared_twins.recomputed,
    compared_twins.recomputed - compared_twins.value as difference,
    compared_twins.period || '的' || compared_twins.what || '印的是 '
    || with_unit(compared_twins.printed, compared_twins.unit)
    || '，另一处' || compared_twins.first_what || '（' || compared_twins.first_period
    || '）印的是 ' || with_unit(compared_twins.first_printed, compared_twins.first_unit)
    || coalesce(
        '；' || compared_twins.printed || ' 与' || alike.what || '（' || alike.period || '，'
        || alike.source || '）相同，可能取错了数',
        ''
    )
    || '。' || caution(compared_twins.caveat) as message,
    plain(compared_twins.value, compared_twins.places) || ' ≠ '
    || plain(compared_twins.recomputed, compared_twins.first_places) as arithmetic,
    compared_twins.other_source,
    compared_twins.other_page,
    compared_twins.others,
    compared_twins.relation as detail
from compared_twins
-- A number that stands elsewhere in the same year under another name was likely taken from there.
-- A number that stands elsewhere in the same year under another name was likely taken from there.
left join audited as alike
    on
        compared_twins.edition = alike.edition
        and compared_twins.year = alike.year
        and compared_twins.unit = alike.unit
        and compared_twins.value = alike.value
        and compared_twins.major is not distinct from alike.major
        and compared_twins.indicator <> alike.indicator
        and compared_twins.places > 0
where
    compared_twins.off
    -- Told once: as a column under the wrong year.
    and not exists (
        select 1
        from compared_columns as other
        where
            other.edition = compared_twins.edition
            and other.relation = compared_twins.relation
            and other.shifted
            and other.like_earlier
            and other.ordinal = compared_twins.ordinal
    )
qualify row_number() over (
    partition by compared_twins.edition, compared_twins.relation, compared_twins.ordinal
    order by alike.ordinal
) = 1
