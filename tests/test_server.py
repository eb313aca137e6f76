"""The server as a whole: each test starts a real one, on a small app of its own."""

import gzip
import http.client
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import paths
from dashboard.commands import main
from dashboard.dev.live_server import Server, running
from dashboard.serve import browser_files
from dashboard.serve import streamlit_seams as seams
from dashboard.serve.visit import visit

APP = """\
import streamlit as st

st.session_state.through_app = True
st.navigation([st.Page("pages/first.py", default=True), st.Page("pages/second.py")]).run()
"""
PAGES = {
    "first": 'import gc\nst.write(f"frozen {gc.get_freeze_count()}")',
    "second": 'st.write("second", "through_app" in st.session_state)',
    "unlisted": 'st.write("unlisted")',
    "broken": 'raise RuntimeError("a secret")',
}
# Without the visit of its own, so that the test's own request is the first of all.
UNVISITED = """\
import sys
from pathlib import Path
from dashboard.serve import listen, server
if sys.argv[2] == "alone":
    server._welcome = lambda *_: None
sys.exit(server.serve(listen.listen("127.0.0.1", 0), browser=False, script=Path(sys.argv[1])))
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """Return the entry script of a small app with its pages beside it."""
    (tmp_path / "pages").mkdir()
    for name, body in PAGES.items():
        (tmp_path / "pages" / f"{name}.py").write_text(f"import streamlit as st\n{body}\n")
    script = tmp_path / "app.py"
    script.write_text(APP)
    return script


@pytest.fixture
def fresh(app: Path, tmp_path: Path) -> Iterator[Server]:
    """Start a server that nobody has visited yet."""
    with running(tmp_path, ("-c", UNVISITED, str(app), "alone")) as server:
        yield server


def texts(messages: list[ForwardMsg]) -> str:
    elements = [message.delta.new_element for message in messages]
    return " ".join(element.markdown.body + element.alert.body for element in elements)


def test_first_request_for_a_page_runs_it_through_app(fresh: Server) -> None:
    assert "second True" in texts(visit(fresh.url, "second")).replace("`", "")


def test_file_in_pages_that_is_not_listed_never_runs(fresh: Server) -> None:
    shown = texts(visit(fresh.url, "unlisted"))
    assert "unlisted" not in shown
    assert "frozen" in shown  # the first page stands in


def test_error_in_a_page_is_told_calmly_and_logged(app: Path, tmp_path: Path) -> None:
    app.write_text(APP.replace("second", "broken"))
    with running(tmp_path, ("-c", UNVISITED, str(app), "alone")) as server:
        messages = visit(server.url, "broken")
        assert "这里出了问题" in texts(messages)
        assert not any(b"secret" in message.SerializeToString() for message in messages)
        assert "RuntimeError: a secret" in server.log.read_text(encoding="utf-8")


def test_server_is_its_own_first_visitor(app: Path, tmp_path: Path) -> None:
    with running(tmp_path, ("-c", UNVISITED, str(app), "warm")) as server:
        deadline = time.monotonic() + 30
        while "frozen 0" in texts(visit(server.url)):
            assert time.monotonic() < deadline, "what was loaded was never frozen"
            time.sleep(0.1)


Ask = Callable[..., tuple[http.client.HTTPResponse, bytes]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Start one server for what follows and return a function that asks it for a path."""
    folder = tmp_path_factory.mktemp("app")
    script = folder / "app.py"
    script.write_text("import streamlit as st\nst.write('here')\n")
    (folder / "pages").mkdir()
    (folder / "pages" / "second.py").touch()
    with running(folder, ("-c", UNVISITED, str(script), "alone")) as server:

        def request(
            path: str, method: str = "GET", **headers: str
        ) -> tuple[http.client.HTTPResponse, bytes]:
            connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Accept-Encoding": "identity"} | named)
            response = connection.getresponse()
            body = response.read()
            connection.close()
            return response, body

        yield request


COMPILED_AT_ONCE = b"//# allFunctionsCalledOnLoad\n"  # said to Chromium, before the script


@pytest.fixture(scope="module")
def script_file() -> Path:
    return next((seams.own_files() / "static" / "js").glob("PlotlyChart.*.js"))


def test_only_a_file_whose_name_carries_its_hash_is_kept_for_ever(ask: Ask) -> None:
    response, _ = ask("/manifest.json", Accept_Encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
@pytest.mark.parametrize("address", browser_files.ADDRESSES)
def test_what_is_sent_besides_is_kept(ask: Ask, address: str, accepted: str) -> None:
    response, body = ask(address, Accept_Encoding=accepted)
    kind = {"js": "text/javascript", "woff2": "font/woff2", "png": "image/png"}
    assert response.headers["Content-Type"].startswith(kind[address.rpartition(".")[2]])
    # The icon's address stays the same with another version.
    kept = "max-age=86400" if address == "/favicon.png" else "immutable"
    assert kept in response.headers["Cache-Control"]
    packed = response.headers["Content-Encoding"] == "gzip"
    assert packed == (accepted == "gzip" and address.endswith(".js"))
    sent = gzip.decompress(body).removeprefix(COMPILED_AT_ONCE) if packed else body
    assert sent == browser_files.ADDRESSES[address].read_bytes()


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])
def test_script_is_sent_packed(ask: Ask, script_file: Path, accepted: str) -> None:
    response, body = ask(f"/static/js/{script_file.name}", Accept_Encoding=accepted)
    assert response.status == 200
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert int(response.headers["Content-Length"]) == len(body) < script_file.stat().st_size / 3
    assert gzip.decompress(body) == COMPILED_AT_ONCE + script_file.read_bytes()


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0", ""])
def test_script_is_sent_as_it_is_to_who_cannot_unpack(
    ask: Ask, script_file: Path, accepted: str
) -> None:
    response, body = ask(f"/static/js/{script_file.name}", Accept_Encoding=accepted)
    assert response.headers["Content-Encoding"] is None
    assert response.headers["Vary"] == "Accept-Encoding"
    assert body == script_file.read_bytes()


