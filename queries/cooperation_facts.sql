-- title: 合作的年头与安排
-- unit: 单位见各行
-- description: 合作从哪一年起、到报告年度第几年，以及每周集体备课、授课的安排和实习的起点。只关某一专业的，注明专业。
-- key: indicator, period, major, category
-- source: 正文四(一)、四(二)
-- table: stated
with figure as (
    select *
    from
        figures(
            ['cooperation_start_year', 'cooperation_year_ordinal', 'internship_start_study_year'],
            $year_from,
            $year_to,
            $majors
        )
    union all by name
    select *
    from
        figures_by_major(
            [
                'joint_preparation_sessions_per_week', 'joint_preparation_hours_per_week',
                'joint_teaching_sessions_per_week'
            ],
            $year_from,
            $year_to,
            $majors
        )
)

select *
from figure
-- What was printed of one thing stands together, the newest first.
order by min(ordinal) over (partition by indicator, major, category) asc, year desc, ordinal asc
