"""A real server and a real browser, for tests, benchmarks and screenshots."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SERVE = ("-m", "dashboard.commands.main", "serve", "--no-browser", "--port", "0")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for elsewhere does not get there.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True)
class Server:
    """A server that answers at ``url``; whatever it says stands in ``log``."""

    url: str
    log: Path
    pid: int


@contextmanager
def running(
    folder: Path,
    arguments: Sequence[str] = SERVE,
    environment: Mapping[str, str] | None = None,
    *,
    within: Path = ROOT,
    python: Path = Path(sys.executable),
) -> Iterator[Server]:
    """Run Python with ``arguments`` in the folder ``within`` until it has said its address.

    The port is the system's choice, so that tests may run side by side.
    """
    log = folder / "server.log"
    surroundings = os.environ | {"PYTHONUNBUFFERED": "1"} | dict(environment or {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(python), *arguments],
            cwd=within,
            env=surroundings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(_address(process, log), log, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        said = log.read_text(encoding="utf-8")
        if found := re.search(r"http://[0-9.]+:\d+", said):
            return found[0]
        if process.poll() is not None:
            break
        time.sleep(0.005)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def chromium() -> str | None:
    """Return where the browser of the system is, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)


@contextmanager
def browsing() -> Iterator["Browser"]:
    """Start the browser of the system. Raises RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    found = chromium()
    if found is None:
        raise RuntimeError("没有找到 Chromium 浏览器；Debian、Ubuntu：sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def draw_all(page: "Page") -> None:
    """Have the charts drawn that are far from the screen as well, as on paper."""
    settle(page)
    page.wait_for_function("() => window.Plotly || !document.querySelector('.chart')")
    page.evaluate("['beforeprint', 'afterprint'].forEach(one => dispatchEvent(new Event(one)))")


def settle(page: "Page") -> None:
    """Wait until the script has run to its end and nothing near the screen is left to draw."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function(
        """() => !document.querySelector(
            '[data-testid="stSkeleton"], [data-stale="true"], .chart[aria-busy="true"]'
        )"""
    )
