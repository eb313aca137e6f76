"""一 学校情况: conditions against standards, students and classes, staff, the school itself."""

from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="一 学校情况",
        lead="办学条件够不够，学生和班级怎样分布，教师队伍怎样构成。",
        cards=(
            "form6_full_time_students",
            "programme_classes",
            "programmes_offered",
            "form6_staff",
            "form6_full_time_teachers",
            "full_time_teacher_share_pct",
            "form3_student_teacher_ratio",
            "form3_senior_title_teachers_pct",
        ),
        parts=(
            Part("基本办学条件", ["conditions", "standards"]),
            Part(
                "学生与班级",
                [["programme_students", "programme_classes"], ["class_size_by_major", "enrolment"]],
                cards=("new_students", "new_student_age_min_years", "new_student_age_max_years"),
            ),
            Part("教师队伍", ["staff_structure", ["staff_standards", "student_teacher_ratio"]]),
            Part(
                "学校与校舍",
                [["school_profile", "profile_facts"], "school_honours"],
                cards=("campuses", "computer_rooms", "libraries", "honours_count"),
            ),
        ),
    )
