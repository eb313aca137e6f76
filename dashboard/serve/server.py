"""The server: app.py behind Streamlit's own ASGI application, warmed before its first visitor."""

import contextlib
import gc
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from websockets.exceptions import WebSocketException

from dashboard import paths, security_log, settings
from dashboard.auth import desk_link, oidc
from dashboard.auth.login_redirects import Returning
from dashboard.auth.this_machine import LOOPBACK
from dashboard.contract.faults import DataProblems
from dashboard.paths import ROOT
from dashboard.serve import (
    browser_files,
    connections,
    downloads,
    index,
    limits,
    log_lines,
    sessions,
    uploads,
)
from dashboard.serve import streamlit_seams as seams
from dashboard.serve.addresses import Addresses
from dashboard.serve.assets import Assets
from dashboard.serve.limits import Places
from dashboard.serve.listen import urls
from dashboard.serve.security_headers import SecurityHeaders
from dashboard.serve.sockets import Sockets
from dashboard.serve.streamlit_seams import App


def serve(listener: socket.socket, *, browser: bool, script: Path = ROOT / "app.py") -> int:
    """Serve ``script`` on a listening socket until Ctrl-C; return the exit code."""
    log_lines.keep_to_their_line()
    security_log.write_to_stderr()
    places = limits.places(limits.open_files())
    try:
        application = _application(script, listener, places, browser=browser)
    except (oidc.Misconfigured, DataProblems) as problem:
        print(problem, file=sys.stderr)
        return 1
    # An end by way of atexit, where copies of the data file are cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = uvicorn.Server(
        uvicorn.Config(
            SecurityHeaders(application, scripts=index.SCRIPTS),
            **connections.options(places.connections),
            loop="asyncio",  # uvloop never overwrites what it has read: the last file handed in
            ws_ping_interval=30,
            ws_ping_timeout=30,
            ws_per_message_deflate=st.get_option("server.enableWebsocketCompression"),
            access_log=False,
            server_header=False,
            log_level="warning",
            timeout_graceful_shutdown=3,
        )
    )
    # uvicorn raises Ctrl-C anew once everything is closed; that is an ordinary end.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    return 0 if server.started else 1


def _application(script: Path, listener: socket.socket, places: Places, *, browser: bool) -> App:
    # All of it before any session.
    seams.stop_serving_pages_by_address()
    seams.ask_no_host_outside()
    seams.load_settings(script)
    school = settings.read(paths.DATA)
    _colour(school)
    sys.path.insert(0, str(script.parent))  # modules lie beside the script
    sys.argv = [str(script)]
    base = st.get_option("server.baseUrlPath").strip("/")
    addresses = [f"{host}/{base}".rstrip("/") for host in urls(listener)]
    auth = _sign_in(f"/{base}".rstrip("/"))
    host, port = listener.getsockname()[:2]
    # Never where others reach the server, and never beside sign-in, which says who it is.
    desk = desk_link.opened(port, f"/{base}".rstrip("/")) if host in LOOPBACK and not auth else None
    uploads.keep_few()
    sessions.keep_few_and_say_little(places.aside)
    seams.explain_downloads_by(downloads.explain)

    @asynccontextmanager
    async def lifespan(_: App) -> AsyncIterator[None]:
        print(f"数据看板已启动：{addresses[0]}（按 Ctrl+C 停止）", flush=True)
        for address in addresses[1:]:
            print(f"同一网络的电脑请打开：{address}", flush=True)
        opened = desk.link(addresses[0]) if desk else addresses[0]
        if desk:
            print(f"填报和发布请用这个链接打开（只能用一次）：{opened}", flush=True)
        show = opened if browser and _has_screen() else ""
        threading.Thread(target=_welcome, args=(addresses[0], show), daemon=True).start()
        yield

    return App(
        script,
        lifespan=lifespan,
        routes=[desk.route()] if desk else [],
        middleware=[
            Middleware(Sockets, most=places.sockets),
            Middleware(Addresses, base=base),
            Middleware(desk_link.SameAccount),
            Middleware(uploads.Uploads, base=base),
            Middleware(downloads.Downloads, base=base),
            Middleware(
                Returning,
                base=base,
                secure=auth.get("redirect_uri", "").startswith("https:"),
                cookie=seams.SIGN_IN_COOKIE,
            ),
            Middleware(
                Assets,
                directory=seams.own_files(),
                base=base,
                ours=browser_files.ADDRESSES,
                page=index.page(seams.own_files(), school.name, f"/{base}".rstrip("/")),
                at={path.stem for path in script.parent.glob("pages/*.py")},
                nowhere=index.nowhere(f"/{base}".rstrip("/")),
            ),
        ],
        secrets={"auth": auth} if auth else None,
        on_script_error=_apologise,
    )


def _sign_in(base: str) -> dict[str, Any]:
    """Return how to sign in; nothing without a provider. Raises provider.Misconfigured."""
    # Read and checked once, here, rather than by Streamlit at first use, and in its words.
    seams.put_setting("secrets.files", [], "dashboard")
    auth = oidc.read(base=base)
    for remark in oidc.warnings(auth):
        print(remark, file=sys.stderr)
    if auth:
        oidc.be_strict()
    return auth


def _colour(of: settings.School) -> None:
    """Put the school's colours over those of the theme, before any session is told of it."""
    for mode, colours in of.colours.items():
        for name, colour in colours.items():
            seams.put_setting(f"theme.{mode}.{name}", colour, settings.FILE)


def _welcome(url: str, show: str) -> None:
    from dashboard.serve.visit import visit

    if show:
        webbrowser.open(show)
    # Stopped meanwhile, or an app that fails: whoever comes next finds out for themselves.
    with contextlib.suppress(OSError, WebSocketException):
        visit(url)
    # What is loaded by now stays for good. Streamlit collects garbage after each run of a
    # script; it need not look through all of this each time.
    gc.collect()
    gc.freeze()


def _has_screen() -> bool:
    # Elsewhere Python may start a browser inside the terminal.
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def _apologise(_: Exception) -> bool:
    """Show a calm sentence in the place of an error; Streamlit has written it to the log."""
    st.error(
        "这里出了问题，这一页没能完整显示。请刷新页面再试；"
        "如果仍然这样，请把现在的时间和这一页的地址告诉管理员，原因已记在服务器的日志里。"
    )
    return True
