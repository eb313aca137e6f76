"""The office's desk on the screen: template, filled-in file, what it changes, publishing."""

from dashboard.ui.desk.filling import (
    faults,
    last_publication,
    last_upload,
    recheck_offer,
    show_steps,
    templates,
    upload,
)
from dashboard.ui.desk.history import history
from dashboard.ui.desk.list_preview import counted
from dashboard.ui.desk.list_preview import publish as publish_lists
from dashboard.ui.desk.list_questions import ask
from dashboard.ui.desk.lists import chosen as is_about_lists
from dashboard.ui.desk.lists import hand_in as hand_in_lists
from dashboard.ui.desk.lists import handed as lists_handed
from dashboard.ui.desk.lists import show_list_steps
from dashboard.ui.desk.publishing import publish
from dashboard.ui.desk.reviewing import (
    compared,
    findings,
    jumps,
    official,
    preview_controls,
    remarks,
    reviewed,
    summary,
)
from dashboard.ui.desk.state import own_drafts

__all__ = [
    "ask",
    "compared",
    "counted",
    "faults",
    "findings",
    "hand_in_lists",
    "history",
    "is_about_lists",
    "jumps",
    "last_publication",
    "last_upload",
    "lists_handed",
    "official",
    "own_drafts",
    "preview_controls",
    "publish",
    "publish_lists",
    "recheck_offer",
    "remarks",
    "reviewed",
    "show_list_steps",
    "show_steps",
    "summary",
    "templates",
    "upload",
]
