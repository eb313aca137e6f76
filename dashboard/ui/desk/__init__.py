"""The office's desk on the screen: template, filled-in file, what it changes, publishing."""

from dashboard.ui.desk.filling import again, faults, last_upload, standing, templates, upload, way
from dashboard.ui.desk.history import history
from dashboard.ui.desk.publishing import publish
from dashboard.ui.desk.reviewing import (
    compared,
    findings,
    jumps,
    looking,
    official,
    remarks,
    reviewed,
    summary,
)
from dashboard.ui.desk.state import own

__all__ = [
    "again",
    "compared",
    "faults",
    "findings",
    "history",
    "jumps",
    "last_upload",
    "looking",
    "official",
    "own",
    "publish",
    "remarks",
    "reviewed",
    "standing",
    "summary",
    "templates",
    "upload",
    "way",
]
