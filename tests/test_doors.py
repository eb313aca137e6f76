"""The doors of the server: what is sent to it without end, held open, or asked of it.

Each test speaks to a real server, as somebody might who means harm. Where time plays a part its
bounds are shortened; how much is taken in stays what it is.
"""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.sync.client import ClientConnection, connect

from dashboard.dev.live_server import Server, running
from dashboard.paths import ROOT
from dashboard.serve import limits
from dashboard.serve.browser_files import CHART_VERSION
from dashboard.serve.visit import Visitor, visit, visitor
from tests.amount import exhaustive, exhaustively
from tests.handing_in import serving

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

APP = """\
import streamlit as st
from dashboard.serve import uploads
uploads.allow(True)
st.write("here")
"""
SERVE = """\
import sys
from pathlib import Path
from dashboard.serve import limits, listen, server
server._welcome = lambda *_: None
exec(sys.argv[2])
sys.exit(server.serve(listen.listen("127.0.0.1", 0), browser=False, script=Path(sys.argv[1])))
"""
HASTY = "limits.LOOK, limits.LEAST, limits.SILENT, limits.ASIDE = 0.5, 4_000, 1.0, 1"
FEW = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({0}, {1}))"
PATHS = (
    "/",
    "/any-page",
    "/_stcore/health",
    "/_stcore/nothing",
    "/static/nothing.js",
    "//x",
    "/%00",
)


@contextmanager
def served(folder: Path, first: str = "") -> Iterator[Server]:
    """Serve the small app; ``first`` is run in the process of the server."""
    script = folder / "app.py"
    script.write_text(APP, encoding="utf-8")
    with running(folder, ("-c", SERVE, str(script), first)) as server:
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("doors"), HASTY) as started:
        yield started


def dialled(server: Server) -> socket.socket:
    place = urlsplit(server.url)
    return socket.create_connection((str(place.hostname), place.port or 0), timeout=10)


