"""The way to the identity provider and back, to the page one came from, with a word if it failed.

Streamlit answers every sign-in, good or bad, by a redirect to the first page, and one that cannot
begin by two words of English. This middleware remembers the page in a short-lived cookie, returns
there, and says in the address (``?sign-in=...``) what went wrong; ``dashboard.auth.access`` puts
that into words, and the reason is in the log.
"""

import logging
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import security_log

PARAMETER = "sign-in"
DENIED, FAILED, UNREACHABLE = "denied", "failed", "unreachable"
_COOKIE = "sign_in_from"
_SECONDS = 900  # for signing in at the provider
_LONGEST = 2000  # characters of an address; a cookie holds four thousand


class Returning:
    """ASGI middleware round the three addresses of Streamlit's sign-in; ``secure`` over HTTPS.

    ``cookie`` is the one that Streamlit sets when somebody has signed in.
    """

    def __init__(self, app: ASGIApp, base: str = "", *, cookie: str, secure: bool = False) -> None:
        self._app, self._secure, self._cookie = app, secure, cookie
        self._base = f"/{base.strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = {
            f"{self._base}/auth/login": self._leave,
            f"{self._base}/auth/logout": self._ask,
            f"{self._base}/oauth2callback": self._come_back,
        }.get(scope["path"] if scope["type"] == "http" else "")
        if answer is None:
            await self._app(scope, receive, send)
            return
        response = await answer(Request(scope, receive))
        if self._secure:
            # Streamlit leaves this out, as one address of its own need not be HTTPS.
            for i, (name, value) in enumerate(response.raw_headers):
                if name == b"set-cookie" and b"; secure" not in value.lower():
                    response.raw_headers[i] = (name, value + b"; Secure")
        await response(scope, receive, send)

    async def _leave(self, request: Request) -> Response:
        place = self._referred(request.headers)
        response = await self._ask(request)
        if response.status_code != 302:
            _note(request, UNREACHABLE)
            return RedirectResponse(_with_word(place, UNREACHABLE), 302)
        response.set_cookie(
            _COOKIE,
            quote(place),
            max_age=_SECONDS,
            path=self._base or "/",
            httponly=True,
            samesite="lax",
        )
        return response

    async def _come_back(self, request: Request) -> Response:
        # Not from a sign-in but from a sign-out: the provider returns to the one address it knows.
        if not {"code", "state", "error"} & request.query_params.keys():
            return RedirectResponse(f"{self._base}/", 302)
        place = self._own(unquote(request.cookies.get(_COOKIE, "")))
        response = await self._ask(request)
        if not _sets(response, self._cookie):
            denied = request.query_params.get("error") == "access_denied"
            word = DENIED if denied else FAILED
            _note(request, word)
            place = _with_word(place, word)
        back = RedirectResponse(place, 302)
        back.raw_headers += [pair for pair in response.raw_headers if pair[0] == b"set-cookie"]
        back.delete_cookie(_COOKIE, path=self._base or "/")
        return back

    async def _ask(self, request: Request) -> Response:
        """Return Streamlit's answer, and the way to the first page where it fails."""
        status, body = 500, b""
        headers: list[tuple[bytes, bytes]] = []

        async def keep(message: Message) -> None:
            nonlocal status, headers, body
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message["headers"])
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")

        try:
            await self._app(request.scope, request.receive, keep)
        except Exception:
            logging.getLogger(__name__).exception("signing in or out failed")
            return RedirectResponse(f"{self._base}/", 307)
        response = Response(body, status)
        response.raw_headers = headers
        return response

    def _referred(self, headers: Headers) -> str:
        """Return the page of ours that the browser says it comes from, else the first page."""
        address = urlsplit(headers.get("referer", ""))
        if not address.netloc or address.netloc != headers.get("host"):
            return f"{self._base}/"
        kept = [pair for pair in parse_qsl(address.query) if pair[0] != PARAMETER]
        return self._own(f"{address.path}?{urlencode(kept)}".rstrip("?"))

    def _own(self, place: str) -> str:
        """Return a path within the dashboard as it is, and the first page for anything else."""
        # A browser reads "//host" and "/\host" as the address of another site.
        harmless = re.fullmatch(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", place)
        inside = f"{place}/".startswith(f"{self._base}/") or not self._base
        return place if harmless and inside and len(place) <= _LONGEST else f"{self._base}/"


def _note(request: Request, why: str) -> None:
    address = request.client.host if request.client else ""
    security_log.note("refusal", address=address, what="sign-in", why=why)


def _with_word(place: str, word: str) -> str:
    return f"{place}{'&' if '?' in place else '?'}{urlencode({PARAMETER: word})}"


def _sets(response: Response, cookie: str) -> bool:
    """Tell a sign-in from a failure, which Streamlit answers alike but for the cookie."""
    cookies = [value for name, value in response.raw_headers if name == b"set-cookie"]
    return any(
        value.startswith(f"{cookie}=".encode()) and b"max-age=0" not in value.lower()
        for value in cookies
    )
