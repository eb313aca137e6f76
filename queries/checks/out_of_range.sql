-- title: 不合常理的大小
-- severity: 错误
-- finds: 矛盾
-- compares: 生均、人均、每课时等数值，与目录所列的合理范围
-- tolerance: 范围取得很宽，理由写在目录里；超出的多半是单位或口径填错
-- compared: compared_ranges
-- doubts: one
select
    edition,
    ordinal,
    grave(severity, doubtful) as severity,
    recomputed,
    period || '的' || what || '印的是 ' || with_unit(printed, unit)
    || coalesce(
        '，' || each_of.what || '为 ' || each_of.written || '，相除得 '
        || plain_beside(recomputed, if(recomputed > high, high, low), 2),
        ''
    )
    || '，不合常理：' || title || '。' || caution(note) as message,
    if(
        each_of.value is null,
        plain(value, places),
        plain(value, places) || if(scale = 1, '', '×' || plain(scale, 0)) || '÷' || each_of.written
        || '=' || plain_beside(recomputed, if(recomputed > high, high, low), 2)
    )
    || '，不在 ' || plain(low, 2) || ' 至 ' || plain(high, 2) || ' 之间' as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_ranges
where off
