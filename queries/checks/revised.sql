-- title: 本版改了上一版的数
-- severity: 提示
-- finds: 矛盾
-- compares: 同一个数在本版与上一版报告中的印数
-- tolerance: 印得一字不差才算没有改；改动超过十分之一，或由有数变为没有数的，为存疑
-- compared: compared_editions
-- doubts: one
select
    edition,
    ordinal,
    if(
        (value is null) <> (earlier_value is null)
        or abs(value - earlier_value) > 0.1 * abs(earlier_value),
        '存疑', '提示'
    ) as severity,
    earlier_value as recomputed,
    earlier_value - value as difference,
    period || '的' || what || '在 ' || earlier_edition || ' 年版报告中印的是 '
    || coalesce(nullif(earlier_printed, ''), '空白') || '，本版印的是 '
    || coalesce(nullif(printed, ''), '空白')
    || case
        when value > earlier_value then '，多 ' || apart_by(value - earlier_value, unit, 4)
        when value < earlier_value then '，少 ' || apart_by(value - earlier_value, unit, 4)
        else ''
    end
    || '；请说明为什么修订。' as message,
    coalesce(nullif(earlier_printed, ''), '空白') || ' → ' || coalesce(nullif(printed, ''), '空白')
        as arithmetic,
    earlier_edition || '年版 ' || earlier_source as other_source,
    earlier_page as other_page
from compared_editions
where value is distinct from earlier_value
