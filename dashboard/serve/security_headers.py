"""What a browser is told not to do with our pages.

Another site may not put them in a frame, where a click meant for it would press a button of ours.
And should a text from a workbook ever come to be more than a text, the browser runs no script
that is not ours and sends nothing anywhere else.
"""

import base64
import hashlib
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OWN = "'self'"
_POLICY = {
    "default-src": _OWN,
    "script-src": _OWN,
    "style-src": f"{_OWN} 'unsafe-inline'",  # Streamlit makes its styles in the browser
    "img-src": f"{_OWN} data: blob:",  # ... its icons, and Plotly its pictures
    "font-src": f"{_OWN} data:",
    "connect-src": _OWN,  # with the socket, which is of the same host
    "object-src": "'none'",
    "base-uri": _OWN,
    "form-action": _OWN,
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
}


class SecurityHeaders:
    """ASGI middleware for every answer; ``scripts`` stand in the page itself and may run."""

    def __init__(self, app: ASGIApp, scripts: Sequence[str]) -> None:
        self._app = app
        policy = _POLICY | {"script-src": " ".join([_OWN, *map(_hash, scripts)])}
        self._headers = {
            "Content-Security-Policy": "; ".join(" ".join(each) for each in policy.items()),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",  # the way back from signing in needs the page
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def reply(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)  # an answer may be stricter
            await send(message)

        await self._app(scope, receive, reply if scope["type"] == "http" else send)


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
