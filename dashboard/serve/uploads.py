"""Files handed in over the network: from whom they are taken, how many are kept, and until when.

Streamlit takes files from every session, also of those who are shown nothing to hand them in with,
and keeps all of them in memory for as long as the session lives.
"""

import contextlib
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import security_log
from dashboard.serve import freed_memory
from dashboard.serve import streamlit_seams as seams
from dashboard.serve.streamlit_seams import UploadFileUrlInfo

_REFUSED = "没有上传文件的权限。"
_NO_ROOM = "一次交的文件太多，请先去掉几个。"
# Of one session at a time: a list a class of a large school, and somewhat more than may be read.
_MOST = 80
_LARGEST = 50_000_000  # bytes of all of them
# The sessions of those who may prepare an edition, as of their last run.
_welcome: set[str] = set()
_kept: list["Kept"] = []  # one, once an application is made


def allow(allowed: bool) -> None:
    """Say, in each run, whether whoever looks may hand in files."""
    if session := seams.session():
        (_welcome.add if allowed else _welcome.discard)(session)


def drop() -> None:
    """Forget the files of the session that is drawn: they were read, or are not needed."""
    for kept in _kept:
        kept.forget(seams.session())


class Kept(seams.MemoryUploadedFileManager):
    """Keeps some files of each session that may hand in any, until they are read."""

    def __init__(self, upload_endpoint: str) -> None:
        super().__init__(upload_endpoint)
        _kept.append(self)

    def get_upload_urls(
        self, session_id: str, file_names: Sequence[str]
    ) -> list[UploadFileUrlInfo]:
        """Give addresses for a few files; a message may ask for a hundred thousand."""
        wanted = file_names[:_MOST] if session_id in _welcome else ()
        return super().get_upload_urls(session_id, wanted)

    def has_room(self, session_id: str, size: int) -> bool:
        """Tell whether a session may hand in so much more."""
        files = list(self.file_storage.get(session_id, {}).values())
        return len(files) < _MOST and sum(len(file.data) for file in files) + size <= _LARGEST

    def forget(self, session_id: str) -> None:
        """Forget the files of a session that goes on."""
        super().remove_session_files(session_id)

    def remove_session_files(self, session_id: str) -> None:
        """Forget a session that is over, and its files."""
        _welcome.discard(session_id)
        super().remove_session_files(session_id)


def keep_few() -> None:
    """Have Streamlit keep files our way; before its application is made."""
    seams.keep_files_with(Kept)
    # It ends in memory, so it takes no way over the folder for temporary files, which may be full.
    MultiPartParser.spool_max_size = 0  # of any size; Streamlit bounds the whole request


class Uploads:
    """ASGI middleware: a file from anybody else is refused before it is read."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._place = f"/{base.strip('/')}".rstrip("/") + seams.UPLOADS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(self._place):
            session = scope["path"].removeprefix(self._place).partition("/")[0]
            if scope["method"] != "OPTIONS" and session not in _welcome:
                address = scope["client"][0] if scope["client"] else ""
                security_log.note("refusal", address=address, what="upload")
                await PlainTextResponse(_REFUSED, 403)(scope, receive, send)
                return
            size = int(Headers(scope=scope).get("content-length") or 0)
            has_room = all(kept.has_room(session, size) for kept in _kept)
            if scope["method"] == "PUT" and not has_room:
                await PlainTextResponse(_NO_ROOM, 413)(scope, receive, send)
                return
            freed_memory.overwrite()
        with contextlib.suppress(ClientDisconnect):  # left in the middle of a file
            await self._app(scope, receive, send)
