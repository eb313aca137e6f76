"""九 挑战与对策: each challenge beside the figures that bear on it and what was planned."""

from dashboard.contract.wording import rows_of
from dashboard.outline.part import Outline, Part
from dashboard.query import question
from dashboard.query.question import Scope

_BESIDE = ("challenge_figures", "challenge_measures")


def outline(scope: Scope) -> Outline:
    return Outline(
        title="九 挑战与对策",
        lead=(
            "报告提出的每项挑战，与它有关的数值并排，再看打算怎么做；"
            "做到没有，要等下一版报告的数才能核对。"
        ),
        parts=[
            Part(
                f"{row['item']} {row['grouping']}",
                [[(name, {"challenge": row["item"]}) for name in _BESIDE]],
                f"{row['detail']}。",
            )
            for row in rows_of(question.run("challenges", scope))
        ],
    )
