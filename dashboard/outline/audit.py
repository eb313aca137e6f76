"""数据核查: what in the report contradicts itself, what was compared, and how to answer."""

from dashboard.outline.part import Outline, Part
from dashboard.query import question
from dashboard.query.question import Scope

TITLE = "数据核查"
LEAD = "报告的数字互相对照，对不上的列在这里；只指出矛盾，不改报告所印的数。"
_FINDINGS = (
    "每条里写着印的是多少、应是多少、怎样算出来、在报告哪里。选了专业时，全校的发现仍然列出。"
)
_CLAIMS = "正文说升、说降、说多少以上，与报告自己印的数字是否一致；不随年份与专业筛选改变。"
_COMPARED = "比对过而没有发现的，也列在这里。"
_ANSWERING = (
    "把核查编号和理由告诉质量办。录错的，由质量办改正后重新发布，发现随之消失；报告确实这样印的，"
    "由管理员记下答复：照印、说明或更正（改哪一个数、改成多少），写法见使用手册。"
)


def editions() -> list[int]:
    """Return the editions that can be looked at, the newest first."""
    return [int(edition) for edition in question.run("editions")["edition"]]


def outline(_: Scope, edition: int = 0, opened: str = "") -> Outline:
    """Make the page of an edition, by default the newest, on which one finding may be opened."""
    of = {"edition": edition or editions()[0]}
    every = of | {"severity": "", "chapter": 0, "kind": "", "opened": opened}
    return Outline(
        title=TITLE,
        lead=LEAD,
        parts=(
            Part("核查发现", [("findings", every)], _FINDINGS),
            Part("各章统计", [("audit_counts", of)]),
            Part("正文的说法", [("claims_judged", of | {"chapter": 0, "verdict": ""})], _CLAIMS),
            Part("对照标准", ["standards_held", "standards_trend"], "不随年份与专业筛选改变。"),
            Part("查了什么", [("checks_made", of), ("relations_held", of)], _COMPARED),
            Part("怎样答复", [], _ANSWERING),
        ),
    )
