-- title: 专业建设一节中的数
-- unit: 单位见各行
-- description: 正文所述的专业招生、班级、教师与骨干教师等；约数照原文列出。
-- key: indicator, period, category, major
-- source: 正文三(二)
-- table: stated
with figure as (
    select *
    from
        figures_by_major(
            ['programme_annual_intake', 'classes_accounting_prose', 'programme_group_teachers'],
            $year_from,
            $year_to,
            $majors
        )
    union all by name
    select *
    from figures(['backbone_teachers'], $year_from, $year_to, $majors)
)

select *
from figure
-- What was printed of one thing stands together, the newest first.
order by min(ordinal) over (partition by indicator, major, category) asc, year desc, ordinal asc
