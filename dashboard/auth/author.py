"""Who prepares an edition: the editor who is signed in or, without sign-in, this very computer."""

from dashboard.auth import access
from dashboard.contract.faults import DataProblems

_HERE = "本机"


def now() -> str:
    """Return the name that drafts are kept under; empty for whoever may not prepare any.

    Without a provider only the computer that the dashboard runs on may.
    """
    if not access.has_provider():
        return _HERE if access.is_here() else ""
    try:
        who = access.visitor()
    except DataProblems:
        return ""
    return who.label if who and who.role == "editor" else ""
