"""专业: one major or several side by side, all that is printed of them, and what is not."""

from functools import partial

from dashboard.contract.codes import RECORD_LISTS
from dashboard.outline import lists, majors
from dashboard.ui import page, parts


def group_of(one: str) -> dict[str, str]:
    """Let a list be looked at for one grade or sex, and say what differs from the school."""
    groups = lists.groups(one)
    group = page.choice("年级或性别", groups, f"group-{one}") if groups else ""
    page.say("list_apart", list=one, group=group)
    return {"group": group}


parts.show_page(
    majors.outline,
    before={
        **{label: partial(group_of, one) for one, label in RECORD_LISTS.items()},
        "存疑与所缺": lambda: page.say("lists_awaited"),
    },
)
