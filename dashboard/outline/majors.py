"""专业: one major or several side by side, all that is printed of them, and what is not."""

from dashboard.contract.codes import RECORD_LISTS
from dashboard.outline import lists
from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


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
                [
                    "programme_outcomes",
                    [] if chosen else ["graduate_destinations", "employment_quality"],
                ],
                lacks={"毕业去向、对口就业率、起薪": _of_graduates()} if chosen else {},
            ),
            Part(
                "课程与合作", [["core_courses", "featured_partners"], ["training_rooms", "studios"]]
            ),
            *lists.parts(),
            Part("存疑与所缺", ["doubted_of_majors"]),
        ),
    )


def _of_graduates() -> str:
    """Say why graduates are not shown by major here, and where they are or would come from."""
    label = RECORD_LISTS["graduates"]
    is_given = label in {part.name for part in lists.parts()}
    return "报告未分专业" + (f"，见“{label}”" if is_given else f"，交来{label}就有")
