-- title: 教师培训、骨干与获奖
-- unit: 单位见各行
-- description: 报告在不同地方所述的培训学时与人次、骨干教师、获奖项数与人次，多为约数；项数与人次不是一回事。
-- key: indicator, period, major, category
-- source: 前言、正文三(二)至三(四)
-- table: stated
select *
from
    figures_stated(
        [
            'teacher_training_hours_per_year', 'teacher_training_persontimes', 'backbone_teachers',
            'programme_group_teachers', 'teacher_awards_listed', 'teacher_awards_prose',
            'teacher_award_persontimes'
        ],
        $year_from,
        $year_to,
        $majors
    )
