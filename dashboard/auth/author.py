"""Who prepares an edition: the editor who is signed in or, without sign-in, this very computer."""

from urllib.parse import urlsplit

import streamlit as st

from dashboard.auth import access
from dashboard.contract.faults import DataProblems

_HERE = "本机"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


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
    headers = st.context.headers
    # A server that stands in front is on the same machine too, but says for whom it asks; and
    # readers know it by another name, which a browser sends along even if that server does not.
    if any(name in headers for name in _FORWARDED):
        return False
    hosts, origins = headers.get_all("Host"), headers.get_all("Origin")
    try:
        asked = [urlsplit(f"//{host}").hostname for host in hosts]
        pages = [urlsplit(origin).netloc for origin in origins]
    except ValueError:  # [, which begins an address of the newer kind
        return False
    # Streamlit gives no address for a browser on the same machine.
    return (
        st.context.ip_address is None
        and len(asked) == 1
        and asked[0] in _LOOPBACK
        and pages in ([], hosts)
    )
