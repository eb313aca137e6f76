"""总览: what the newest report says, what moved, what not to trust; for the office, the audit."""

from dashboard.outline import overview
from dashboard.query import question
from dashboard.render import edition_says
from dashboard.ui import address, asking, cards, filters, page, parts, two_years


def ask() -> None:
    with page.head():
        asking.door()


def what_it_says() -> None:
    for told in edition_says.newest(filters.scope()):
        address.draw(told)


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
