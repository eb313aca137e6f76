-- title: 课程与教学改革中的数
-- unit: 单位见各行
-- description: 正文所述公共基础课、教材、劳动教育、评价、课程模块与实训条件的数；“以上”“不少于”是下限。
-- key: indicator, period, major
-- source: 正文三(三)
-- table: stated
select *
from
    figures_stated(
        [
            'general_course_hours_share_pct', 'general_courses_new_textbooks',
            'unified_textbook_subjects', 'labour_education_hours_per_term', 'value_added_subjects',
            'curriculum_modules', 'computer_rooms_teaching_prose', 'practice_places',
            'practical_course_delivery_rate_pct'
        ],
        $year_from,
        $year_to,
        $majors
    )
