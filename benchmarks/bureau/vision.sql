-- SYNTHETIC pupils of a bureau, as dashboard.records reads them from a vision list.
with pupil as (
    select range as n
    from range($pupils)
)

select
    'SYNTHETIC' as label,
    n // 40 % 3 + 1 as grade,
    if(n % 2 = 0, '男', '女') as sex,
    '专业' || n // 1200 % 30 as major,
    '班' || n // 40 as class,
    ['正常', '轻度', '中度', '重度'][n * 7919 % 97 % 4 + 1] as acuity,
    n * 104729 % 3 = 0 as myopia,
    n * 1299709 % 41 = 0 as ok_lens,
    cast(n * 15485863 % 12 / 10 + 4 as double) as acuity_right,
    cast(n * 86028121 % 12 / 10 + 4 as double) as acuity_left,
    cast(n * 67867967 % 20 / -4 as double) as equivalent_right,
    cast(n * 49979687 % 20 / -4 as double) as equivalent_left
from pupil
