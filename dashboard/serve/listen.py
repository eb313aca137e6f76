"""Where the server listens, and what to type into a browser to reach it."""

import errno
import os
import socket


class PortTaken(Exception):
    """The server cannot listen there; the text says in Chinese what to do."""


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any that is free. Raises PortTaken.

    From here on a browser waits for its answer, rather than being refused, while all the rest
    is loaded.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, as asyncio sends small messages without delay only over what says that it is TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there the option would let two servers share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listener.family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortTaken(_explain(host, port, error)) from error
    listener.setblocking(False)
    return listener


def urls(listener: socket.socket) -> list[str]:
    """Return the addresses that open the dashboard: on this machine, then on the network."""
    host, port = listener.getsockname()[:2]
    if host not in {"0.0.0.0", "::"}:  # noqa: S104
        return [f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"]
    outside = _own_address()
    return [f"http://127.0.0.1:{port}", *([f"http://{outside}:{port}"] if outside else [])]


def _own_address() -> str:
    # "Connecting" a datagram socket sends nothing: it only asks which address would be used.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _explain(host: str, port: int, error: Exception) -> str:
    other = f"也可以换一个端口：python -m dashboard --port {port + 1}"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用。看板可能已经在运行，请先试着打开 http://127.0.0.1:{port}；{other}"
    if isinstance(error, PermissionError):
        return f"系统不允许使用端口 {port}；{other}"
    if isinstance(error, OverflowError):
        return f"没有 {port} 这个端口，端口是 1 到 65535 之间的数。"
    return f"无法在地址 {host} 端口 {port} 上启动：{error}。请检查 --host 的写法。"
