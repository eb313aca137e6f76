-- SYNTHETIC pupils of a bureau, as dashboard.records reads them from a fitness list: forty a class,
-- thirty majors. Words and scores are spread evenly; nobody is meant.
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
    true as tested,
    ['优秀', '良好', '及格', '不及格'][n * 7919 % 97 % 4 + 1] as fitness_grade,
    cast(n * 7919 % 121 as double) as total,
    cast(n * 7919 % 101 as double) as standard_score,
    ['正常', '低体重', '超重', '肥胖'][n * 104729 % 89 % 4 + 1] as bmi_band,
    cast(n * 104729 % 3 * 20 + 60 as double) as bmi_score,
    cast(n * 104729 % 150 / 10 + 15 as double) as bmi,
    cast(n * 1299709 % 101 as double) as lung_score,
    cast(n * 1299709 % 4000 + 1500 as double) as lung,
    cast(n * 15485863 % 101 as double) as sprint_score,
    cast(n * 15485863 % 50 / 10 + 6 as double) as sprint,
    cast(n * 86028121 % 101 as double) as reach_score,
    cast(n * 86028121 % 300 / 10 as double) as reach,
    cast(n * 67867967 % 101 as double) as jump_score,
    cast(n * 67867967 % 150 + 130 as double) as jump,
    cast(n * 49979687 % 101 as double) as strength_score,
    cast(n * 49979687 % 60 as double) as strength,
    cast(n * 32452843 % 101 as double) as endurance_score,
    cast(n * 32452843 % 240 + 180 as double) as endurance
from pupil
