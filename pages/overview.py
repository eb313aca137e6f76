"""总览: what the newest report says, what moved, what not to trust; for the office, the audit."""

from dashboard.contract.wording import rows_of
from dashboard.outline import overview
from dashboard.query import question
from dashboard.render import edition_says, sentences
from dashboard.ui import address, asking, cards, filters, page, parts, two_years


def ask() -> None:
    with page.head():
        asking.door()


def what_it_says() -> None:
    scope = filters.scope()
    newest = question.run("school").iloc[0]
    changes = question.run("changes", scope)
    counts = rows_of(question.run("audit_counts", scope, edition=int(newest["edition"])))[0]
    standards = question.run("standards_held")
    told = edition_says.sentences(str(newest["title"]), changes, standards, counts)
    address.draw(edition_says.as_html(told))
    address.draw(sentences.as_html(changes))


def what_it_counts() -> None:
    cards.row(*question.run("key_indicators")["indicator"])


parts.show_page(
    lambda scope: overview.outline(scope, two_years.asked(scope)),
    opening=ask,
    before={
        "要点": what_it_says,
        two_years.NAME: two_years.choose,
        "填报与核查": page.audit_line,
    },
    after={"要点": what_it_counts},
)
