"""Files that were made to take away: who may fetch them, and what is said where none is made."""

import logging
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import security_log
from dashboard.auth import access, author, downloads, this_machine
from dashboard.contract.faults import Refused
from dashboard.serve import streamlit_seams as seams

_REFUSED = "没有下载这个文件的权限；请先登录。"
_NOT_MADE = "文件没有做成。请刷新本页再试；仍然这样，请告诉管理员，原因已记在服务器的日志里。"
_LOG = logging.getLogger(__name__)


class Downloads:
    """ASGI middleware: what was made is sent to those alone who may have it now."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._place = f"/{base.strip('/')}".rstrip("/") + seams.MADE_FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(self._place):
            made = seams.made_file(scope["path"].removeprefix(self._place))
            if made is not None:
                allowed = _may_have(made, scope)
                _note(made, scope, allowed=allowed)
                app = self._app if allowed else PlainTextResponse(_REFUSED, 403)
                await app(scope, receive, _unkept(send))
                return
        await self._app(scope, receive, send)


def _unkept(send: Send) -> Send:
    """Have the browser keep no copy, which the next to sit down at it could be given."""

    async def reply(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return reply


def explain(failure: BaseException) -> str:
    """Say on the screen why a file was not made; what nobody expects goes to the log."""
    if isinstance(failure, downloads.NotAllowed | Refused):
        return str(failure)
    _LOG.error("a file to take away was not made", exc_info=failure)
    return _NOT_MADE


def _note(made: bytes, scope: Scope, *, allowed: bool) -> None:
    """Put in the log who took what kind of file from which page, or was refused it."""
    who = {
        "account": access.account(_claims(scope)),
        "address": scope["client"][0] if scope["client"] else "",
    }
    if not allowed:
        security_log.note("refusal", **who, what="export")
    elif scope["method"] == "GET":
        security_log.note(
            "export",
            **who,
            page=urlsplit(Headers(scope=scope).get("referer", "")).path,
            kind=PurePosixPath(scope["path"]).suffix[1:],
            bytes=len(made),
        )


def _claims(scope: Scope) -> dict[str, Any]:
    if not access.has_provider():
        return {}
    return seams.signed_in(cookie_parser(Headers(scope=scope).get("cookie", "")))


def _may_have(made: bytes, scope: Scope) -> bool:
    headers, claims = Headers(scope=scope), _claims(scope)
    if not downloads.is_for_editors(made):
        return access.may_look(claims)
    if access.has_provider():
        return bool(author.of(claims))
    client = scope["client"]
    return client is not None and this_machine.asks(headers.items(), client[0])