@pytest.mark.parametrize("path", ["/static/js/{}", "/", "/second"])
@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_known_copy_is_not_sent_again(
    ask: Ask, script_file: Path, path: str, accepted: str
) -> None:
    address = path.format(script_file.name)
    first, body = ask(address, Accept_Encoding=accepted)
    head, nothing = ask(address, "HEAD", Accept_Encoding=accepted)
    assert nothing == b""
    assert head.headers["Content-Length"] == str(len(body))
    assert head.headers["ETag"] == first.headers["ETag"]
    known = {"Accept_Encoding": accepted, "If_None_Match": f"W/{first.headers['ETag']}"}
    again, nothing = ask(address, **known)
    assert (again.status, nothing) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == "Accept-Encoding"


def test_packed_and_plain_copies_are_told_apart(ask: Ask, script_file: Path) -> None:
    address = f"/static/js/{script_file.name}"
    plain, _ = ask(address)
    packed, _ = ask(address, Accept_Encoding="gzip", If_None_Match=plain.headers["ETag"])
    assert packed.status == 200


def test_part_of_a_file_is_a_part_of_the_plain_one(ask: Ask, script_file: Path) -> None:
    response, body = ask(
        f"/static/js/{script_file.name}", Accept_Encoding="gzip", Range="bytes=10-19"
    )
    assert response.status == 206
    assert response.headers["Content-Encoding"] is None
    assert body == script_file.read_bytes()[10:20]


def test_picture_is_not_packed(ask: Ask) -> None:
    response, body = ask("/favicon.png", Accept_Encoding="gzip")
    assert response.headers["Content-Encoding"] is None
    assert body.startswith(b"\x89PNG")
    assert body == browser_files.ADDRESSES["/favicon.png"].read_bytes()


@pytest.mark.parametrize("path", ["/", "/second"])
def test_index_is_chinese_and_asks_for_nothing_it_does_not_need(ask: Ask, path: str) -> None:
    response, body = ask(path, Accept_Encoding="gzip")
    page = gzip.decompress(body).decode()
    assert response.headers["Cache-Control"] == "no-cache"
    assert '<html lang="zh-CN">' in page
    assert "Streamlit</title>" not in page
    assert ".woff2" not in page
    assert "static/js/index." in page


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/assets/xyz", "/any-page", "/second/x", "/static/js/none.js"]
)
def test_an_address_of_no_page_leads_back_without_any_script(ask: Ask, path: str) -> None:
    response, body = ask(path, Accept_Encoding="gzip")
    page = body.decode()
    assert response.status == 404
    assert "没有这个页面" in page
    assert '<a href="/">打开总览</a>' in page
    assert "<script" not in page


@pytest.mark.parametrize("path", ["/%2e%2e/%2e%2e/etc/passwd", "/static/../../app.py", "//static"])
def test_no_path_leads_outside(ask: Ask, path: str) -> None:
    _, body = ask(path, Accept_Encoding="gzip")
    assert b"root:" not in body
    assert b"import streamlit" not in body


def test_health_is_streamlits_own(ask: Ask) -> None:
    assert ask("/_stcore/health")[1] == b"ok"


def test_port_in_use_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main.main(["--no-browser", "--port", str(port)]) == 1
    assert f"端口 {port} 已被占用" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--port", "70000"], "没有 70000 这个端口"), (["--host", "no.such.host"], "无法在地址")],
)
def test_place_that_cannot_be_is_said_plainly(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["serve", "--no-browser", *arguments]) == 1
    assert said in capsys.readouterr().err


@pytest.fixture
def school(synthetic: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of the made-up school, which is now the one in use."""
    monkeypatch.setattr(paths, "DATA", synthetic)
    monkeypatch.setattr(paths, "DATABASE", synthetic / "school.duckdb")
    return synthetic


def spoil(school: Path) -> None:
    figures = school / "editions" / "2024" / "figures.csv"
    figures.write_text(figures.read_text("utf-8").replace("2023年", "某年"), "utf-8")


def test_without_any_data_the_server_does_not_start(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(school)
    assert main.main(["--no-browser", "--port", "0"]) == 1
    said = capsys.readouterr().err
    assert "figures.csv 第 2 行" in said
    assert "看板无法启动" in said
    assert "Traceback" not in said


def test_with_spoiled_data_the_last_good_file_is_shown(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main._has_data()
    assert capsys.readouterr().err == ""
    good = (school / "school.duckdb").read_bytes()
    spoil(school)
    assert main._has_data()
    said = capsys.readouterr().err
    assert "figures.csv 第 2 行" in said
    assert "上一次生成的数据" in said
    assert (school / "school.duckdb").read_bytes() == good


def test_build_says_what_it_made_or_what_is_wrong(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "elsewhere" / "made.duckdb"
    assert main.main(["build", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"已生成 {out}，共 8 条数据。\n"
    spoil(school)
    assert main.main(["build"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "figures.csv 第 2 行" in said.err
    assert "Traceback" not in said.err
