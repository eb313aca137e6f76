-- title: 报告与名单
-- severity: 存疑
-- finds: 矛盾
-- compares: 报告印的数，与由学校自己的名单（体测、视力、学籍、毕业生）汇总出的同一个数
-- tolerance: 印出的最后一位的一半；名单可能不全，或者与报告的统计时点不同，所以只作存疑
-- compared: compared_lists
-- doubts: none
select
    edition,
    ordinal,
    recomputed,
    difference,
    period || '的' || what || '，报告印的是 ' || with_unit(printed, unit) || '，按'
    || list || '（' || persons || ' 人，' || delivered || ' 汇总）是 '
    || with_unit(plain(recomputed, greatest(places, 2)), unit)
    || '，相差 ' || apart_by(difference, unit, greatest(places, 2)) || '。' as message,
    plain(value, greatest(places, 2)) || ' ≠ ' || plain(recomputed, greatest(places, 2))
        as arithmetic
from compared_lists
where off
