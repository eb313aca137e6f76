"""Who prepares an edition: the editor who is signed in or, without sign-in, this very computer."""

from urllib.parse import urlsplit

import streamlit as st

from dashboard import access
from dashboard.problems import DataProblems

_HERE = "本机"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def now() -> str:
    """Return the name that drafts are kept under; empty for whoever may not prepare any.

    Without a provider only the computer that the dashboard runs on may, and what is prepared there
    is published on the command line.
    """
    if not access.has_provider():
        return _HERE if _is_local() else ""
    try:
        who = access.visitor()
    except DataProblems:
        return ""
    return who.label if who and who.role == "editor" else ""


def _is_local() -> bool:
    """Tell whether the browser runs on this computer, and nothing stands between."""
    # Streamlit gives no address for a browser on the same machine. A server that stands in front
    # is on the same machine too, but readers know it by another name.
    host = urlsplit(f"//{st.context.headers.get('Host', '')}").hostname
    return st.context.ip_address is None and host in _LOOPBACK
