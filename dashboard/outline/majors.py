"""专业: one major or several side by side, all that is printed of them, and what is not."""

from dashboard.contract.wording import rows_of
from dashboard.outline.part import Outline, Part
from dashboard.query import question
from dashboard.query.question import Scope

_OF_LISTS = (
    "由学校自己的名单汇总，不是报告所印；n 是背后的人数，比率后面是它的区间，人数越少越宽。"
    "未公布的，是人数太少，或由它能推算出人数太少的数。"
)


def outline(scope: Scope) -> Outline:
    chosen = scope.majors
    return Outline(
        title="专业",
        lead="在上方“专业”里选一个，或选几个并列；不选，各专业都列出，卡片是全校的。",
        cards=("programme_students", "programme_classes", "class_size", "programme_annual_intake"),
        parts=(
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
            Part(
                "毕业生",
                ["programme_outcomes", ["graduate_destinations", "employment_quality"]],
            ),
            Part(
                "课程与合作", [["core_courses", "featured_partners"], ["training_rooms", "studios"]]
            ),
            *(_of_list(one["list"], one["label"]) for one in rows_of(question.run("lists_given"))),
            Part("存疑与所缺", ["doubted_of_majors"]),
        ),
    )


def _of_list(one: str, label: str) -> Part:
    of = {"list": one, "group": "", "title": f"据{label}汇总"}
    return Part(label, [("of_list", of)], _OF_LISTS)
