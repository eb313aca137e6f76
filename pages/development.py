"""三 发展保障: majors, teaching resources, teachers, moral education and party work."""

from dashboard.ui import cards, figure, page

page.begin("三 发展保障", "专业怎样调整，教学资源够不够，教师怎样成长，德育与党建怎样开展。")
cards.row(
    "programme_students",
    "programme_classes",
    "form3_dual_qualified_pct",
    "teacher_awards_listed",
    "form3_course_hours",
    "practice_places",
    "form3_internet_bandwidth_mbps",
    "form6_class_teachers",
)
page.section("专业动态调整")
figure.show("enrolment_growth")
figure.grid("programme_students", "programme_shares")
figure.grid("programme_classes", "programme_outcomes")
figure.grid("programme_category_shares", "programme_counts")
figure.show("programme_facts")
figure.show("core_courses")
figure.show("training_rooms")
page.section("教学资源", "附表3按单位分开，门、学时、个、本不同轴；填0与填“-”不同。")
figure.grid("planned_courses", "planned_course_hours")
figure.grid("resource_libraries", "simulation_bases")
figure.grid(["textbooks", "practice_places"], "teaching_reform")
figure.show("online_and_connected")
page.section("教师队伍")
figure.show("teacher_qualifications")
figure.grid(["teacher_awards_by_level", "teacher_awards_by_rank"], "teacher_development")
page.section("德育与党建")
figure.grid(["moral_education_team", "party_figures"], "moral_education_rhythm")
figure.show("moral_activities")
figure.show("party_activities")
