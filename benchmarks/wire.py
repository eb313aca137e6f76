"""Bytes on the wire: whatever passes between browser and server, counted on its way.

A browser's own figures would count a compressed WebSocket message as if it were not.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Wire:
    """A place between browser and server; ``received`` counts what the server has sent."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.received = 0
        self._target = target
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                for source, sink, counted in ((near, far, False), (far, near, True)):
                    way = (source, sink, counted)
                    threading.Thread(target=self._pass, args=way, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                sink.sendall(data)
                if counted:
                    with self._lock:
                        self.received += len(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def wire(url: str) -> Iterator[Wire]:
    """Stand between a browser and the server at ``url``."""
    address = urlsplit(url)
    between = Wire((str(address.hostname), int(address.port or 80)))
    try:
        yield between
    finally:
        between.close()
