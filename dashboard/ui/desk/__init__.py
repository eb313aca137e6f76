"""The office's desk on the screen: template, filled-in file, what it changes, publishing."""

from dashboard.ui.desk.admission import admit
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
from dashboard.ui.desk.list_steps import own_lists
from dashboard.ui.desk.lists import chosen as is_about_lists
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
    "admit",
    "compared",
    "faults",
    "findings",
    "history",
    "is_about_lists",
    "jumps",
    "last_publication",
    "last_upload",
    "official",
    "own_drafts",
    "own_lists",
    "preview_controls",
    "publish",
    "recheck_offer",
    "remarks",
    "reviewed",
    "show_steps",
    "summary",
    "templates",
    "upload",
]
