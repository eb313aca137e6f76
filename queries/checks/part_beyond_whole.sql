-- title: 比总数还多
-- severity: 错误
-- finds: 矛盾
-- compares: 参加、落实、获证等部分的数，与它所属的总数
-- tolerance: 不允许超过；约数只在其下限也超过时才算
-- compared: compared_wholes
-- doubts: one
select
    edition,
    ordinal,
    grave(severity, doubtful) as severity,
    recomputed,
    recomputed - value as difference,
    period || '的' || what || '为 ' || with_unit(printed, unit) || '，比' || whole.what || '的 '
    || with_unit(whole.written, whole.unit) || '还多 '
    || apart_by(value - whole.value, unit, greatest(places, whole.places))
    || coalesce(
        '；' || (
            select min(shifted_figure.said)
            from shifted_figure
            where
                shifted_figure.edition = compared_wholes.edition
                and shifted_figure.ordinal = compared_wholes.ordinal
        ) || '，这一处可能由此而来',
        ''
    )
    || '。' || other_base_said(edition, ordinal)
    || caution(note) as message,
    plain(value, places) || ' > ' || whole.written as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_wholes
where off
