"""Publishing without sign-in: one link for one browser on the machine itself.

As notebook servers do, a server that listens on the loopback only prints at its start a link
that holds a secret. The first browser to open it is given a cookie, and is the one that may
publish until it is closed, ends that itself, or the server stops. The secret counts once; the
answer leads on to the office's page at once, so that it stays in no address, and no page can tell
another of it.
"""

import hashlib
import hmac
import html
import secrets
from collections.abc import Mapping

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import security_log
from dashboard.auth import this_machine

_PATH, _PARAMETER = "/desk", "token"
_LEADS_TO = "/entry"
_QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_ELSEWHERE = (
    "这个链接只在运行看板的那台电脑上有用，要由启动看板的人打开："
    "请把它复制到较新的 Chrome、Edge 或 Firefox 的地址栏里。"
)
_USED = (
    "这个链接已经用过，或者不是看板这一次启动时的。要换一个浏览器填报和发布，"
    "请按 Ctrl+C 停止看板，重新启动，打开新的链接。"
)


class SameAccount:
    """ASGI middleware: the cookies of the one browser count for programs of this account alone.

    A browser sends them to every server on this machine, so that another account could have
    come by them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and _is_stolen(scope):
            headers = [one for one in scope["headers"] if one[0] != b"cookie"]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send)


class Desk:
    """The link, and the browser that came by it."""

    def __init__(self, port: int, base: str = "") -> None:
        self._base = base
        # Browsers do not tell ports apart: each server has a cookie of its own name.
        self._cookie = f"desk_{port}"
        self._token: str | None = secrets.token_urlsafe(32)
        self._key = ""

    def link(self, address: str) -> str:
        """Return what is to be opened at the server's ``address``."""
        return f"{address}{_PATH}?{_PARAMETER}={self._token}"

    def route(self) -> Route:
        """Return the address of the link, for the server."""
        return Route(f"{self._base}{_PATH}", self._answer, methods=["GET"])

    def admits(self, cookies: Mapping[str, str]) -> bool:
        """Tell whether these are the cookies of the browser that came by the link."""
        given = cookies.get(self._cookie, "")
        return bool(self._key) and _are_same(given, self._key)

    def end(self) -> None:
        """Let that browser publish no longer, nor any other until the next start."""
        self._token, self._key = None, ""

    async def _answer(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        if not _opens(request):
            security_log.note("refusal", address=address, what="desk", why="elsewhere")
            return _told(_ELSEWHERE)
        entry = RedirectResponse(f"{self._base}{_LEADS_TO}", 303, _QUIET)
        if self.admits(request.cookies):  # opened once more, as by going back
            return entry
        if not self._redeem(request.query_params.get(_PARAMETER, "")):
            security_log.note("refusal", address=address, what="desk", why="used")
            return _told(_USED)
        security_log.note("sign-in", address=address, role="desk")
        entry.set_cookie(
            self._cookie, self._key, path=self._base or "/", httponly=True, samesite="strict"
        )
        return entry

    def _redeem(self, token: str) -> bool:
        if self._token is None or not _are_same(token, self._token):
            return False
        # Always a new one: nobody can have put it into the browser before.
        self._token, self._key = None, secrets.token_urlsafe(32)
        return True


_desk: Desk | None = None


def opened(port: int, base: str) -> Desk:
    """Open the desk of this server."""
    global _desk  # noqa: PLW0603 - one server a process
    _desk = Desk(port, base)
    return _desk


def is_open() -> bool:
    """Tell whether there is a link at all."""
    return _desk is not None


def admits(cookies: Mapping[str, str]) -> bool:
    """Tell whether these are the cookies of the one browser that may publish."""
    return _desk is not None and _desk.admits(cookies)


def end() -> None:
    """Close the desk to the one browser, in all its windows."""
    if _desk is not None:
        _desk.end()


def _is_stolen(scope: Scope) -> bool:
    connection, server = HTTPConnection(scope), scope["server"]
    if not admits(connection.cookies) or connection.client is None:
        return False
    return not this_machine.is_of_same_account(connection.client.port, server[1])


def _opens(request: Request) -> bool:
    """Tell a browser on this computer that opens the link, and does not merely look ahead.

    Nor a program that looks through links, or a page that has its reader's browser ask.
    """
    headers, client, server = request.headers, request.client, request.scope["server"]
    return (
        request.method == "GET"  # the framework answers HEAD as well
        and client is not None
        and this_machine.asks(headers.items(), client.host)
        and headers.get("sec-fetch-site") in {"none", "same-origin"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
        and not {"sec-purpose", "purpose", "x-moz"} & set(headers)
        and this_machine.is_of_same_account(client.port, server[1])
    )


def _are_same(one: str, other: str) -> bool:
    # Of hashes, which are of one length and cannot be approached letter by letter.
    first, second = (hashlib.sha256(text.encode()).digest() for text in (one, other))
    return hmac.compare_digest(first, second)


def _told(message: str) -> Response:
    page = (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>填报和发布</title>'
        f"<p>{html.escape(message)}</p></html>"
    )
    return HTMLResponse(page, 403, _QUIET)
