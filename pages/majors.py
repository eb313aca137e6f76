"""专业: one major or several side by side, all that is printed of them, and what is not."""

from functools import partial

from dashboard.contract.codes import GRADES, SEXES
from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.ui import cards, filters, page, parts
from dashboard.ui.parts import Part

page.begin("专业", "在上方“专业”里选一个，或选几个并列；不选，各专业都列出，卡片是全校的。")

OF_LISTS = (
    "由学校自己的名单汇总，不是报告所印；n 是背后的人数，比率后面是它的区间，人数越少越宽。"
    "未公布的，是人数太少，或由它能推算出人数太少的数。"
)


def group_of(one: str) -> dict[str, str]:
    """Let a list be looked at for one grade or sex."""
    groups = [*GRADES.values(), *SEXES]
    return {"group": page.choice("年级或性别", groups, f"group-{one}")}


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
    *(
        Part(
            one["label"],
            [("of_list", {"list": one["list"], "group": "", "title": f"据{one['label']}汇总"})],
            OF_LISTS,
            opening=partial(group_of, one["list"]),
        )
        for one in rows_of(question.run("lists_given"))
    ),
    Part("存疑与所缺", ["doubted_of_majors"], opening=lambda: page.say("lists_awaited")),
)
