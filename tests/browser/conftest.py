"""A real server, a real browser, and a page that tolerates no error and no request outside."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from dashboard.dev import live_server
from dashboard.dev.live_server import Server, settle
from tests.browser.office import Opened
from tests.browser.provider import Provider
from tests.browser.signing import with_provider
from tests.real import copied

HERE = Path(__file__).parent
Show = Callable[[str], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the dashboard on a copy of the data; return its address."""
    folder = tmp_path_factory.mktemp("school")
    with live_server.running(
        folder, environment={"DASHBOARD_DATA": str(copied(folder))}
    ) as started:
        yield started.url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser of the system; without one skip, and fail where CI is set."""
    if not live_server.chromium():
        if os.environ.get("CI"):
            pytest.fail("CI is set, but there is no Chromium to run the browser tests with")
        pytest.skip("no Chromium on this machine")
    with live_server.browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def context(chromium: Browser, server: str) -> Iterator[BrowserContext]:
    """Keep one browser, so that Streamlit's scripts are fetched and compiled once."""
    context = chromium.new_context(
        base_url=server,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """Open an empty page; the test fails at its end for whatever went wrong on the way."""
    page = context.new_page()
    page.set_viewport_size({"width": 1366, "height": 900})
    # What a test before has chosen for a meeting is kept by the browser.
    of_server = {"origin": server, "storageTypes": "local_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", of_server)
    wrong = watch(page, urlsplit(server).netloc)
    yield page
    page.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def show(page: Page) -> Show:
    """Return a function that opens an address and waits until all of it is drawn."""

    def open_at(path: str) -> Page:
        page.goto(path)
        settle(page)
        return page

    return open_at


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the real data for one test, which may publish there."""
    return copied(tmp_path)


@pytest.fixture
def started(data: Path) -> Iterator[tuple[Server, Provider]]:
    """Start a dashboard of these data beside a provider to sign in at."""
    with with_provider(data) as both:
        yield both


@pytest.fixture
def opened(chromium: Browser, started: tuple[Server, Provider]) -> Iterator[Opened]:
    """Return a function that opens a browser of its own, which knows nobody."""
    contexts = []

    def another(width: int = 1366) -> Page:
        context = chromium.new_context(
            base_url=started[0].url, locale="zh-CN", viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield another
    for context in contexts:
        context.close()


def watch(page: Page, host: str) -> list[str]:
    """Return a list that fills with what goes wrong."""
    wrong: list[str] = []

    def request(url: str) -> None:
        if url.startswith(("http", "ws")) and urlsplit(url).netloc != host:
            wrong.append(f"request to another host: {url}")

    def response(reply: Response) -> None:
        if reply.status >= 400:
            wrong.append(f"{reply.status} for {reply.url}")

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text}")

    page.on("request", lambda sent: request(sent.url))
    page.on("response", response)
    page.on("console", console)
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("websocket", lambda socket: request(socket.url))
    return wrong
