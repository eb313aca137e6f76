"""总览: what the newest report says, what moved, what not to trust; for the office, the audit."""

from collections.abc import Sequence

from dashboard.outline import two_years
from dashboard.outline.part import Outline, Part, Row
from dashboard.query.question import Scope

_CHANGED = "变好变差是与上一期相比；好坏依各指标自己的方向，超出平常波动才算变化。"
_WHOLE = "没有写明专业的，为全校的变化。"
_SIDE_BY_SIDE = "选一章和两年：变动最大的在前；好坏与是否算变化，与别处同一规则。"


def outline(scope: Scope, side_by_side: Sequence[Row] | None = None) -> Outline:
    """Make the page; two years stand side by side in it, by default the newest."""
    return Outline(
        title="总览",
        lead="这一版报告说了什么，什么变好、什么变差，哪些数不能照信。",
        parts=(
            Part(
                "要点",
                [["untrusted", "standards_near"]],
                _CHANGED + (_WHOLE if scope.majors else ""),
            ),
            Part("走势与变化", ["key_trends", "changes"]),
            Part(
                two_years.NAME,
                two_years.newest(scope) if side_by_side is None else side_by_side,
                _SIDE_BY_SIDE,
            ),
            Part(
                "各专业",
                ["chosen_majors", *(["beside_other_majors"] if scope.majors else [])],
                "报告按专业列出的全部指标；选了专业的，先列所选，再比其余。",
            ),
            Part("填报与核查", ["gravest", "coverage"]),
        ),
    )
