"""二 人才培养: health, where graduates go, aid, life at school, and what was not filled in."""

from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="二 人才培养",
        lead="学生身体怎样，毕业后去哪里，得到什么帮助，在校过得怎样。",
        cards=(
            "fitness_pass_rate_pct",
            "fitness_good_rate_pct",
            "myopia_rate_pct",
            "graduates_enrolled_higher",
            "match_rate_pct",
            "starting_salary_yuan",
            "aid_amount_yuan",
            "form6_certificate_holders",
        ),
        parts=(
            Part(
                "体质健康",
                [["fitness_grades", "fitness_rates"], "fitness_people", "fitness_counts"],
            ),
            Part("视力", [["myopia_rates", "myopia_screened"]]),
            Part(
                "毕业生",
                [
                    ["graduate_destinations", "graduate_shares"],
                    ["employment_quality", "graduate_sectors"],
                ],
            ),
            Part("附表1", ["training_scorecard"]),
            Part("学生资助", [["aid_recipients", "aid_amount"]]),
            Part(
                "在校体验",
                [["clubs", "club_schedule"], "student_activities"],
                cards=(
                    "student_council_departments",
                    "parent_salons_held",
                    "parent_salons_planned",
                ),
            ),
            Part("活动日历", ["calendar", "calendar_list"]),
            Part(
                "满意度",
                [["satisfaction", "survey_respondents"]],
                "附表2 要求填报的各方满意度，报告填了什么就显示什么。",
            ),
        ),
    )
