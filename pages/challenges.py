"""九 挑战与对策: each challenge beside the figures that bear on it and what was planned."""

from dashboard.query import question
from dashboard.ui import filters, page, parts
from dashboard.ui.parts import Part

BESIDE = ("challenge_figures", "challenge_measures")

page.begin(
    "九 挑战与对策",
    "报告提出的每项挑战，与它有关的数值并排，再看打算怎么做；做到没有，要等下一版报告的数才能核对。",
)
challenges = question.run("challenges", filters.scope()).to_dict("records")
if challenges:
    parts.show(
        *(
            Part(
                f"{row['item']} {row['grouping']}",
                [[(name, {"challenge": row["item"]}) for name in BESIDE]],
                f"{row['detail']}。",
            )
            for row in challenges
        )
    )
else:
    page.lack("挑战与对策")
