"""专业: one major or several side by side, all that is printed of them, and what is not."""

from dashboard.ui import cards, filters, page, parts
from dashboard.ui.parts import Part

page.begin("专业", "在上方“专业”里选一个，或选几个并列；不选，各专业都列出，卡片是全校的。")
chosen = filters.scope().majors
cards.row("programme_students", "programme_classes", "class_size", "programme_annual_intake")
parts.show(
    Part(
        "并列",
        [
            ("chosen_majors", {"title": "报告按专业印出的全部指标"}),
            *(["beside_other_majors"] if chosen else []),
        ],
    ),
    Part(
        "学生与班级",
        [
            ["programme_students", "programme_classes"],
            ["class_size_by_major", "programme_shares"],
            [*(["featured_students"] if chosen else []), "programme_facts"],
        ],
    ),
    Part("毕业生", ["programme_outcomes", ["graduate_destinations", "employment_quality"]]),
    Part("课程与合作", [["core_courses", "featured_partners"], ["training_rooms", "studios"]]),
    Part("存疑与所缺", ["doubted_of_majors"], opening=lambda: page.say("lists_awaited")),
)
