"""二 人才培养: health, where graduates go, aid, life at school, and what was not filled in."""

from dashboard.ui import cards, figure, page

page.begin("二 人才培养", "学生身体怎样，毕业后去哪里，得到什么帮助，在校过得怎样。")
cards.row(
    "fitness_pass_rate_pct",
    "fitness_good_rate_pct",
    "myopia_rate_pct",
    "graduates_enrolled_higher",
    "match_rate_pct",
    "starting_salary_yuan",
    "aid_amount_yuan",
    "form6_certificate_holders",
)
page.section("体质健康")
figure.grid("fitness_grades", "fitness_rates")
figure.grid("fitness_people", "fitness_counts")
page.section("视力")
figure.grid("myopia_rates", "myopia_screened")
page.section("毕业生去向与就业质量")
figure.grid("graduate_flow", "graduate_shares")
figure.grid("employment_quality", "graduate_sectors")
figure.show("training_scorecard")
page.section("学生资助")
figure.grid("aid_recipients", "aid_amount")
page.section("在校体验")
cards.row("student_council_departments", "parent_salons_held", "parent_salons_planned")
figure.grid("clubs", "club_schedule")
figure.show("calendar")
figure.show("calendar_list")
figure.show("student_activities")
page.section("满意度", "附表2 要求填报的各方满意度，报告填了什么就显示什么。")
figure.grid("satisfaction", "survey_respondents")
