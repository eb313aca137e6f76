-- title: 专业与专业群数量
-- unit: 个
-- description: 附表填报的专业与专业群数，以及正文所述的专业数、大类数；正文计入拟新增的专业时会与附表不同。
-- key: indicator, period, category
-- source: 附表3、正文三(二)
-- table: across
select *
from
    figures(
        [
            'form3_major_groups', 'form3_majors', 'programme_categories',
            'programmes_offered_adjustment_prose', 'programmes_by_category'
        ],
        $year_from,
        $year_to,
        []
    )
order by indicator, year, ordinal
