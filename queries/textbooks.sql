-- title: 编写教材
-- unit: 本
-- description: 学校编写的教材，和其中国家规划、校企合作、新形态教材的本数；后三类可以重叠。
-- key: indicator, period, major
-- source: 附表3
-- chart: bars indicator_name
select *
from
    figures(
        [
            'form3_textbooks', 'form3_textbooks_national', 'form3_textbooks_cooperative',
            'form3_textbooks_new_form'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by year, ordinal
