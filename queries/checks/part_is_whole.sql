-- title: 部分恰等于总数
-- severity: 提示
-- finds: 矛盾
-- compares: 参加、落实、获证等部分的数，与它所属的总数
-- tolerance: 只看不小于10或带小数的数；恰好全部并非不可能，只请确认不是照抄
-- compared: compared_wholes
-- doubts: one
select
    edition,
    ordinal,
    recomputed,
    0.0 as difference,
    period || '的' || what || '与' || whole.what || '恰好相同，都是 ' || with_unit(printed, unit)
    || '；请确认确是全部，而不是照抄。' as message,
    plain(value, places) || ' = ' || whole.written as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_wholes
where value = whole.value and unit <> '%' and not loose and (value >= 10 or places > 0)
