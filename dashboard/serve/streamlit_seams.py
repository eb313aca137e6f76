"""Everything we use of Streamlit that it does not promise to keep.

No other file imports more of it than ``import streamlit as st``, and each seam has a test in
tests/test_streamlit_seams.py: an upgrade that takes one away fails there, and is mended here.
"""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config, file_util, net_util
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import (
    BackendOperationResponse,
    DeferredFileResponsePayload,
    ForwardMsg,
)
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import (
    app_session,
    get_instance,
    memory_session_storage,
    memory_uploaded_file_manager,
    websocket_session_manager,
)
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.caching.global_cache_budget import (
    reconfigure_global_cache_budget_from_config,
)
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.runtime.uploaded_file_manager import (
    UploadedFile,
    UploadedFileRec,
    UploadFileUrlInfo,
)
from streamlit.starlette import App
from streamlit.web import bootstrap
from streamlit.web.server.starlette import starlette_websocket

__all__ = [
    "App",  # the application round which our server stands
    "AppSession",  # one open page, to be derived from
    "BackMsg",  # what goes over the socket, for a visitor without a browser
    "DeltaGenerator",  # what calls of Streamlit return, for type hints
    "ForwardMsg",
    "MemoryUploadedFileManager",  # what keeps the files handed in, to be derived from
    "SessionInfo",
    "SessionStorage",  # what keeps sessions whose socket has closed, to be derived from
    "UploadFileUrlInfo",
    "UploadedFile",
    "UploadedFileRec",
    "WidgetState",
]

# Addresses and cookies of its server.
STREAM = "/_stcore/stream"
UPLOADS = "/_stcore/upload_file/"
OPEN = ("/_stcore/health", "/_stcore/host-config", STREAM)  # what its page asks for besides
MADE_FILES = "/media/"
COMPONENTS = "/_stcore/bidi-components/"
NOT_PAGES = ("/_stcore/", MADE_FILES, "/component/")
SIGN_IN_COOKIE = "_streamlit_user"
_MADE_AT_ONCE = 40  # files; nearly all of them wait
OF_A_NEW_PAGE = 2  # subprotocols of its socket; a third names the session that a page had before


def load_settings(script: Path) -> None:
    """Read ``.streamlit/config.toml`` beside a script, as ``streamlit run`` does before it starts.

    The application alone would read the one in the working directory.
    """
    config._main_script_path = str(script)  # noqa: SLF001
    bootstrap.load_config_options({})
    reconfigure_global_cache_budget_from_config()


def put_setting(name: str, value: object, source: str) -> None:
    """Set any option; ``st.set_option`` takes only a few of them."""
    config.set_option(name, value, source)


def ask_no_host_outside() -> None:
    """Say that this machine has no address outside.

    When a page of another site tries to connect, Streamlit asks a host on the internet for it.
    """
    net_util._external_ip = "127.0.0.1"  # noqa: SLF001


def own_files() -> Path:
    """Return the folder of the page, scripts and styles that a browser is sent."""
    return Path(file_util.get_static_dir())


def stop_serving_pages_by_address() -> bool:
    """Leave the way to every page to app.py; return whether it was otherwise.

    Until a session has called st.navigation, a file of ``pages/`` is run by its address alone.
    """
    was = bool(PagesManager.uses_pages_directory)
    PagesManager.uses_pages_directory = False
    return was


def keep_files_with(manager: type[MemoryUploadedFileManager]) -> None:
    """Keep the files handed in by a class of our own; before an application is made."""
    memory_uploaded_file_manager.MemoryUploadedFileManager = manager  # type: ignore[misc]


def keep_sessions_with(storage: type[SessionStorage]) -> None:
    """Keep closed sessions by a class of our own; before an application is made."""
    memory_session_storage.MemorySessionStorage = storage  # type: ignore[misc,assignment]


def make_sessions_of(kind: type[AppSession]) -> None:
    """Let each open page be a session of a class of our own."""
    websocket_session_manager.AppSession = kind  # type: ignore[attr-defined]


def explain_downloads_by(explain: Callable[[BaseException], str]) -> None:
    """Have ``explain`` say on the screen why a file was not made; Streamlit says so in English.

    Who waits for their turn to have one made takes no thread that a page would need.
    """
    makers = ThreadPoolExecutor(_MADE_AT_ONCE, "making")

    class Explained(DeferredFileHandler):
        async def handle(self, request: Any, session_id: str) -> Any:
            del session_id
            asked = request.deferred_file.file_id
            try:
                url = await asyncio.get_running_loop().run_in_executor(
                    makers, get_instance().media_file_mgr.execute_deferred, asked
                )
            except MediaFileStorageError as failure:
                said = explain(failure.__cause__ or failure)
                return BackendOperationResponse(request_id=request.request_id, error_msg=said)
            made = DeferredFileResponsePayload(url=url)
            return BackendOperationResponse(request_id=request.request_id, deferred_file=made)

    app_session.DeferredFileHandler = Explained  # type: ignore[attr-defined]


def made_file(name: str) -> bytes | None:
    """Return a file that was made to take away, by the end of its address; None for a picture."""
    found = get_instance().media_file_mgr.read_file(name)
    return found.content if found and found.kind == MediaFileKind.DOWNLOADABLE else None


def signed_in(cookies: dict[str, str]) -> dict[str, Any]:
    """Return what the cookies of a sign-in say, as a page is told that opens with them."""
    said = starlette_websocket._get_signed_cookie_with_chunks(  # noqa: SLF001
        cookies, SIGN_IN_COOKIE
    )
    found = json.loads(said) if said else {}
    return found if isinstance(found, dict) and found.get("is_logged_in") else {}


def session() -> str:
    """Return the name of the session that is being drawn; empty outside any."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""


def draws_fragment() -> bool:
    """Tell whether a fragment is drawn anew by itself, past app.py."""
    context: Any = get_script_run_ctx(suppress_warning=True)
    return bool(context and context.fragment_ids_this_run)


def draw_component(name: str, script: Path, version: str, html: str, **given: Any) -> None:
    """Draw a component whose script is a file of ours, at an address of its own.

    Streamlit has that for installed packages only, and runs what is given as text from a `blob:`,
    which our policy forbids. ``name`` is two words with a point between; ``version`` is put
    behind the address, for it to be kept for ever.
    """
    manager = get_bidi_component_manager()
    if manager.get(name) is None:
        package, part = name.split(".")
        config = ComponentConfig(part, script.parent.name)
        manager.register_from_manifest(
            ComponentManifest(package, "", [config]), script.parent.parent
        )
        address = f"{script.name}?{version}"
        manager.register(
            BidiComponentDefinition(name, html, js=str(script), js_asset_relative_path=address)
        )
    st._bidi_component(name, isolate_styles=False, **given)  # noqa: SLF001
