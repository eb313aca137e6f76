"""总览: what the newest report says, what moved, what not to trust; for the office, the audit."""

from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.render import edition_says, sentences
from dashboard.ui import address, asking, cards, filters, page, parts
from dashboard.ui.parts import Part

CHANGED = "变好变差是与上一期相比；好坏依各指标自己的方向，超出平常波动才算变化。"
WHOLE = "没有写明专业的，为全校的变化。"

page.begin("总览", "这一版报告说了什么，什么变好、什么变差，哪些数不能照信。")
with page.head():
    asking.door()
scope = filters.scope()
keys = list(question.run("key_indicators")["indicator"])


def what_it_says() -> None:
    newest = question.run("school").iloc[0]
    changes = question.run("changes", scope)
    counts = rows_of(question.run("audit_counts", scope, edition=int(newest["edition"])))[0]
    standards = question.run("standards_held")
    told = edition_says.sentences(str(newest["title"]), changes, standards, counts)
    address.draw(edition_says.as_html(told))
    address.draw(sentences.as_html(changes))


parts.show(
    Part(
        "要点",
        [["untrusted", "standards_near"]],
        CHANGED + (WHOLE if scope.majors else ""),
        opening=what_it_says,
        closing=lambda: cards.row(*keys),
    ),
    Part("走势与变化", ["key_trends", "changes"]),
    Part("各专业", ["chosen_majors"], "报告按专业列出的全部指标；选了专业的，只列所选。"),
    Part("填报与核查", ["gravest", "coverage"], opening=page.audit_line),
)
