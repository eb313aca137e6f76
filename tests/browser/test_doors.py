"""What another site may do with the dashboard, and what is shown while there is none."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dashboard.dev import live_server
from dashboard.dev.live_server import settle
from tests.amount import exhaustive
from tests.real import copied


@pytest.fixture
def sister(tmp_path: Path, server: str) -> Iterator[str]:
    """Serve a page at another port that puts the dashboard in a frame; return its address."""
    page = f'<!doctype html><p>sister</p><iframe src="{server}/entry"></iframe>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}/"
        other.shutdown()


def test_a_page_of_another_site_cannot_frame_ours(
    chromium: Browser, sister: str, server: str
) -> None:
    page = chromium.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(sister)
    page.wait_for_timeout(1_000)
    assert page.locator("p").inner_text() == "sister"
    framed = [frame for frame in page.frames if frame != page.main_frame]
    assert framed
    assert not any(frame.url.startswith(server) for frame in framed)
    assert any("frame-ancestors" in text for text in refused)
    page.close()


@exhaustive
def test_while_the_server_is_down_the_page_says_so_in_chinese_and_comes_back(
    chromium: Browser, tmp_path: Path
) -> None:
    environment = {"DASHBOARD_DATA": str(copied(tmp_path))}
    page = chromium.new_page()
    with live_server.running(tmp_path, environment=environment) as server:
        page.goto(server.url)
        settle(page)
    page.get_by_role("dialog").wait_for(timeout=60_000)
    said = page.get_by_role("dialog").inner_text()
    assert "连不上看板" in said
    assert "恢复以后本页会自动继续" in said
    assert not [letter for letter in said if letter.isascii() and letter.isalpha()]
    again = (*live_server.SERVE[:-1], str(urlsplit(server.url).port))
    with live_server.running(tmp_path, again, environment):
        page.get_by_role("dialog").wait_for(state="detached", timeout=60_000)
        settle(page)
        page.close()


@exhaustive
@pytest.mark.parametrize("path", ["nothing-here", "etc/passwd"])
def test_an_address_of_no_page_leads_to_the_first(
    chromium: Browser, server: str, path: str
) -> None:
    page = chromium.new_page(base_url=server)
    page.goto(f"/{path}")
    expect(page.locator("h1")).to_have_text("没有这个页面")
    page.get_by_role("link", name="打开总览").click()
    expect(page.locator("h1")).to_have_text("总览")
    page.close()


def test_streamlit_says_in_chinese_that_a_page_is_not_there(chromium: Browser, server: str) -> None:
    page = chromium.new_page(base_url=server)
    page.goto("/overview")  # a page of ours, which has no address of its own
    expect(page.get_by_role("dialog")).to_contain_text("网址里的页面不存在，下面是总览。")
    said = page.get_by_role("dialog").inner_text()
    assert not [letter for letter in said if letter.isascii() and letter.isalpha()]
    page.close()
