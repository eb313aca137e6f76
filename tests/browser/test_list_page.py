"""The school's lists handed in on the page 数据填报 in a browser, and seen at once on 专业.

SYNTHETIC: every pupil here is made up.
"""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect

from dashboard.dev import live_server
from dashboard.dev.live_server import settle
from dashboard.publish import versions
from tests import made_up_lists as made
from tests.amount import exhaustive
from tests.browser.office import OURS, Opened, go, text
from tests.browser.signing import EDITOR, sign_in
from tests.browser.test_desk_link import link

PUPILS = made.school(2024, 440)


def hand_in(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose the school year and some files, and have them read."""
    page.get_by_role("combobox", name="哪一学年的名单").click()
    page.get_by_role("option", name="2024—2025 学年").click()
    given: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]
    page.locator("input[type=file]").set_input_files(given)
    button = page.get_by_role("button", name="读取名单")
    expect(button).to_be_enabled()
    settle(page)
    button.click()


@exhaustive
def test_lists_go_in_by_the_page_are_seen_at_once_and_are_taken_back(
    opened: Opened, data: Path
) -> None:
    clerk, reader = opened(), opened()
    reader.goto("/majors")
    assert "体测名单" not in text(reader).replace("体测名单能", "")
    sign_in(clerk, "editor", "/entry")
    clerk.get_by_role("radiogroup", name="填报什么").get_by_role("radio", name="本校名单").click()
    clerk.get_by_role("heading", name="一 交来名单").wait_for()
    rows = made.fitness_upload(PUPILS)
    rows[0][made.UPLOAD.index("肺活量")] = "肺功能指标"
    hand_in(
        clerk, ("体测.xlsx", made.xlsx(rows)), ("视力.xls", made.xls(made.vision_upload(PUPILS)))
    )
    clerk.get_by_role("heading", name="二 回答").wait_for()
    settle(clerk)
    grave = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in Axe().run(clerk, context=OURS).response["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if "data-baseweb" not in node["html"]
    ]
    assert not grave, "\n".join(grave)
    asked = text(clerk)
    assert "这 44 个班，班名里说到专业" in asked
    clerk.get_by_role("combobox", name="「肺功能指标」").click()
    clerk.get_by_role("option", name="肺活量（毫升）").click()
    clerk.get_by_role("button", name="按以上回答再读一遍").click()
    clerk.get_by_role("heading", name="二 回答").wait_for(state="hidden")
    told = text(clerk)
    assert told.count("汇总了") == 2
    for pupil in PUPILS[:50]:
        assert pupil.name not in asked + told
    clerk.get_by_role("button", name="公布", exact=True).click()
    clerk.get_by_text("已公布，记为第 2 版").wait_for()
    newest = versions.history(data)[0]
    assert (newest.who.lower(), newest.why) == (
        EDITOR,
        "汇总体测名单（2024年）、视力名单（2024学年）",
    )
    settle(clerk)
    clerk.get_by_role("link", name="二 人才培养").last.click()
    clerk.get_by_text("据体测名单汇总").first.wait_for()

    go(reader, "总览")  # whoever was at work sees it at the next click
    go(reader, "专业")
    assert "体测名单" in text(reader)
    reader.get_by_role("radio", name="体测名单").click()
    reader.wait_for_url("**part=**")
    of_list = reader.url
    go(clerk, "版本记录")
    clerk.get_by_role("button", name="恢复到第 1 版").click()
    clerk.get_by_role("dialog").get_by_role("button", name="恢复", exact=True).click()
    clerk.get_by_text("已恢复到第 1 版，记为第 3 版").wait_for()
    reader.goto(of_list)
    reader.get_by_text("网址中的体测名单已经撤回").wait_for()
    assert not (data / "records").exists() or not list((data / "records").rglob("*.csv"))


@exhaustive
def test_who_leaves_the_page_leaves_no_file_there(opened: Opened) -> None:
    clerk = opened()
    sign_in(clerk, "editor", "/entry?part=本校名单")
    hand_in(clerk, ("体测.xlsx", made.xlsx(made.fitness_upload(PUPILS))))
    clerk.get_by_role("heading", name="二 回答").wait_for()
    assert "体测.xlsx" in clerk.get_by_test_id("stFileUploader").inner_text()
    go(clerk, "版本记录")
    go(clerk, "数据填报")
    clerk.get_by_role("radiogroup", name="填报什么").get_by_role("radio", name="本校名单").click()
    clerk.get_by_role("heading", name="二 回答").wait_for()  # what was counted is there still
    settle(clerk)
    assert "体测.xlsx" not in clerk.get_by_test_id("stFileUploader").inner_text()
    assert "名单已不在内存里" in text(clerk)
    expect(clerk.get_by_role("button", name="按以上回答再读一遍")).to_be_disabled()


@exhaustive
def test_at_the_desk_an_office_is_named_and_a_second_delivery_is_held_against_it(
    chromium: Browser, data: Path
) -> None:
    surroundings = {"DASHBOARD_DATA": str(data), "DISPLAY": ""}
    with live_server.running(data.parent, environment=surroundings) as server:
        page = chromium.new_page(locale="zh-CN")
        page.set_default_timeout(60_000)
        page.goto(link(server))
        settle(page)
        page.goto(f"{server.url}/entry?part=本校名单")
        settle(page)
        hand_in(page, ("学籍.xlsx", made.xlsx(made.enrolment(PUPILS, 2024))))
        page.get_by_role("heading", name="四 公布").wait_for()
        settle(page)
        page.get_by_role("button", name="公布", exact=True).click()
        page.get_by_text("没有公布：请先写是哪个部门").wait_for()
        page.get_by_role("textbox", name="部门").fill("教务处")
        page.get_by_role("textbox", name="部门").press("Enter")
        settle(page)
        page.get_by_role("button", name="公布", exact=True).click()
        page.get_by_text("已公布，记为第 2 版").wait_for()
        newest = versions.history(data)[0]
        assert (newest.who, newest.why) == ("教务处", "汇总学籍名单（2024学年）")
        settle(page)
        fewer = made.enrolment(PUPILS[44:], 2024)
        page.locator("input[type=file]").set_input_files(
            {"name": "学籍.xlsx", "mimeType": "a/b", "buffer": made.xlsx(fewer)}
        )
        settle(page)
        page.get_by_role("button", name="读取名单", disabled=False).click()
        # One pupil fewer a class: all stays as it is, and the page says why.
        page.get_by_text("沿用上一次的").wait_for()
        page.get_by_text("与现在的完全相同，不需要公布").wait_for()
        page.close()