def stream(server: Server, **headers: str) -> ClientConnection:
    return connect(
        server.url.replace("http", "ws", 1) + "/_stcore/stream",
        additional_headers={name.replace("_", "-"): value for name, value in headers.items()},
        proxy=None,
        max_size=None,
        ping_interval=None,
    )


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def memory(server: Server) -> int:
    """Return how much memory the server holds, in MB."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1000


def files(server: Server) -> int:
    return len(list(Path(f"/proc/{server.pid}/fd").iterdir()))


def sent(connection: socket.socket, piece: bytes, times: int) -> int:
    """Send a piece so many times, and return how often it was taken."""
    for done in range(times):
        try:
            connection.sendall(piece)
        except OSError:
            return done
    return times


def seconds_until_closed(connection: socket.socket, *, trickling: bytes = b"") -> float:
    """Return after how long the server lets a connection go, in which something still trickles."""
    begun = time.monotonic()
    connection.settimeout(0.1)
    while time.monotonic() < begun + 9:
        with suppress(TimeoutError):
            try:
                connection.sendall(trickling)
                if not connection.recv(65536):
                    break
            except ConnectionError:
                break
    return time.monotonic() - begun


# --- requests -------------------------------------------------------------------------------------


def test_a_socket_remembers_as_much_as_an_answer_of_what_it_has_sent(server: Server) -> None:
    with stream(server) as opened:
        [packing] = opened.protocol.extensions
        assert isinstance(packing, PerMessageDeflate)
        assert packing.remote_max_window_bits == limits.WINDOW


@linux
def test_a_head_without_end_is_not_taken_in(server: Server) -> None:
    visit(server.url)
    before = memory(server)
    with dialled(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        lines = b"".join(b"X-%05d: y\r\n" % number for number in range(5_000))  # 60 kB
        assert sent(connection, lines, 1_000) < 60
    assert memory(server) - before < 30


@pytest.mark.parametrize(
    ("begun", "trickling"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X: y\r\n"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"G"),  # the first request whole, the next not
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        *exhaustively(
            (b"", b""),
            (b"GET / HTTP/1.1\r\nHost: x\r\n", b""),
            (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n", b"body"),
        ),
    ],
)
def test_a_request_that_does_not_end_is_ended(
    server: Server, begun: bytes, trickling: bytes
) -> None:
    with dialled(server) as connection:
        connection.sendall(begun)
        assert seconds_until_closed(connection, trickling=trickling) < 7


def upload(session: str, cookie: str, length: int) -> bytes:
    lines = [
        f"PUT /_stcore/upload_file/{session}/1 HTTP/1.1",
        "Host: x",
        f"Cookie: {cookie}",
        f"X-Xsrftoken: {cookie.partition('=')[2]}",
        "Content-Type: multipart/form-data; boundary=XXX",
        f"Content-Length: {length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.fixture
def ticket(server: Server) -> Iterator[tuple[str, str]]:
    """Return a session that may hand in files, and the cookie that goes with it."""
    cookie = ask(server, "/_stcore/health")[0].headers["Set-Cookie"].partition(";")[0]
    with visitor(server.url) as one:
        messages = one.run()
        yield messages[0].new_session.initialize.session_id, cookie


@exhaustive
def test_a_slow_line_hands_a_file_in_and_one_that_stands_still_does_not(
    server: Server, ticket: tuple[str, str]
) -> None:
    body = b'--XXX\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body += b"x" * 60_000 + b"\r\n--XXX--\r\n"
    with dialled(server) as connection:
        connection.sendall(upload(*ticket, len(body)))
        for at in range(0, len(body), 3_000):  # three seconds: six times as long as is looked
            connection.sendall(body[at : at + 3_000])
            time.sleep(0.15)
        assert connection.recv(1000).startswith(b"HTTP/1.1 204")
    with dialled(server) as connection:
        connection.sendall(upload(*ticket, len(body)) + body[:1000])
        assert seconds_until_closed(connection, trickling=b"x") < 7


@pytest.mark.exhaustive
def test_who_does_not_take_what_was_asked_for_is_let_go(server: Server) -> None:
    large = max((Path(st.__file__).parent / "static" / "static").rglob("*.js"), key=size)
    head = f"GET /static/js/{large.name} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with socket.socket() as slow, socket.socket() as stuck:
        for connection in (slow, stuck):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
            connection.connect(("127.0.0.1", urlsplit(server.url).port))
            connection.sendall(head)
        for _ in range(40):  # eight times as long as is looked
            time.sleep(0.1)
            assert slow.recv(20_000)
        assert taken(stuck) < size(large) / 2
        assert taken(slow) > size(large) / 2


def taken(connection: socket.socket) -> int:
    """Return how much there still is to be had, for whoever takes it."""
    total = 0
    with suppress(ConnectionError, TimeoutError):
        connection.settimeout(2)
        while piece := connection.recv(1 << 20):
            total += len(piece)
    return total


def size(path: Path) -> int:
    return path.stat().st_size


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/_stcore/metrics", "GET", 404),
        ("/_stcore/script-health-check", "GET", 404),
        ("/_stcore/agent/openapi.json", "GET", 404),
        ("/_stcore/agent/interact", "POST", 404),
        ("/_stcore/bidi-components/a/b.js", "GET", 404),
        ("/_stcore/bidi-components/dashboard.chart/plotly.toml", "GET", 404),
        ("/_stcore/bidi-components/dashboard.chart/../offline.js", "GET", 404),
        (f"/_stcore/bidi-components/dashboard.chart/chart.js?{CHART_VERSION}", "GET", 200),
        ("/_stcore/healthy", "GET", 404),
        ("/component/a/b.js", "GET", 404),
        ("/", "POST", 405),
        ("/any-page", "DELETE", 405),
        ("/?major=" + "x" * 20_000, "GET", 414),
        ("/?major=" + "x" * 8_000, "GET", 200),
        ("/_stcore/health", "GET", 200),
        ("/_stcore/host-config", "GET", 200),
    ],
)
def test_only_what_a_page_asks_for_is_answered(
    server: Server, path: str, method: str, status: int
) -> None:
    assert ask(server, path, method)[0].status == status


def test_a_head_of_very_many_lines_is_refused(server: Server) -> None:
    assert ask(server, "/", **{f"X-{number}": "y" for number in range(120)})[0].status == 431


@linux
def test_only_so_many_connections_wait_and_a_newcomer_is_answered(tmp_path: Path) -> None:
    with served(tmp_path, FEW.format(300, 300)) as server, ExitStack() as held:
        before = files(server)
        for _ in range(250):
            with suppress(ConnectionError):
                held.enter_context(dialled(server)).sendall(b"GET / HTTP/1.1\r\n")
        assert ask(server, "/_stcore/health")[1] == b"ok"
        assert files(server) - before < 80
        assert server.log.read_text(encoding="utf-8").count("网络连接已满") == 1


# --- sockets --------------------------------------------------------------------------------------


def test_a_socket_that_asks_for_nothing_is_closed_and_one_that_has_asked_is_not(
    server: Server,
) -> None:
    with stream(server) as silent, visitor(server.url) as one:
        one.run()
        with pytest.raises(ConnectionClosed):
            silent.recv(timeout=5)
        time.sleep(1.5)
        assert one.run()


@exhaustive
@linux
def test_closed_sockets_leave_no_files_open(server: Server) -> None:
    visit(server.url)
    time.sleep(2.5)
    before = files(server)
    for _ in range(40):
        with stream(server):
            pass
        visit(server.url)
    deadline = time.monotonic() + 8
    while files(server) > before + 6:
        assert time.monotonic() < deadline, f"{files(server)} files are open, before {before}"
        time.sleep(0.2)


@linux
def test_idle_sockets_keep_nobody_out_and_the_log_says_so_once(tmp_path: Path) -> None:
    with served(tmp_path, FEW.format(1024, 1024)) as server, ExitStack() as held:
        for _ in range(300):
            held.enter_context(stream(server))
        assert "here" in str(visit(server.url))
        assert files(server) < 1000
        assert server.log.read_text(encoding="utf-8").count("接近上限") == 1


@exhaustive
@linux
def test_the_address_that_holds_most_gives_way_and_one_alone_is_not_favoured(
    tmp_path: Path,
) -> None:
    with served(tmp_path, FEW.format(300, 300)) as server, ExitStack() as held:
        for _ in range(25):  # all places that there are with so few files
            greedy = held.enter_context(stream(server, X_Forwarded_For="192.0.2.1"))
            Visitor(greedy, server.url, 60).run()
        with pytest.raises(InvalidStatus):
            held.enter_context(stream(server, X_Forwarded_For="192.0.2.1"))
        other = held.enter_context(stream(server, X_Forwarded_For="192.0.2.2"))
        assert Visitor(other, server.url, 60).run()


@linux
def test_the_soft_limit_of_files_is_raised(tmp_path: Path) -> None:
    with served(tmp_path, FEW.format(256, 2048)) as server:
        said = Path(f"/proc/{server.pid}/limits").read_text(encoding="utf-8")
        assert re.search(r"Max open files\s+2048\s+2048", said)


@pytest.mark.parametrize("frame", ["text", b"\xff\xff no message", b"\x0a" * 50])
def test_a_frame_that_is_no_message_ends_its_socket_quietly(
    server: Server, frame: str | bytes
) -> None:
    with stream(server) as socket_:
        socket_.send(frame)
        with pytest.raises(ConnectionClosed):
            socket_.recv(timeout=5)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
    assert visit(server.url)


def handshake(server: Server, *lines: str) -> socket.socket:
    connection = dialled(server)
    head = [
        "GET /_stcore/stream HTTP/1.1",
        "Host: x",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        *lines,
    ]
    connection.sendall("\r\n".join([*head, "", ""]).encode())
    return connection


def frame(opcode: int, payload: bytes = b"", *, announced: int = 0) -> bytes:
    """Return a frame of a client, which may announce more than it brings."""
    length = announced or len(payload)
    short = bytes([opcode, 0x80 | length]) if length < 126 else None
    head = short or bytes([opcode, 0x80 | 127]) + length.to_bytes(8, "big")
    return head + bytes(4) + payload


BINARY, PART, PING, END = 0x02, 0x00, 0x89, 0x80


@pytest.mark.parametrize(
    "pieces",
    [
        (frame(BINARY | END, b"x" * 1000, announced=500_000), b""),  # a frame half sent
        (frame(BINARY, b"x"), frame(PART)),  # parts without end
        (frame(BINARY | END, announced=2_000_000), b"x" * 60_000),  # larger than any message
    ],
)
def test_a_message_that_does_not_end_is_ended(server: Server, pieces: tuple[bytes, bytes]) -> None:
    with handshake(server) as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 101")
        connection.sendall(pieces[0])
        assert seconds_until_closed(connection, trickling=pieces[1]) < 7


@linux
def test_answers_to_pings_do_not_pile_up(server: Server) -> None:
    visit(server.url)
    before = memory(server)
    with handshake(server) as connection:
        connection.settimeout(2)
        pings = frame(PING, b"x" * 125) * 500
        sent(connection, pings, 1_000)  # 65 MB, and not one answer is read
        assert memory(server) - before < 30


def test_a_handshake_that_cannot_be_read_is_answered(server: Server) -> None:
    with handshake(server, *(f"X-{number}: y" for number in range(150))) as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 431")


# --- what is told ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_every_answer_tells_the_browser_what_it_may_not_do(
    server: Server, path: str, method: str
) -> None:
    headers = ask(server, path, method)[0].headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    scripts = re.findall(r"script-src ([^;]+);", policy)
    assert re.fullmatch(r"'self'( 'sha256-[\w+/=]+'){7}", scripts[0])
    assert headers["X-Frame-Options"] == "DENY"
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"]
    assert headers["Server"] is None


def test_nobody_is_told_where_the_script_lies_or_which_versions_run(server: Server) -> None:
    with visitor(server.url) as one:
        told = b"".join(message.SerializeToString() for message in one.run())
    version = ".".join(map(str, sys.version_info[:3]))
    for secret in (str(server.log.parent), str(ROOT), version, st.__version__, sys.platform):
        assert secret.encode() not in told


def test_messages_for_developers_do_nothing(server: Server) -> None:
    with stream(server) as socket_:
        for kind in ("load_git_info", "clear_cache", "debug_shutdown_runtime"):
            asked = BackMsg()
            setattr(asked, kind, True)
            socket_.send(asked.SerializeToString())
        for operation in ("install_skills", "dismiss_skills_nudge", "dataframe_chunk"):
            asked = BackMsg()
            getattr(asked.backend_operation_request, operation).SetInParent()
            socket_.send(asked.SerializeToString())
        with pytest.raises(TimeoutError):
            socket_.recv(timeout=0.5)
    assert visit(server.url)


@exhaustive
def test_what_comes_with_a_sign_in_that_failed_is_one_plain_line_in_the_log(
    synthetic: Path,
) -> None:
    said = "%1b%5b2J%0d%0a2026-01-01 forged%e2%80%ae%c2%9b".replace(" ", "%20")
    with serving(synthetic) as server:
        ask(server, f"/oauth2callback?state=x&error=no%1b%5b31m&error_description={said}")
        log = server.log.read_text(encoding="utf-8")
    (line,) = [line for line in log.splitlines() if "forged" in line]
    assert "no\\x1b[31m" in line
    assert not [sign for sign in log if not (sign.isprintable() or sign == "\n")]


def test_an_error_is_told_in_the_log_so_that_no_line_of_it_can_be_mistaken() -> None:
    code = """
import logging
from dashboard.serve import log_lines
log_lines.keep_to_their_line()
try:
    raise ValueError("a\\x1b[2J\\nforged")
except ValueError:
    logging.warning("small %s", "\\x07")
    logging.warning("small", exc_info=True)
    logging.exception("large %d", 1)
logging.warning("100% %s")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    small, second, large, *traceback, last = done.stderr.splitlines()
    assert small == r"WARNING:root:small \x07"
    assert second == r"WARNING:root:small (ValueError('a\x1b[2J\nforged'))"
    assert large == "ERROR:root:large 1"
    assert traceback[-2:] == [r"  ValueError: a\x1b[2J", "  forged"]
    assert all(line.startswith("  ") for line in traceback)
    assert last == "WARNING:root:100% %s"


def test_every_test_that_the_document_on_security_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/security.md").read_text("utf-8")))
    written = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in written} == set()
