"""一 学校情况: conditions against standards, students and classes, staff, the school itself."""

from dashboard.ui import cards, figure, page

page.begin("一 学校情况", "办学条件够不够，学生和班级怎样分布，教师队伍怎样构成。")
cards.row(
    "form6_full_time_students",
    "programme_classes",
    "programmes_offered",
    "form6_staff",
    "form6_full_time_teachers",
    "full_time_teacher_share_pct",
    "form3_student_teacher_ratio",
    "form3_senior_title_teachers_pct",
)
page.section("基本办学条件")
figure.show("conditions")
figure.show("standards")
page.section("学生与班级")
figure.grid("programme_students", "programme_classes")
figure.grid("class_size_by_major", "enrolment")
cards.row("new_students", "new_student_age_min_years", "new_student_age_max_years")
page.section("教师队伍")
figure.show("staff_structure")
figure.grid("staff_standards", "student_teacher_ratio")
page.section("学校与校舍")
cards.row("campuses", "computer_rooms", "libraries", "honours_count")
figure.grid("school_profile", "profile_facts")
figure.show("school_honours")
