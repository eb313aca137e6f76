-- title: 学生按专业大类的构成
-- unit: %
-- description: 同一大类各专业的学生数相加，除以全校合计，由报告数字算出，用来看主辅专业的格局。
-- key: period, category
-- source: 据表3-1计算
-- chart: bars category
with figure as (
    select
        figure.* replace (major.major_category as category, '专业大类' as category_label),
        sum(figure.value) over (partition by figure.period, major.major_category) as students,
        sum(figure.value) over (partition by figure.period) as total
    from figures_by_major(['programme_students'], $year_from, $year_to, []) as figure
    inner join major on figure.major = major.major
)

select
    * exclude (students, total) replace (
        null as major,
        '学生占全校比例（按大类）' as indicator_name,
        round(students / nullif(total, 0) * 100, 2) as value,
        '%' as unit,
        2 as decimals,
        total as base,
        '各专业学生数（全校）' as base_name,
        null as printed,
        '据 表3-1 计算' as source,
        null as note
    )
from figure
-- The share is of the whole school, so the choice narrows only after it has been worked out.
where len($majors) = 0 or list_contains($majors, figure.major)
qualify row_number() over (partition by figure.period, figure.category order by figure.ordinal) = 1
order by year, ordinal
