"""七 政策落实: funding, aid, staffing, governance and the appended table on policy."""

from dashboard.contract.codes import FORMS
from dashboard.ui import cards, page, parts
from dashboard.ui.parts import Part

page.begin("七 政策落实", "经费从哪里来、有多少、摊到每名学生是多少；教职工按编制和要求配得怎样。")
cards.row("funding_10k_yuan", "form6_staff", "form6_class_teachers", "aid_amount_yuan")
parts.show(
    Part("经费", [["funding", ["funding_per_student", "state_funding"]], "aid_per_recipient"]),
    Part("人员配备与治理", [["staffing", ["staffing_ratios", "governance"]]]),
    Part(
        "附表6",
        [("official_form", {"official_table": "附表6", "title": f"附表6 {FORMS['附表6']}"})],
    ),
)
