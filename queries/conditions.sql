-- title: 七项基本办学条件与国家标准
-- unit: 以标准为100%
-- description: 横条为学校现有条件相当于标准的百分比，虚线为标准；斜纹为没有达到，
--   点纹为取决于更正，菱形为按报告其他各处的数重算。生师比以不超过标准为达标，其余以不低于标准为达标。
--   标准值据转载文本，注明“未核实”的尚未与正式文本核对。
-- key: indicator, major
-- source: 表1-1
-- chart: bullet indicator_name
with condition as (
    select *
    from
        figures(
            [
                'student_teacher_ratio', 'land_area_m2', 'land_per_student_m2', 'building_area_m2',
                'building_per_student_m2', 'equipment_per_student_yuan', 'books_per_student'
            ],
            $year_from, $year_to, $majors
        )
),

newest as (
    select arg_max(ordinal, (year, ordinal)) as ordinal
    from condition
    group by indicator, major
),

judged as (
    select
        category,
        period,
        major,
        printed as judged
    from figures(['condition_met'], $year_from, $year_to, $majors)
)

select
    condition.*,
    beside.* exclude (ordinal),
    judged.judged
from condition
inner join newest on condition.ordinal = newest.ordinal
inner join beside_standard as beside on condition.ordinal = beside.ordinal
-- The column of ticks in the table of conditions names them as the indicators are named.
left join judged
    on
        condition.indicator_name = judged.category
        and condition.period = judged.period
        and condition.major is not distinct from judged.major
order by condition.ordinal
