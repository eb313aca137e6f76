-- title: 学校概况中的数
-- unit: 单位见各行
-- description: 正文所述的创办与更名年份、校园与校舍、班级、学生与教职工，以及教师学历、职称的人数与比例；约数照原文列出。
-- key: indicator, period, category, major
-- source: 正文一(一)、一(二)、一(三)
-- table: stated
select *
from
    figures_stated(
        [
            'founded_year', 'renamed_year', 'land_area_mu', 'building_area_prose_m2',
            'classes_profile_prose', 'students_profile_prose', 'staff_profile_prose',
            'classes_prose', 'students_by_programme_prose', 'staff_total_prose',
            'full_time_teachers_prose', 'full_time_teacher_share_pct', 'staff_by_education',
            'staff_education_share_pct', 'staff_by_title', 'staff_title_share_pct'
        ],
        $year_from,
        $year_to,
        $majors
    )
