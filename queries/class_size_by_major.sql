-- title: 各专业班均人数
-- unit: 人/班
-- description: 学生数除以班级数，由看板计算；全校一条为全校学生数除以全校班级数，供比较。
-- key: period, major
-- source: 据 表3-1 计算
-- chart: bars major
with printed_figure as (
    select *
    from
        figures_by_major(
            ['programme_students', 'programme_classes'], $year_from, $year_to, $majors
        )
    union all
    -- The whole school, whichever majors are chosen: what theirs is held against.
    select *
    from figures(['programme_students', 'programme_classes'], $year_from, $year_to, [])
)

select
    students.* replace (
        '班均人数' as indicator_name,
        students.value / classes.value as value,
        '人/班' as unit,
        1 as decimals,
        null as printed,
        '据 表3-1 计算' as source,
        students.value || ' 人，' || classes.value || ' 班' as note
    )
from printed_figure as students
inner join printed_figure as classes
    on
        students.period = classes.period
        and students.major is not distinct from classes.major
where
    students.indicator = 'programme_students' and classes.indicator = 'programme_classes'
    and students.value is not null and classes.value > 0
order by students.year, students.ordinal
