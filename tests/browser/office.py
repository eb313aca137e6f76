"""What a clerk and a reader do in their browsers, whichever page is tried."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Page, expect

from dashboard.dev.live_server import settle

OURS = {"include": [[".stMainBlockContainer"]]}  # what of a page we answer for
Opened: TypeAlias = Callable[..., Page]


def text(page: Page) -> str:
    settle(page)
    return page.locator(".stMainBlockContainer").inner_text()


def go(page: Page, link: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=link, exact=True).click()
    expect(page.locator("h1")).to_have_text(link)
    settle(page)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()
