"""Connections, from the first byte: whoever sends no end, or sends nothing, is let go.

uvicorn bounds what a request or a message may come to, but not how long it may take, how many
wait at once, or what a peer that never reads leaves behind. These are its own two protocols with
those bounds added.
"""

import asyncio
import logging
import socket
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets import http11
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Frame

from dashboard.serve import limits

_LOG = logging.getLogger(__name__)


class Waiting:
    """Connections in the order in which they came, of which there may be so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._all: dict[Http, None] = {}
        self._told = False

    def admit(self, newcomer: "Http") -> bool:
        """Take a connection in; where it is full, the oldest goes of those that ask for nothing.

        So whoever asks at once is answered, however many do not.
        """
        if len(self._all) >= self._most:
            self._tell()
            idle = next((one for one in self._all if one.is_idle), None)
            if idle is None:
                return False
            idle.transport.abort()
            self.leave(idle)
        self._all[newcomer] = None
        return True

    def leave(self, gone: "Http") -> None:
        """Forget a connection that is closed, or carries a socket from now on."""
        self._all.pop(gone, None)
        self._told &= len(self._all) >= self._most // 2

    def _tell(self) -> None:
        if not self._told:
            _LOG.warning("网络连接已满（%d 个），空闲的会被断开。", self._most)
            self._told = True


class Http(H11Protocol):
    """A connection that must make progress: with its request, and with taking the answer."""

    waiting: Waiting  # set before the server starts
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look whether anything comes."""
        super().connection_made(transport)
        self._received = self._left = self._stuck = 0
        self._drained = False
        self._seen: object = None
        transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDBUF, limits.STORE
        )
        if self.waiting.admit(self):
            self._look = self.loop.call_later(limits.LOOK, self._look_again)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        self._let_go()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes."""
        self._received += len(data)
        super().data_received(data)

    def resume_writing(self) -> None:
        """Note that the peer has taken what there was."""
        self._drained = True
        super().resume_writing()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Leave the connection to what carries sockets."""
        self._let_go()
        super().handle_websocket_upgrade(event)

    @property
    def is_idle(self) -> bool:
        """Tell whether no request of it is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _let_go(self) -> None:
        self.waiting.leave(self)
        if self._look is not None:
            self._look.cancel()

    def _look_again(self) -> None:
        left = self.transport.get_write_buffer_size()
        takes = self._drained or not self._left or self._left - left >= limits.LEAST
        self._stuck = 0 if takes else self._stuck + 1
        if self._stuck >= limits.PATIENCE or self._does_not_send():
            self.transport.abort()
            return
        self._received, self._left, self._drained, self._seen = 0, left, False, self.cycle
        self._look = self.loop.call_later(limits.LOOK, self._look_again)

    def _does_not_send(self) -> bool:
        if self.cycle is not self._seen or self.transport.is_closing():
            return False  # it has begun another request since the last look
        if self.is_idle:
            # Between two requests uvicorn ends it. Else this is a head without end, or a body that
            # goes on although it was answered.
            return self.timeout_keep_alive_task is None
        slow = self.cycle.more_body and self._received < limits.LEAST
        return slow and not self.flow.read_paused


class Socket(WebSocketsSansIOProtocol):
    """A socket whose messages must come to an end, and whose peer must read."""

    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to look whether what has begun is finished, and remember more of what was sent."""
        super().connection_made(transport)
        self._was_within = False
        for one in self.conn.available_extensions or ():
            if isinstance(one, ServerPerMessageDeflateFactory):
                one.server_max_window_bits = limits.WINDOW
        self._look = self.loop.call_later(limits.LOOK, self._look_again)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Answer also a handshake that could not be read, which uvicorn leaves waiting."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.transport.is_closing():
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()

    def handle_cont(self, event: Frame) -> None:
        """Take the next part of a message, of which there are not endlessly many."""
        if len(self.frames) < limits.PARTS:
            super().handle_cont(event)
        elif not self.transport.is_closing():
            self.conn.fail(1009, "")
            self.handle_parser_exception()

    def handle_ping(self) -> None:
        """Answer only who takes the answers; else they would pile up."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def send_receive_event_to_app(self) -> None:
        """Note that a message has come to its end."""
        self._was_within = False
        super().send_receive_event_to_app()

    def _look_again(self) -> None:
        within = bool(self.frames or self.conn.reader.buffer) and not self.read_paused
        if within and self._was_within:
            self.transport.abort()
            return
        self._was_within = within
        self._look = self.loop.call_later(limits.LOOK, self._look_again)


def options(most: int) -> dict[str, Any]:
    """Return what uvicorn is told of all this; ``most`` connections may wait at once."""
    Http.waiting = Waiting(most)
    # One line holds the cookies of every program on this host, also those of somebody in many
    # groups; 8,192 bytes by default.
    http11.MAX_LINE_LENGTH = limits.HEAD
    return {
        "http": Http,
        "h11_max_incomplete_event_size": limits.HEAD,
        "ws": Socket,
        "ws_max_size": limits.MESSAGE,
        "ws_max_queue": 1,
    }
