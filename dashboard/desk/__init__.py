"""The office's desk on the screen: template, filled-in file, what it changes, publishing."""

from dashboard.desk.filling import again, faults, last_upload, standing, templates, upload, way
from dashboard.desk.past import history
from dashboard.desk.publishing import publish
from dashboard.desk.reviewing import (
    compared,
    findings,
    jumps,
    looking,
    official,
    remarks,
    reviewed,
    summary,
)

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
    "publish",
    "remarks",
    "reviewed",
    "standing",
    "summary",
    "templates",
    "upload",
    "way",
]
