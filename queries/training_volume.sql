-- title: 非学历培训的项目与学时
-- unit: 单位见各图
-- description: 附表4所填的项目数、学时与公益项目学时，以及由此算出的每个项目平均学时。到账经费见附表4。
-- key: indicator_name, period, major
-- source: 附表4
-- chart: small_multiples indicator_name
-- table: across
select *
from
    figures(
        [
            'form4_training_projects', 'form4_training_hours',
            'form4_public_benefit_training_hours', 'training_hours_per_project'
        ],
        $year_from,
        $year_to,
        $majors
    )
order by ordinal
