"""Next year's figures the whole way in a browser: template, mistakes, preview, publish, back.

SYNTHETIC: the figures of 2025 are those of 2024, moved a little.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard import paths
from dashboard.dev import live_server
from dashboard.dev.live_server import settle
from dashboard.intake.form_columns import PRINTED
from dashboard.publish import versions
from dashboard.ui.parts import EVERY
from tests import filling
from tests.amount import exhaustive, exhaustively
from tests.browser.office import OURS, Opened, downloaded, go, text
from tests.browser.signing import EDITOR, allow, sign_in


def hand_in(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {
            "name": name,
            "mimeType": "application/octet-stream",
            "buffer": content,
        }
    )


def go_to_forms(page: Page) -> None:
    go(page, "附表")
    page.get_by_role("radiogroup", name="本页的部分").get_by_role("radio", name=EVERY).click()
    page.wait_for_url(re.compile("part="))


def publish(clerk: Page, why: str) -> None:
    """Confirm whatever is asked, say why, and press the button."""
    for box in clerk.get_by_role("checkbox").all():
        box.check(force=True)
        settle(clerk)
    reason = clerk.get_by_role("textbox", name="为什么发布")
    reason.fill(why)
    reason.press("Enter")
    button = clerk.get_by_role("button", name="发布", exact=True)
    expect(button).to_be_enabled()
    settle(clerk)
    button.click()


def hand_in_with_a_slip(clerk: Page) -> None:
    """Fill in the template with a mistake, and mend it in the workbook that comes back."""
    book = filling.template_filled(downloaded(clerk, "下载 Excel 模板"), 2025)
    title = next(name for name in book.sheetnames if name.startswith("附表6"))
    filling.text(book[title], 3, PRINTED, "许多")
    hand_in(clerk, "填好.xlsx", filling.saved(book))
    clerk.get_by_text("有 1 处要改").first.wait_for()
    assert "从「许多」读不出数值" in text(clerk)
    assert f"{filling.letter(book[title], PRINTED)}3" in text(clerk)
    marked = filling.opened(downloaded(clerk, "下载标出问题的表格"))
    filling.put(marked[title], 3, PRINTED, "1950")
    hand_in(clerk, "改好.xlsx", filling.saved(marked))
    clerk.get_by_role("heading", name="四 发布").wait_for()


@exhaustive
def test_the_whole_way_from_the_template_to_the_published_page_and_back(
    opened: Opened, data: Path
) -> None:
    reader, clerk = opened(), opened()
    reader.goto(f"/forms?part={EVERY}")
    assert "2025年" not in text(reader)
    sign_in(clerk, "editor", "/entry")
    hand_in_with_a_slip(clerk)
    assert clerk.get_by_role("button", name="发布", exact=True).is_disabled()

    # Its author looks at it on the real pages, also after a reload; nobody else does.
    clerk.get_by_role("button", name="在各页预览").click()
    clerk.get_by_text("正在预览 2025 年版的草稿").wait_for()
    go_to_forms(clerk)
    assert "1950" in text(clerk)
    clerk.reload()
    assert "1950" in text(clerk)
    reader.reload()
    assert "2025年" not in text(reader)

    go(clerk, "数据填报")
    publish(clerk, "2025年报定稿")
    clerk.get_by_text("已发布为第 2 版").wait_for()
    [newest, first] = versions.history(data)
    assert (newest.who.lower(), newest.why, newest.edition) == (EDITOR, "2025年报定稿", 2025)
    assert first.kind == "baseline"

    # Whoever was at work sees it at the next click.
    go(reader, "总览")
    go_to_forms(reader)
    reader.get_by_role("table").get_by_text("2025年").first.wait_for()
    assert "1950" in text(reader)

    go(clerk, "版本记录")
    clerk.get_by_role("button", name="恢复到第 1 版").click()
    clerk.get_by_role("dialog").get_by_role("button", name="恢复", exact=True).click()
    clerk.get_by_text("已恢复到第 1 版，记为第 3 版").wait_for()
    reader.reload()
    assert "2025年" not in text(reader)
    assert versions.history(data)[0].input_sha256 == first.input_sha256


@exhaustive
def test_who_published_is_told_to_editors_only_and_rights_are_asked_again(
    opened: Opened, data: Path
) -> None:
    clerk = opened()
    sign_in(clerk, "editor", "/entry")
    book = filling.template_filled(downloaded(clerk, "下载 Excel 模板"), 2025)
    hand_in(clerk, "填好.xlsx", filling.saved(book))
    clerk.get_by_role("heading", name="四 发布").wait_for()
    settle(clerk)
    with clerk.expect_download() as waiting:
        clerk.get_by_role("button", name="下载核对结果（Excel）").click()
    asked = clerk.context.request
    assert asked.get(waiting.value.url).status == 200
    allow(data, editors=["somebody.else@example.edu.cn"], editor_groups=[])
    before = versions.state(data)
    # A file to take away is made without a run of the page.
    clerk.get_by_role("button", name="下载核对结果（Excel）").click()
    clerk.get_by_text("没有下载：登录已失效，或您不再有这个权限").wait_for()
    assert asked.get(waiting.value.url).status == 403
    # To confirm something is a run of the page too, and asks again who it is.
    clerk.get_by_role("textbox", name="为什么发布").fill("定稿")
    clerk.get_by_role("textbox", name="为什么发布").press("Enter")
    clerk.get_by_text(re.compile("不能填报或发布|没有发布")).first.wait_for()
    assert versions.state(data) == before
    assert versions.history(data) == []

    allow(data)
    clerk.reload()
    clerk.get_by_role("heading", name="四 发布").wait_for()  # the draft was kept
    other = opened()
    sign_in(other, "member", "/entry")
    assert "填好.xlsx" not in text(other)


@exhaustive
def test_with_no_provider_a_file_is_checked_here_and_published_elsewhere(
    chromium: Browser, data: Path, tmp_path: Path
) -> None:
    with live_server.running(tmp_path, environment={"DASHBOARD_DATA": str(data)}) as server:
        context = chromium.new_context(base_url=server.url, locale="zh-CN")
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto("/entry")
        settle(page)
        book = filling.template_filled(downloaded(page, "下载 Excel 模板"), 2025)
        hand_in(page, "填好.xlsx", filling.saved(book))
        page.get_by_role("heading", name="四 发布").wait_for()
        assert "python -m dashboard publish" in text(page)
        expect(page.get_by_role("button", name="发布", exact=True)).to_have_count(0)
        grave = [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in Axe().run(page, context=OURS).response["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
            if "data-baseweb" not in node["html"]
        ]
        assert not grave, "\n".join(grave)
        [upload] = (data / "drafts").glob("*/upload.xlsx")
        subprocess.run(
            [*(sys.executable, "-m", "dashboard.commands.main", "publish", upload),
             *("--who", "办公室", "--why", "定稿", "--yes")],
            env=os.environ | {"DASHBOARD_DATA": str(data)}, cwd=paths.ROOT, check=True,
        )  # fmt: skip
        page.reload()
        settle(page)
        assert "《填好.xlsx》已经发布" in text(page)
        assert "python -m dashboard publish" not in text(page)
        context.close()


@exhaustive
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(999), "没有读取"),
        *exhaustively(
            ("空.csv", b"", "没有读取"),
            ("大.csv", b"1," * 4_000_000, "没有读取"),
        ),
    ],
)
def test_a_file_that_is_none_of_ours_leaves_the_page_as_it_was(
    chromium: Browser, server: str, name: str, content: bytes, told: str
) -> None:
    context = chromium.new_context(base_url=server, locale="zh-CN")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/entry")
    settle(page)
    hand_in(page, name, content)
    page.get_by_text(told).first.wait_for()
    settle(page)
    expect(page.get_by_test_id("stAlert").last).to_contain_text(re.compile("请"))
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="总览").click()
    expect(page.locator("h1")).to_have_text("总览")
    context.close()
