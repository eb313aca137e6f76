"""七 政策落实: funding, aid, staffing, governance and the appended table on policy."""

from dashboard.outline.forms import form
from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="七 政策落实",
        lead="经费从哪里来、有多少、摊到每名学生是多少；教职工按编制和要求配得怎样。",
        cards=("funding_10k_yuan", "form6_staff", "form6_class_teachers", "aid_amount_yuan"),
        parts=(
            Part(
                "经费", [["funding", ["funding_per_student", "state_funding"]], "aid_per_recipient"]
            ),
            Part("人员配备与治理", [["staffing", ["staffing_ratios", "governance"]]]),
            form("附表6", "附表6"),
        ),
    )
