"""八 特色创新: the major that the chapter is about, found in the data."""

from dashboard.outline.part import Outline, Part
from dashboard.query import question
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    majors = list(question.run("featured_majors")["major"])
    if not majors:
        lead = "本章的指标填在哪个专业名下，本页就写哪个专业；现有的报告里还没有填。"
        return Outline(title="八 特色创新", lead=lead, parts=())
    about = {"majors": majors}
    return Outline(
        title="八 特色创新",
        lead=(
            f"本章写的是{'、'.join(majors)}专业：怎样长大、占全校多少、开什么课、"
            "有哪些平台与成果。本页不随专业筛选改变。"
        ),
        majors=majors,
        cards=(
            "programme_students",
            "programme_classes",
            "lead_teachers",
            "integrated_programme_colleges",
        ),
        parts=(
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
        ),
    )
