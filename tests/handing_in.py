"""Somebody at the dashboard without a browser: signed in or not, handing in files, pressing things.

The cookies are signed as the dashboard signs them, with the secret that the test has given it; no
provider is asked, as none is once somebody is signed in.
"""

import http.client
import json
import socket
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard.dev import live_server
from dashboard.dev.live_server import Server

ISSUER, CLIENT = "http://127.0.0.1:9", "dashboard"
COOKIE_SECRET = "only a test signs its cookies with this"
EDITOR, OTHER, VIEWER = "editor@example.edu.cn", "other@example.edu.cn", "viewer@example.edu.cn"
_XSRF = "_streamlit_xsrf"
# Where the provider returns to: only pages of that address are signed in.
_SIGNS_IN = "http://127.0.0.1:1"
Messages: TypeAlias = list[ForwardMsg]


@contextmanager
def serving(
    data: Path, *, sign_in: bool = True, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve a data folder, to be signed in to unless told otherwise."""
    if sign_in:
        secrets = data / "secrets.toml"
        secrets.write_text(
            "[auth]\n"
            f'redirect_uri = "{_SIGNS_IN}/oauth2callback"\n'
            f'cookie_secret = "{COOKIE_SECRET}"\n'
            f'client_id = "{CLIENT}"\n'
            'client_secret = "nobody asks for it"\n'
            f'server_metadata_url = "{ISSUER}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        secrets.chmod(0o600)
        (data / "school.toml").write_text(
            f'[access]\neditors = ["{EDITOR}", "{OTHER}"]\n', encoding="utf-8"
        )
    surroundings = {"DASHBOARD_DATA": str(data)} | dict(environment or {})
    with live_server.running(data.parent, environment=surroundings) as server:
        yield server


def claims(email: str) -> dict[str, Any]:
    """Return what the provider has said of somebody who signed in just now."""
    now = int(time.time())
    return {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": email,
        "email": email,
        "iat": now,
        "exp": now + 3600,
        "nonce": uuid.uuid4().hex,
    }


class Person:
    """One session; what is chosen in its widgets is kept, as a browser keeps it."""

    def __init__(
        self,
        url: str,
        email: str = "",
        cookies: Mapping[str, str] | None = None,
        /,
        *,
        origin: str | None = _SIGNS_IN,
        host: str = "",
        **headers: str,
    ) -> None:
        """Open a session, signed in where there is an address of mail.

        ``origin`` is the address of the page, ``host`` the name that the server is asked by, and
        ``cookies`` are there already.
        """
        self.url, self.messages, self.session = url, Messages(), ""
        self.query = ""  # behind the address of every page that is run
        self._host = host
        self._origin = Origin(origin) if origin else None
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self._chosen: dict[str, WidgetState] = {}
        self._cookies = self._known() | dict(cookies or {})
        if email:
            said = claims(email) | {
                "origin": _SIGNS_IN,
                "is_logged_in": True,
                "provider": "default",
            }
            name = "_streamlit_user"
            signed = create_signed_value(COOKIE_SECRET, name, json.dumps(said))
            self._cookies[name] = signed.decode()
        self._open = ExitStack()
        self._socket = self._open.enter_context(self._connected())

    def _known(self) -> dict[str, str]:
        answer, _ = self.ask("GET", "/_stcore/health")
        cookie = SimpleCookie(answer.headers["Set-Cookie"])
        return {_XSRF: cookie[_XSRF].value}

    def _connected(self, *session: str) -> ClientConnection:
        place = urlsplit(self.url)
        return connect(
            f"ws://{self._host or place.hostname}:{place.port}/_stcore/stream",
            sock=socket.create_connection((place.hostname, place.port)),
            origin=self._origin,
            additional_headers={"Cookie": self._cookie()} | self._headers,
            subprotocols=[
                Subprotocol(one) for one in ("streamlit", self._cookies[_XSRF], *session)
            ],
            proxy=None,
            max_size=None,
            open_timeout=60,
        )

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def at(self, url: str) -> "Person":
        """Open a session of the same browser, and the same sign-in, at another server."""
        return Person(url, "", self._cookies, origin=self._origin)

    def come_back(self, session: str) -> None:
        """Open the socket anew after the line has failed, as the page of a session."""
        self.close()
        self._socket = self._open.enter_context(self._connected(session))

    def close(self) -> None:
        """Close the page."""
        self._open.close()

    def ask(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask the server for an address."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def run(self, page: str = "entry", *once: WidgetState) -> Messages:
        """Run a page with what is chosen, and what is pressed just now; keep what was sent."""
        self.ask_for(page, *once)
        return self.receive()

    def ask_for(self, page: str, *once: WidgetState, fragment: str = "") -> None:
        """Ask for a page, or for a part of it, without waiting for an answer."""
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = self.query
        asked.rerun_script.context_info.locale = "zh-CN"
        asked.rerun_script.context_info.timezone = "Asia/Shanghai"
        asked.rerun_script.context_info.url = f"{_SIGNS_IN}/{page}"
        asked.rerun_script.widget_states.widgets.extend([*self._chosen.values(), *once])
        self.send(asked)

    def send(self, message: BackMsg) -> None:
        """Send a message of any kind."""
        self._socket.send(message.SerializeToString())

    def receive(self, kind: str = "script_finished") -> Messages:
        """Return what is sent up to a message of a kind; the end of a run, unless told so."""
        self.messages = []
        while True:
            frame = self._socket.recv(timeout=120, decode=False)
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "new_session":
                self.messages = []  # a run that begins anew takes away what the one before drew
                self.session = message.new_session.initialize.session_id
            self.messages.append(message)
            if message.WhichOneof("type") == kind and (
                message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return self.messages

    # --- what is on the page ----------------------------------------------------------------------

    def elements(self, kind: str) -> list[Any]:
        """Return the elements of a kind that the last run has drawn."""
        found = (message.delta.new_element for message in self.messages)
        return [getattr(one, kind) for one in found if one.WhichOneof("type") == kind]

    def said(self) -> str:
        """Return all that the last run has put into words."""
        words = []
        for message in self.messages:
            element, block = message.delta.new_element, message.delta.add_block
            words += [element.markdown.body, element.alert.body, element.heading.body]
            words += [element.html.body, element.code.code_text, element.checkbox.label]
            words += [element.button.label, element.link_button.label, block.expandable.label]
        return "\n".join(word for word in words if word and not word.startswith("<style>"))

    def press(self, label: str, page: str = "entry") -> Messages:
        """Press the button of a name."""
        return self.run(page, self.button(label))

    def button(self, label: str) -> WidgetState:
        """Return what the browser sends for a press of the button of a name."""
        [button] = [one for one in self.elements("button") if one.label == label]
        return WidgetState(id=button.id, trigger_value=True)

    def choose(self, kind: str, label: str, **value: Any) -> WidgetState:
        """Choose something from now on in each widget of a kind whose label holds some words."""
        for one in self.elements(kind):
            if label in one.label:
                self._chosen[one.id] = state = WidgetState(id=one.id, **value)
        return state

    def get_ready(self) -> None:
        """Confirm whatever is asked of a draft, and say why it is published."""
        self.choose("checkbox", "", bool_value=True)
        self.choose(
            "text_input", "为什么发布", string_value="*定稿* ![x](http://198.51.100.1/a.png)"
        )
        self.run()
        self.run()

    # --- files ------------------------------------------------------------------------------------

    def addresses(self, *names: str) -> list[Any]:
        """Ask for addresses to put files at."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.file_names.extend(names)
        self.send(asked)
        return list(self.receive("file_urls_response")[-1].file_urls_response.file_urls)

    def put(self, name: str, content: Any, place: str = "", **headers: str) -> int:
        """Put a file at an address of this session, and return the status."""
        parts = _parts(name, content) if isinstance(content, bytes) else content
        answer, _ = self.ask(
            "PUT",
            place or f"/_stcore/upload_file/{self.session}/{uuid.uuid4()}",
            parts,
            **{
                "Content_Type": "multipart/form-data; boundary=XXX",
                "X_Xsrftoken": self._cookies[_XSRF],
                "Cookie": self._cookie(),
            }
            | headers,
        )
        return answer.status

    def hand_in(self, name: str, content: bytes, *more: tuple[str, bytes]) -> Messages:
        """Put files into the uploader of the page, which then reads them or is told to."""
        self.run()
        [uploader] = self.elements("file_uploader")
        chosen = WidgetState(id=uploader.id)
        files = ((name, content), *more)
        places = self.addresses(*(called for called, _ in files))
        for (called, data), place in zip(files, places, strict=True):
            assert self.put(called, data, place.upload_url) == 204
            info = UploadedFileInfo(
                name=called, size=len(data), file_id=place.file_id, file_urls=place
            )
            chosen.file_uploader_state_value.uploaded_file_info.append(info)
        self._chosen[uploader.id] = chosen
        return self.run()


def _parts(name: str, content: bytes) -> bytes:
    for sign in '"\r\n':  # as browsers write them
        name = name.replace(sign, quote(sign))
    head = f'--XXX\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    return head.encode() + b"Content-Type: a/b\r\n\r\n" + content + b"\r\n--XXX--\r\n"


Opened: TypeAlias = Callable[..., Person]
