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
    "compared",
    "faults",
    "findings",
    "history",
    "jumps",
    "last_publication",
    "last_upload",
    "official",
    "own_drafts",
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
