"""附表: the six appended tables in the official form and order."""

from dashboard.contract.codes import FORMS
from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="附表",
        lead="六张法定附表，按原表的格式与次序。带 * 的为必填指标；“—”“未填”与 0 是三回事。",
        parts=(
            *(form(f"{table} {name}", table) for table, name in FORMS.items()),
            Part("填报情况", ["official_form_status"]),
        ),
    )


def form(name: str, table: str) -> Part:
    """Make a part of one appended table."""
    title = f"{table} {FORMS[table]}"
    return Part(name, [("official_form", {"official_table": table, "title": title})])
