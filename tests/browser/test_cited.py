"""Old links, opened in a browser after two publications."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard import paths
from dashboard.dev import live_server
from dashboard.dev.live_server import settle
from dashboard.ui.cited import qr
from tests.amount import exhaustive, exhaustively
from tests.browser.conftest import Show, watch
from tests.citing import (
    CORRECTED,
    OF_ANOTHER_MEANING,
    RATE,
    RATIO_WITHDRAWN,
    School,
    next_edition,
    together,
)
from tests.conftest import write_synthetic
from tests.real import copied

OF = {
    "已有更新的年度": "classes_prose",
    "已更正": RATE,
    "指标口径已改": "classes",
    "已撤回": "student_ratio",
    "现行": RATE,
}


# The server, as a school would have it that gives it a folder of its address: below/it.
BELOW = f"""
import runpy, sys
from dashboard.serve import streamlit_seams as seams
load = seams.load_settings
def below(script):
    load(script)
    seams.put_setting("server.baseUrlPath", "below/it", "a test")
seams.load_settings = below
sys.argv = ["main", *{live_server.SERVE[2:]}]
runpy.run_module("dashboard.commands.main", run_name="__main__")
"""


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a school that has published twice since; return the server, and links by state."""
    folder = tmp_path_factory.mktemp("cited")
    data = write_synthetic(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATABASE", data / paths.DATABASE.name)
        school = School(data)
        links = {label: school.cite(of).address for label, of in OF.items()}
        school.publish(together(CORRECTED, RATIO_WITHDRAWN))
        school.publish(together(OF_ANOTHER_MEANING, next_edition))
        links["现行"] = school.cite(OF["现行"]).address
    with live_server.running(folder, environment={"DASHBOARD_DATA": str(data)}) as server:
        yield server.url, links


@pytest.mark.parametrize("label", ["已更正", *exhaustively(*sorted(OF.keys() - {"已更正"}))])
def test_an_old_link_shows_the_figure_of_then_under_what_became_of_it(
    chromium: Browser, cited: tuple[str, dict[str, str]], label: str
) -> None:
    url, links = cited
    page = chromium.new_page(locale="zh-CN", viewport={"width": 1366, "height": 900})
    wrong = watch(page, urlsplit(url).netloc)
    page.goto(f"{url}/{links[label]}")
    settle(page)
    told, figure = page.locator(".cited"), page.locator('[class*="st-key-figure-"]')
    expect(told.locator(".mark")).to_have_text(label)
    expect(figure).to_have_count(1)
    expect(told.locator("code")).to_have_text(f"{url}/{links[label]}")
    if label == "已更正":
        figure.get_by_role("radio", name="说明", exact=True).click()
        figure.get_by_role("radio", name="表", exact=True).click()  # drawn anew by itself
        expect(figure.get_by_role("cell", name="97.92", exact=True)).to_be_visible()
        told.get_by_text("引用以后改了什么").click()
        expect(told.get_by_role("row").nth(1)).to_have_text("及格率 · 2023年97.92%97.29%")
        told.get_by_role("link", name="看现在的同一张图").click()
        expect(told.locator(".mark")).to_have_text("现行")
        expect(figure.get_by_role("cell", name="97.29", exact=True)).to_be_visible()
    page.close()
    assert not wrong


def test_the_address_of_a_figure_is_copied_and_can_be_scanned(
    show: Show, page: Page, context: BrowserContext, server: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    show("/training?years=2020&years=2023")
    figure = page.locator(".st-key-figure-fitness_grades")
    figure.get_by_role("link", name="引用此图：体质健康测试等级构成").click()
    told = page.locator(".cited")
    expect(told.locator(".mark")).to_have_text("现行")
    expect(told.get_by_text("所引：2020-2023年，全校。")).to_be_visible()
    told.get_by_role("button", name="复制网址").click()
    expect(told.get_by_role("button", name="已复制")).to_be_visible()
    copied_text = page.evaluate("navigator.clipboard.readText()")
    assert copied_text == page.url == told.locator("code").inner_text()
    told.get_by_text("二维码").click()
    code = told.get_by_role("img", name="二维码：上面的网址")
    expect(code).to_be_visible()
    assert code.get_attribute("src") == qr(copied_text)


@exhaustive
def test_without_a_clipboard_what_is_selected_is_copied(show: Show, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")  # as on plain HTTP
    show("/training")
    page.get_by_role("link", name="引用此图").first.click()
    page.locator(".cited").get_by_role("button", name="复制网址").click()
    expect(page.locator(".cited").get_by_role("button", name="已复制")).to_be_visible()


@exhaustive
def test_below_another_address_the_link_is_of_that_address(
    chromium: Browser, tmp_path: Path
) -> None:
    surroundings = {"DASHBOARD_DATA": str(copied(tmp_path))}
    with live_server.running(tmp_path, ("-c", BELOW), surroundings) as server:
        page = chromium.new_page(locale="zh-CN")
        wrong = watch(page, urlsplit(server.url).netloc)
        page.goto(f"{server.url}/below/it/training")
        settle(page)
        page.get_by_role("link", name="引用此图").first.click()
        address = page.locator(".cited code")
        expect(address).to_have_text(re.compile("^http://[^/]+/below/it/cite[?]f="))
        assert page.url == address.inner_text()
        page.close()
        assert not wrong


@pytest.mark.parametrize("wrong", ["", *exhaustively("?f=../schema", "?f=fitness_grades~1-2")])
def test_an_address_that_cites_nothing_is_a_sentence(show: Show, page: Page, wrong: str) -> None:
    show(f"/cite{wrong}")
    expect(page.get_by_text("网址").first).to_be_visible()
    assert page.locator('[class*="st-key-figure-"]').count() == 0
