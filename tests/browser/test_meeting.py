"""Figures chosen on several pages for a meeting, put in order, taken away and kept as a link."""

import io
import re
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pptx
import pytest
from playwright.sync_api import Browser, Page, expect
from pptx.enum.shapes import MSO_SHAPE_TYPE

from dashboard.dev.live_server import settle
from tests.amount import exhaustive
from tests.browser.conftest import Show

MAJOR = "数字媒体技术应用"


def titles(page: Page) -> list[str]:
    return [text.split("（")[0] for text in page.locator(".figure-title").all_inner_texts()]


def add(page: Page, title: str) -> None:
    button = page.get_by_role("button", name=f"加入会议材料：{title}", exact=True)
    button.click()
    expect(button).to_have_text("已加入")


def to_the_collection(page: Page) -> None:
    page.get_by_role("link", name="会议材料").click()
    expect(page.locator("h1")).to_have_text("会议材料")
    settle(page)


def lines(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True).get("f", [])


def test_figures_of_several_pages_go_to_a_meeting(
    show: Show, page: Page, chromium: Browser
) -> None:
    show("/training")
    add(page, "体测合格率与优良率")
    add(page, "体质健康测试等级构成")
    show(f"/profile?part={quote('学生与班级')}&major={quote(MAJOR)}&years=2023&years=2024")
    add(page, "各专业在校学生数")
    expect(page.locator("[data-chosen]")).to_have_attribute("data-chosen", "3")
    to_the_collection(page)
    kept = ["fitness_rates", "fitness_grades", f"programme_students~2023-2024~m:{MAJOR}"]
    assert lines(page) == kept
    assert titles(page) == ["体测合格率与优良率", "体质健康测试等级构成", "各专业在校学生数"]
    show("/meeting")
    page.wait_for_url(re.compile("f=fitness_rates"))
    settle(page)
    # The address changes before what stands on the page does.
    # In another order, by the keyboard, and with a note.
    page.get_by_role("button", name="下移").first.press("Enter")
    page.wait_for_url(re.compile("f=fitness_grades.*f=fitness_rates"))
    settle(page)
    note = page.get_by_label("备注").first
    note.fill("先看这一张~100%")
    note.press("Enter")
    expect(page.get_by_text("年 · 全校　先看这一张~100%")).to_be_visible()
    page.get_by_label("会议名称").fill("周一会")
    page.get_by_label("会议名称").press("Enter")
    page.wait_for_url(re.compile("title="))
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载工作簿（Excel）").click()
    assert waiting.value.suggested_filename.startswith("周一会_")
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    assert len(book.sheetnames) >= 4
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载幻灯片").click()
    slides = pptx.Presentation(io.BytesIO(waiting.value.path().read_bytes())).slides
    [code] = [shape for shape in slides[2].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    # The address alone opens it all for somebody else.
    elsewhere = chromium.new_context(locale="zh-CN").new_page()
    elsewhere.goto(page.url)
    settle(elsewhere)
    assert titles(elsewhere) == ["体质健康测试等级构成", "体测合格率与优良率", "各专业在校学生数"]
    expect(elsewhere.get_by_text("先看这一张~100%")).to_be_visible()
    elsewhere.goto(code.click_action.hyperlink.address)
    settle(elsewhere)
    assert titles(elsewhere) == ["体质健康测试等级构成"]
    elsewhere.context.close()
    page.get_by_role("button", name="全部去掉").click()
    expect(page.get_by_text("还没有选。")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="二 人才培养").click()
    expect(page.locator("[data-chosen]")).to_have_attribute("data-chosen", "")


def test_a_card_is_taken_along_by_the_keyboard_and_called_otherwise(show: Show, page: Page) -> None:
    show("/training")
    button = page.get_by_role("button", name="加入会议材料：近视率", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("已加入")
    expect(button).to_have_attribute("aria-pressed", "true")
    to_the_collection(page)
    assert lines(page) == ["card~t:card:myopia_rate_pct"]
    assert titles(page) == ["近视率"]
    title = page.get_by_label("标题")
    title.fill("视力~先说")
    title.press("Enter")
    expect(page.get_by_text("视力~先说", exact=True)).to_be_visible()
    assert lines(page) == ["card~t:card:myopia_rate_pct~h:视力%7E先说"]
    show("/training")  # still known, whatever it is called
    expect(button).to_have_text("已加入")
    show("/meeting")
    page.wait_for_url(re.compile("f=card"))
    expect(page.get_by_text("视力~先说", exact=True)).to_be_visible()


@exhaustive
def test_what_is_chosen_can_be_taken_back_and_has_a_bound(show: Show, page: Page) -> None:
    show("/training")
    add(page, "体测合格率与优良率")
    button = page.get_by_role("button", name="加入会议材料：体测合格率与优良率")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_text("加入")
    full = "&".join(f"f=q{n}" for n in range(40))
    page.evaluate("all => localStorage.setItem('dashboard-material', all)", full)
    button.click()
    expect(button).to_have_text("最多 40 张")


@exhaustive
@pytest.mark.parametrize("name", ["体质健康与视力", "六张附表", "二 人才培养", MAJOR])
def test_a_ready_made_collection_opens(show: Show, page: Page, name: str) -> None:
    show("/meeting?f=")  # or the one opened before is there again
    page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(re.compile("f="))
    settle(page)
    assert len(titles(page)) >= 4
    assert page.get_by_test_id("stAlert").count() == 0
