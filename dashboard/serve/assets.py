"""Streamlit's own files, and ours, sent compressed; and the page that loads them.

Streamlit sends its scripts as they are (2.4 MB for a page of charts instead of 7.6) and leaves
compression to a proxy, which a school does not have. Each file is packed once, off the event
loop, and kept. gzip, not brotli: browsers accept brotli over HTTPS only, and on a school's
network the dashboard is plain HTTP.
"""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.serve.streamlit_seams import COMPONENTS, NOT_PAGES

_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_AS_THEY_ARE = {".woff2": "font/woff2", ".png": "image/png"}  # packed already
_SMALLEST = 1000  # bytes; below, the header costs what packing saves
_FOREVER = "public, immutable, max-age=31536000"  # where an address carries a hash or a version
_FOR_A_DAY = "public, max-age=86400"  # the icon, which is asked for anew with each new address
# Has Chromium compile a script whole and aside, not each function while a page waits to be drawn.
_COMPILED_AT_ONCE = b"//# allFunctionsCalledOnLoad\n"


@dataclass(frozen=True)
class _Packed:
    body: bytes
    etag: str
    kind: str
    caching: str


class Assets:
    """ASGI middleware; everything that is not one of the files goes on to ``app`` unseen.

    The files are those of Streamlit's ``directory``, and ``ours`` by their addresses. ``page``
    takes the place of its page at the addresses ``at``; at any other, where Streamlit answers with
    its page too, ``nowhere`` does.
    """

    def __init__(
        self,
        app: ASGIApp,
        directory: Path,
        base: str,
        *,
        ours: Mapping[str, Path],
        page: str,
        at: Collection[str],
        nowhere: str,
    ) -> None:
        self._app = app
        self._at, self._nowhere = {"", *at}, nowhere
        self._base = f"/{base.strip('/')}".rstrip("/")
        # A fixed list of names: no path in a request can lead anywhere else.
        self._files = {
            f"{self._base}/{path.relative_to(directory).as_posix()}": path
            for path in directory.rglob("*")
            if path.suffix in _KINDS and path.stat().st_size >= _SMALLEST
        }
        self._ours = {self._base + address: path for address, path in ours.items()}
        self._files |= {at: path for at, path in self._ours.items() if path.suffix in _KINDS}
        self._packed: dict[str, asyncio.Task[_Packed]] = {}
        plain = page.encode()
        self._page_as = {
            packed: _packed(content, "text/html", "no-cache")
            for packed, content in ((False, plain), (True, gzip.compress(plain, 9, mtime=0)))
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
        elif (path := scope["path"]) in self._files:
            headers = Headers(scope=scope)
            if _accepts_gzip(headers) and "range" not in headers:
                response = _respond(await self._pack(path), headers)
                await response(scope, receive, send)
            else:
                plain = _plain(self._ours[path], path) if path in self._ours else self._app
                await plain(scope, receive, _with_vary(send))
        elif path in self._ours:
            await _plain(self._ours[path], path)(scope, receive, send)
        elif self._is_internal(path):
            await self._app(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    def _is_internal(self, path: str) -> bool:
        # Streamlit's API, uploads and downloads; a file somebody made may well be HTML.
        return path.removeprefix(self._base).startswith(NOT_PAGES)

    def _is_page(self, path: str) -> bool:
        return path.removeprefix(self._base).removeprefix("/") in self._at

    async def _pack(self, path: str) -> _Packed:
        # One task a file: whoever asks meanwhile waits for the same, and may give up waiting.
        if path not in self._packed:
            work = asyncio.to_thread(_pack, self._files[path], path)
            self._packed[path] = asyncio.create_task(work)
        return await asyncio.shield(self._packed[path])

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put our index in the place of Streamlit's wherever it decides to answer with that."""
        replaced = False

        async def reply(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                replaced = message["status"] == 200 and kind.startswith("text/html")
                if replaced and not self._is_page(scope["path"]):
                    await HTMLResponse(self._nowhere, 404)(scope, receive, send)
                elif replaced:
                    headers = Headers(scope=scope)
                    packed = self._page_as[_accepts_gzip(headers)]
                    await _respond(packed, headers)(scope, receive, send)
            if not replaced:
                await send(message)

        await self._app(scope, receive, reply)


def _plain(path: Path, address: str) -> Response:
    kind = (_KINDS | _AS_THEY_ARE)[path.suffix]
    return FileResponse(path, headers={"Cache-Control": _caching(address)}, media_type=kind)


def _caching(address: str) -> str:
    if "/static/" in address or COMPONENTS in address:
        return _FOREVER
    return _FOR_A_DAY if address.endswith(".png") else "no-cache"


def _respond(packed: _Packed, asked: Headers) -> Response:
    headers = {"ETag": packed.etag, "Vary": "Accept-Encoding", "Cache-Control": packed.caching}
    known = {tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")}
    if packed.etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if packed.body.startswith(b"\x1f\x8b"):
        headers["Content-Encoding"] = "gzip"
    return Response(packed.body, headers=headers, media_type=packed.kind)


def _accepts_gzip(headers: Headers) -> bool:
    for part in headers.get("accept-encoding", "").split(","):
        name, _, weight = part.strip().lower().partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _with_vary(send: Send) -> Send:
    async def reply(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"vary", b"Accept-Encoding")]
        await send(message)

    return reply


def _pack(path: Path, address: str) -> _Packed:
    body = path.read_bytes()
    if path.suffix == ".css":
        # Streamlit's own font, 170 KB: asked for before the theme says to use the system's.
        body = re.sub(rb"@font-face\{font-family:Source Sans;[^}]*\}", b"", body)
    if path.suffix == ".js":
        body = _COMPILED_AT_ONCE + body
    return _packed(gzip.compress(body, 9, mtime=0), _KINDS[path.suffix], _caching(address))


def _packed(body: bytes, kind: str, caching: str) -> _Packed:
    return _Packed(body, f'"{hashlib.sha256(body).hexdigest()[:20]}"', kind, caching)
