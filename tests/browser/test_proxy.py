"""Behind nginx, two processes: one is killed while somebody reads, and nobody loses their place."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.dev import live_server, proxy
from dashboard.dev.live_server import Server, settle
from tests.amount import exhaustive
from tests.real import copied
from tests.test_deploy import need_nginx

pytestmark = exhaustive
COOKIE = "dashboard_process"


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[tuple[str, dict[str, Server]]]:
    """Start nginx before two servers; return its address, and the servers by port."""
    need_nginx()
    data = copied(tmp_path)
    with ExitStack() as until_end:
        servers = {}
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            surroundings = {"DASHBOARD_DATA": str(data)}
            started = live_server.running(tmp_path / name, environment=surroundings)
            server = until_end.enter_context(started)
            servers[server.url.rpartition(":")[2]] = server
        front = until_end.enter_context(proxy.proxied(tmp_path, list(servers)))
        yield front.url, servers


@contextmanager
def visiting(chromium: Browser, url: str) -> Iterator[tuple[BrowserContext, Page]]:
    context = chromium.new_context(ignore_https_errors=True, locale="zh-CN", base_url=url)
    context.set_default_timeout(30_000)
    try:
        page = context.new_page()
        page.goto("/training?years=2021&years=2023&part=体质")
        settle(page)
        yield context, page
    finally:
        context.close()


def process(context: BrowserContext) -> str:
    [cookie] = [one for one in context.cookies() if one["name"] == COOKIE]
    assert cookie["secure"]
    assert cookie["httpOnly"]
    return cookie["value"]


def test_one_of_two_processes_is_killed(
    chromium: Browser, behind: tuple[str, dict[str, Server]]
) -> None:
    url, servers = behind
    with visiting(chromium, url) as (theirs, reader), visiting(chromium, url) as (others, another):
        assert process(theirs) != process(others)  # shared out evenly
        lost, place = process(theirs), reader.url
        text = reader.inner_text('[data-testid="stMain"]')
        undisturbed = another.evaluate_handle("document.querySelector('[data-testid=stMain]')")
        killed = time.monotonic()
        os.kill(servers[lost].pid, signal.SIGKILL)
        while process(theirs) == lost:
            reader.wait_for_timeout(50)
        reader.wait_for_timeout(500)  # until it is told to ask
        settle(reader)
        assert time.monotonic() - killed < 10
        assert reader.url == place
        assert reader.inner_text('[data-testid="stMain"]') == text
        with reader.expect_download() as fetched:  # made and fetched where the page is now
            reader.get_by_role("button", name="CSV").first.click()
        assert fetched.value.path().stat().st_size > 100
        assert undisturbed.evaluate("main => main.isConnected")
        assert process(others) != lost
