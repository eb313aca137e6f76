"""八 特色创新: the major that the chapter is about, found in the data."""

from dashboard.query import question
from dashboard.ui import cards, page, parts
from dashboard.ui.parts import Part

majors = list(question.run("featured_majors")["major"])
about = {"majors": majors}

page.begin(
    "八 特色创新",
    f"本章写的是{'、'.join(majors)}专业：怎样长大、占全校多少、开什么课、有哪些平台与成果。"
    "本页不随专业筛选改变。"
    if majors
    else "本章的指标填在哪个专业名下，本页就写哪个专业；现有的报告里还没有填。",
)
if majors:
    cards.row(
        "programme_students",
        "programme_classes",
        "lead_teachers",
        "integrated_programme_colleges",
        majors=majors,
    )
    parts.show(
        Part(
            "成长与位置",
            [
                [
                    [("featured_students", about), ("featured_position", about)],
                    ("featured_basics", about),
                ],
                [("programme_shares", {"majors": []}), ("featured_courses", about)],
            ],
        ),
        Part("平台与成果", [[("studios", about), ("featured_partners", about)]]),
    )
