"""A visitor without a browser: opens pages of a running server, as a browser's socket would.

The server is its own first visitor, so that whoever comes next does not wait for what is loaded
at first use; tests and benchmarks open pages of a server with it.
"""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

from dashboard.serve.streamlit_seams import STREAM, BackMsg, ForwardMsg, WidgetState


class Visitor:
    """One session, which may run pages one after another."""

    def __init__(self, socket: ClientConnection, url: str, seconds: float) -> None:
        self._socket, self._url, self._seconds = socket, url, seconds

    def run(
        self, page: str = "", chosen: Sequence[WidgetState] = (), fragment: str = ""
    ) -> list[ForwardMsg]:
        """Run a page, or a fragment of it, with what is ``chosen`` in its widgets.

        Return all that was sent.
        """
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.context_info.locale = "zh-CN"
        asked.rerun_script.context_info.timezone = "Asia/Shanghai"
        asked.rerun_script.context_info.timezone_offset = -480
        asked.rerun_script.context_info.url = f"{self._url}/{page}"
        asked.rerun_script.widget_states.widgets.extend(chosen)
        received: list[ForwardMsg] = []
        self._socket.send(asked.SerializeToString())
        while not received or not _is_last(received[-1]):
            frame = self._socket.recv(timeout=self._seconds, decode=False)
            received.append(ForwardMsg.FromString(frame))
        return received


@contextmanager
def visitor(
    url: str, *, seconds: float = 60, trusted: ssl.SSLContext | None = None
) -> Iterator[Visitor]:
    """Open a session at ``url``, where ``trusted`` vouches for it if it is of HTTPS.

    Raises OSError where no server answers and TimeoutError where it takes longer than that.
    """
    stream = url.replace("http", "ws", 1) + STREAM
    # proxy=None: a proxy set for the outside world has no business with our own server.
    # No pings: on a machine with much else to do the answer to one is late, and ``recv`` ends it.
    quietly: dict[str, Any] = {"proxy": None, "ping_interval": None}
    with connect(stream, open_timeout=seconds, max_size=None, ssl=trusted, **quietly) as socket:
        yield Visitor(socket, url, seconds)


def visit(url: str, page: str = "") -> list[ForwardMsg]:
    """Run the page at ``url``/``page`` once and return all that was sent; raises as visitor."""
    with visitor(url) as one:
        return one.run(page)


def _is_last(message: ForwardMsg) -> bool:
    if message.WhichOneof("type") != "script_finished":
        return False
    return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
