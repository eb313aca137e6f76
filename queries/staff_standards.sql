-- title: 师资与国家标准
-- unit: 以标准为100%
-- description: 横条为学校现有师资相当于标准的百分比，虚线为标准；斜纹为没有达到，
--   点纹为取决于更正，菱形为按报告其他各处的数重算。双师型比例的标准以专业课教师为分母，报告没有说明分母，只能参照。
--   标准值据转载文本，注明“未核实”的尚未与正式文本核对。
-- key: indicator
-- source: 附表3、附表6
-- chart: bullet indicator_name
with staff as (
    select *
    from
        figures(
            [
                'form6_full_time_teachers', 'form3_senior_title_teachers_pct',
                'form3_dual_qualified_pct'
            ],
            $year_from, $year_to, $majors
        )
    where value is not null
    qualify row_number() over (partition by indicator order by year desc) = 1
)

select
    staff.*,
    beside.* exclude (ordinal)
from staff
inner join beside_standard as beside on staff.ordinal = beside.ordinal
order by staff.ordinal desc
