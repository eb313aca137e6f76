"""三 发展保障: majors, teaching resources, teachers, moral education and party work."""

from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="三 发展保障",
        lead="专业怎样调整，教学资源够不够，教师怎样成长，德育与党建怎样开展。",
        cards=(
            "programme_students",
            "programme_classes",
            "form3_dual_qualified_pct",
            "teacher_awards_listed",
            "form3_course_hours",
            "practice_places",
            "form3_internet_bandwidth_mbps",
            "form6_class_teachers",
        ),
        parts=(
            Part(
                "专业动态调整",
                [
                    "enrolment_growth",
                    ["programme_students", "programme_shares"],
                    ["programme_classes", "programme_outcomes"],
                ],
            ),
            Part(
                "专业布局",
                [["programme_category_shares", "programme_counts"], "programme_facts"],
            ),
            Part("课程与实训", ["core_courses", "training_rooms"]),
            Part(
                "教学资源",
                [
                    ["planned_courses", "planned_course_hours"],
                    ["resource_libraries", "simulation_bases"],
                ],
                "附表3按单位分开，门、学时、个、本不同轴；填0与填“-”不同。",
            ),
            Part(
                "教材与场所",
                [[["textbooks", "practice_places"], "teaching_reform"], "online_and_connected"],
            ),
            Part(
                "教师队伍",
                [
                    "teacher_qualifications",
                    [["teacher_awards_by_level", "teacher_awards_by_rank"], "teacher_development"],
                ],
            ),
            Part(
                "德育与党建",
                [
                    [["moral_education_team", "party_figures"], "moral_education_rhythm"],
                    "moral_activities",
                    "party_activities",
                ],
            ),
        ),
    )
