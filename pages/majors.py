"""专业: one major or several side by side, all that is printed of them, and what is not."""

from functools import partial

from dashboard.contract.codes import GRADES, RECORD_LISTS, SEXES
from dashboard.outline import majors
from dashboard.ui import page, parts


def group_of(one: str) -> dict[str, str]:
    """Let a list be looked at for one grade or sex."""
    groups = [*GRADES.values(), *SEXES]
    return {"group": page.choice("年级或性别", groups, f"group-{one}")}


parts.show_page(
    majors.outline,
    before={
        **{label: partial(group_of, one) for one, label in RECORD_LISTS.items()},
        "存疑与所缺": lambda: page.say("lists_awaited"),
    },
)
