"""Which addresses are answered at all, and what a request may bring with it.

Streamlit answers more than its page needs: figures on the running server, an interface for
programs that is switched off, folders of components that are not ours.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.serve import browser_files, limits, streamlit_seams

_OWN = "/_stcore/"
_ASKED = {*streamlit_seams.OPEN, *browser_files.ADDRESSES}
_METHODS = {"GET", "HEAD", "OPTIONS"}
_UPLOAD_METHODS = {"PUT", "DELETE", "OPTIONS"}


class Addresses:
    """ASGI middleware that refuses what no page of ours asks for."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = f"/{base.strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (refused := self._refused(scope)):
            text, status = refused
            await PlainTextResponse(text, status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[str, int] | None:
        path = scope["path"].removeprefix(self._base)
        is_upload = path.startswith(streamlit_seams.UPLOADS)
        is_internal = path.startswith((_OWN, "/component/"))
        if len(scope["raw_path"]) + len(scope["query_string"]) > limits.ADDRESS:
            return "地址太长。", 414
        if len(scope["headers"]) > limits.HEADERS:
            return "请求的头太长。", 431
        if is_internal and not is_upload and path not in _ASKED:
            return "没有这个地址。", 404
        if scope["method"] not in (_UPLOAD_METHODS if is_upload else _METHODS):
            return "这个地址不接受这样的请求。", 405
        return None
