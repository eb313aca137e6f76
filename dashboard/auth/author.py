"""Who prepares an edition: the editor who is signed in or, without sign-in, this very computer."""

from collections.abc import Mapping
from typing import Any

from dashboard.auth import access
from dashboard.contract.faults import DataProblems

_HERE = "本机"


def now() -> str:
    """Return the name that drafts are kept under; empty for whoever may not prepare any.

    Without a provider only the computer that the dashboard runs on may.
    """
    if not access.has_provider():
        return _HERE if access.is_here() else ""
    return of(access.claims())


def of(claims: Mapping[str, Any]) -> str:
    """Return the name for whoever signed in with these claims, as the rules are now."""
    try:
        who = access.known(claims)
    except DataProblems:
        return ""
    return who.label if who and who.role == "editor" else ""
