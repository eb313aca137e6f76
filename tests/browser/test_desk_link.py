"""Publishing without sign-in: the link of the start, and everybody it is not for."""

import http.client
import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from websockets.sync.client import connect
from websockets.typing import Origin

from dashboard.dev import live_server
from dashboard.dev.live_server import Server, settle
from dashboard.publish import versions
from dashboard.serve.streamlit_seams import ForwardMsg, WidgetState
from dashboard.serve.visit import Visitor
from tests import filling
from tests.amount import exhaustive
from tests.browser.office import downloaded, go
from tests.browser.test_entry import hand_in, publish

NAVIGATION = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
LINK = re.compile(r"填报和发布请用这个链接打开（只能用一次）：(\S+)")
NOBODY = 65534


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    with live_server.running(
        data.parent, environment={"DASHBOARD_DATA": str(data), "DISPLAY": ""}
    ) as started:
        yield started


@pytest.fixture
def context(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=server.url, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(60_000)
    yield context
    context.close()


def link(server: Server) -> str:
    found = LINK.search(server.log.read_text(encoding="utf-8"))
    assert found
    return found[1]


def ask(
    server: Server,
    address: str,
    headers: Mapping[str, str] = {},
    method: str = "GET",
    account: int | None = None,
) -> tuple[int, str]:
    """Ask past any browser; return the status and the cookie that is set, or what is said."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    given = NAVIGATION | dict(headers)
    connection.connect()
    if account is not None:
        os.fchown(connection.sock.fileno(), account, -1)
    connection.request(method, f"{parts.path}?{parts.query}", headers=given)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get_all("Referrer-Policy") == ["no-referrer"]
    return answer.status, answer.headers["Set-Cookie"] or said


@contextmanager
def connected(
    server: Server, cookie: str, headers: Mapping[str, str] = {}, line: socket.socket | None = None
) -> Iterator[Visitor]:
    """Open a session of a page with this cookie."""
    stream = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    given = {"Cookie": cookie, **headers}
    origin = Origin(given.pop("Origin", server.url))
    with connect(
        stream, sock=line, origin=origin, additional_headers=given, proxy=None, max_size=None
    ) as one:
        yield Visitor(one, server.url, 30)


def says_editor(messages: list[ForwardMsg]) -> bool:
    return any("可填报和发布" in message.delta.new_element.markdown.body for message in messages)


def is_editor(
    server: Server, cookie: str, headers: Mapping[str, str] = {}, line: socket.socket | None = None
) -> bool:
    """Tell whether a socket with this cookie is offered to publish or to bring back."""
    with connected(server, cookie, headers, line) as one:
        return says_editor(one.run("entry"))


@exhaustive
def test_the_office_publishes_and_brings_back_on_its_own_machine(
    context: BrowserContext, chromium: Browser, server: Server, data: Path
) -> None:
    secret = link(server)
    page = context.new_page()
    page.goto(secret)
    settle(page)
    token = urlsplit(secret).query.partition("=")[2]
    assert page.url == f"{server.url}/entry"
    assert page.evaluate("document.referrer") == ""
    assert token not in page.evaluate("JSON.stringify(performance.getEntries())")
    page.reload()
    settle(page)
    [cookie] = [one for one in context.cookies() if one["name"].startswith("desk_")]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Strict", -1)
    assert cookie["value"] != token

    go(page, "数据填报")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("本机：可填报和发布")
    book = filling.template_filled(downloaded(page, "下载 Excel 模板"), 2025)
    hand_in(page, "填好.xlsx", filling.saved(book))
    page.get_by_role("heading", name="四 发布").wait_for()
    settle(page)

    # Another tab of this browser is the editor as well; another browser may only check.
    tab = context.new_page()
    tab.goto("/entry")
    expect(tab.get_by_role("button", name="发布", exact=True)).to_be_visible()
    tab.close()
    other = chromium.new_context(base_url=server.url, locale="zh-CN").new_page()
    other.goto("/entry")
    other.get_by_role("heading", name="四 发布").wait_for()
    settle(other)
    expect(other.get_by_role("button", name="发布", exact=True)).to_have_count(0)
    expect(other.locator(".stMainBlockContainer")).to_contain_text("用启动时打印的链接打开")
    other.goto(secret)
    expect(other.locator("body")).to_contain_text("这个链接已经用过")
    other.context.close()

    publish(page, "定稿")
    expect(page.get_by_role("alert").last).to_contain_text("请先写是哪个部门")
    assert versions.history(data) == []
    page.get_by_role("textbox", name="部门").fill(" 质量办 ")
    page.get_by_role("textbox", name="部门").press("Enter")
    publish(page, "定稿")
    page.get_by_text("已发布为第 2 版").wait_for()
    assert versions.history(data)[0].who == "质量办"

    go(page, "版本记录")
    page.get_by_role("button", name="恢复到第 1 版").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="部门")).to_have_value("质量办")
    dialog.get_by_role("button", name="恢复", exact=True).click()
    page.get_by_text("已恢复到第 1 版，记为第 3 版").wait_for()
    newest = versions.history(data)[0]
    assert (newest.who, newest.of) == ("质量办", 1)
    assert server.log.read_text(encoding="utf-8").count(token) == 1  # where it is printed


def test_whoever_else_asks_is_refused_and_uses_the_link_up_for_nobody(server: Server) -> None:
    secret, port = link(server), urlsplit(server.url).port
    for how in (
        {"Host": f"kanban.example.org:{port}"},
        {"Host": f"127.0.0.1.example.org:{port}"},
        {"Host": f"localhost.:{port}"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Real-IP": "127.0.0.1"},
        {"Origin": "https://elsewhere.example.org"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example.org/"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ):
        status, said = ask(server, secret, how)
        assert (status, "要由启动看板的人打开" in said) == (403, True), how
    assert ask(server, secret, method="HEAD")[0] == 403
    for guess in ("", "a", f"{secret}a", secret[:-1]):
        wrong = guess if "token=" in guess else f"{server.url}/desk?token={guess}"
        status, said = ask(server, wrong)
        assert (status, "已经用过" in said) == (403, True), guess
    forged = f"desk_{port}=forged"
    status, cookie = ask(server, secret, {"Cookie": forged})
    assert status == 303
    assert "forged" not in cookie  # what the browser brought along is not what counts from now on
    assert ask(server, secret)[0] == 403

    key = cookie.partition(";")[0]
    assert is_editor(server, key)
    assert not is_editor(server, forged)
    assert not is_editor(server, f"desk_{port}=")
    assert not is_editor(server, key, {"X-Forwarded-For": "127.0.0.1"})
    assert not is_editor(server, key, {"Origin": "http://127.0.0.1:1"})


def test_the_office_ends_it_in_every_window_and_nobody_takes_its_place(server: Server) -> None:
    secret = link(server)
    _, cookie = ask(server, secret)
    key = cookie.partition(";")[0]
    with connected(server, key) as one, connected(server, key) as other:
        assert says_editor(other.run("entry"))
        buttons = [message.delta.new_element.button for message in one.run("overview")]
        [button] = [found for found in buttons if found.label == "结束填报"]
        pressed = WidgetState(id=button.id, trigger_value=True)
        assert not says_editor(one.run("entry", [pressed]))
        assert not says_editor(other.run("entry"))
    assert not is_editor(server, key)
    assert not is_editor(server, key.partition("=")[0] + "=")
    assert ask(server, secret, {"Cookie": key})[0] == 403


@exhaustive
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root becomes somebody else"
)
def test_another_account_on_the_machine_gets_nowhere_with_the_link_or_the_key(
    server: Server,
) -> None:
    """The link stands among the arguments of the browser that is started with it, for all."""
    secret, port = link(server), urlsplit(server.url).port
    assert ask(server, secret, account=NOBODY)[0] == 403
    _, cookie = ask(server, secret)
    key = cookie.partition(";")[0]
    with socket.create_connection(("127.0.0.1", port)) as line:
        os.fchown(line.fileno(), NOBODY, -1)
        assert not is_editor(server, key, line=line)
    with socket.create_connection(("127.0.0.1", port)) as line:
        assert is_editor(server, key, line=line)


@pytest.mark.exhaustive
def test_a_key_of_before_a_restart_opens_nothing(data: Path) -> None:
    arguments = list(live_server.SERVE)
    with live_server.running(data.parent, arguments, {"DASHBOARD_DATA": str(data)}) as server:
        old, (_, cookie) = link(server), ask(server, link(server))
        arguments[-1] = str(urlsplit(server.url).port)
    with live_server.running(data.parent, arguments, {"DASHBOARD_DATA": str(data)}) as server:
        assert not is_editor(server, cookie.partition(";")[0])
        assert ask(server, old)[0] == 403
        assert link(server) != old


@exhaustive
def test_a_server_that_others_reach_has_no_link(data: Path) -> None:
    arguments = (*live_server.SERVE, "--host", "0.0.0.0")
    with live_server.running(data.parent, arguments, {"DASHBOARD_DATA": str(data)}) as server:
        assert "token" not in server.log.read_text(encoding="utf-8")
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        connection.request("GET", "/desk?token=", headers=NAVIGATION)
        assert connection.getresponse().headers["Set-Cookie"] is None
        assert not is_editor(server, f"desk_{urlsplit(server.url).port}=")
        connection.close()
