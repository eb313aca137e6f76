"""Files to take away, made when a button is pressed: on a page that may have been open for days.

Streamlit makes them outside any session, without a run of the page, and keeps what was made under
an address of its own for whoever asks. So the right to each is asked when it is made and, of what
was made, when it is fetched.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dashboard import security_log
from dashboard.auth import access, author

Making: TypeAlias = Callable[[], bytes]

_NO_MORE = "没有下载：登录已失效，或您不再有这个权限。请刷新本页。"
_MOST = 1_000
# What was made for editors, by its content. Streamlit forgets what it keeps much sooner.
_for_editors: dict[bytes, None] = {}


class NotAllowed(Exception):
    """Whoever pressed the button may not have the file any more; the text is for the screen."""


def for_viewers(make: Making) -> Making:
    """Let a file be made for as long as whoever is shown the button now may look."""
    claims, address = access.claims(), access.address()

    def making() -> bytes:
        if not access.may_look(claims):
            raise _refused(claims, address)
        return make()

    return making


def for_editors(make: Making) -> Making:
    """Let a file be made for as long as whoever is shown the button now may prepare editions."""
    name, claims, address = author.now(), access.claims(), access.address()

    def making() -> bytes:
        # Without sign-in it is this computer that may, and a session stays on its computer.
        if not name or (access.has_provider() and author.of(claims) != name):
            raise _refused(claims, address)
        made = make()
        _for_editors[_mark(made)] = None
        for oldest in list(_for_editors)[:-_MOST]:
            _for_editors.pop(oldest, None)
        return made

    return making


def _refused(claims: Mapping[str, Any], address: str) -> NotAllowed:
    security_log.note("refusal", account=access.account(claims), address=address, what="export")
    return NotAllowed(_NO_MORE)


def is_for_editors(made: bytes) -> bool:
    """Tell whether a file was made for editors alone."""
    return _mark(made) in _for_editors


def _mark(made: bytes) -> bytes:
    return hashlib.sha256(made).digest()
