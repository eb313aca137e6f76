"""What a reader does in a browser: opens pages, follows links, goes back, takes files away."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Page, expect

from dashboard.dev.live_server import draw_all, settle
from dashboard.paths import ROOT
from dashboard.ui.parts import EVERY
from tests.amount import exhaustive, exhaustively
from tests.browser.conftest import Show
from tests.browser.office import OURS

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
PHONE = {"width": 390, "height": 844}
# Streamlit's own frame is not ours to mend: the menu, the drop-downs, the chart's drawing.
MAJOR = "数字媒体技术应用"
# One of each kind: the chapters are made alike, and differ by their charts.
KINDS = ("entry", "forms")
SEEN = [
    *((name, "light") for name in KINDS),
    ("development", "dark"),
    *exhaustively(
        *((name, "light") for name in PAGES if name not in KINDS),
        *((name, "dark") for name in PAGES if name != "development"),
    ),
]
ON_A_PHONE = ["forms"]


def address(name: str, part: str = EVERY) -> str:
    """Return where a page shows one of its parts, or all."""
    return f"/{'' if name == 'overview' else name}?part={quote(part)}"


@pytest.mark.parametrize(("name", "theme"), SEEN)
def test_every_page_opens_and_can_be_read_by_all(
    show: Show, page: Page, name: str, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    show(address(name))
    draw_all(page)
    assert page.locator("h1").count() == 1
    assert page.locator('[data-testid="stException"]').count() == 0
    found = Axe().run(page, context=OURS, options={"resultTypes": ["violations"]})
    grave = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found.response["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if "data-baseweb" not in node["html"] and "modebar" not in node["html"]
    ]
    assert not grave, "\n".join(grave)


@pytest.mark.parametrize(
    "name", [*ON_A_PHONE, *exhaustively(*(name for name in PAGES if name not in ON_A_PHONE))]
)
def test_no_page_is_wider_than_a_phone(show: Show, page: Page, name: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    show(address(name))
    beyond = page.evaluate(
        """() => { const main = document.querySelector('[data-testid="stMain"]');
                   return main.scrollWidth - main.clientWidth }"""
    )
    assert beyond <= 1


def test_a_link_opens_the_same_view(show: Show, page: Page, chromium: Any, server: str) -> None:
    show("/development")
    page.get_by_role("combobox", name="专业").click()
    page.get_by_role("option", name=MAJOR).click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("major="))
    settle(page)
    elsewhere = chromium.new_context(locale="zh-CN").new_page()
    elsewhere.goto(page.url)
    assert drawn(elsewhere) == drawn(page)
    assert parse_qs(urlsplit(elsewhere.url).query) == {"major": [MAJOR]}
    elsewhere.context.close()


def test_filters_outlive_a_page_change_and_back_returns(show: Show, page: Page) -> None:
    show(f"/training?major={quote(MAJOR)}&years=2022&years=2023")
    page.get_by_role("link", name="七 政策落实").click()
    page.wait_for_url(re.compile("/policy"))
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"major": [MAJOR], "years": ["2022", "2023"]}
    page.go_back()
    # The address changes at once; the page follows when the server has been asked and answered.
    expect(page.locator("h1")).to_have_text("二 人才培养")
    page.go_forward()
    page.wait_for_url(re.compile("/policy"))


@exhaustive
@pytest.mark.parametrize(
    "wrong",
    [
        "years=abc&years=2023",
        *exhaustively("major=不存在", "years=2022", "major=%00"),
    ],
)
def test_what_the_address_gets_wrong_is_named_and_ignored(
    show: Show, page: Page, wrong: str
) -> None:
    show(f"/training?{wrong}")
    assert page.get_by_text("网址中的筛选条件无法识别，已忽略").count() == 1
    assert page.locator(".chart").count() > 0


def test_the_csv_is_what_was_drawn(show: Show, page: Page) -> None:
    show("/training?years=2020&years=2023")
    figure = page.locator(".st-key-figure-fitness_grades")
    with page.expect_download() as waiting:
        figure.get_by_role("button", name="CSV").click()
    download: Download = waiting.value
    assert download.suggested_filename == "二人才培养_体质健康测试等级构成_2020-2023年_全校.csv"
    content = Path(download.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    bars = figure.locator(".js-plotly-plot").evaluate(
        "plot => plot.data.map(trace => [trace.name, trace.x, [...trace.y]])"
    )
    on_screen = {
        (name, period): value
        for name, periods, values in bars
        for period, value in zip(periods, values, strict=True)
    }
    assert {(row["类别"], row["时期"]): float(row["数值"]) for row in rows} == on_screen
    assert all(row["单位"] and row["状态"] and row["来源"] for row in rows)


@exhaustive
def test_the_page_download_holds_each_figure_of_all_parts_once(show: Show, page: Page) -> None:
    show("/training?part=全部")
    figures = page.locator('[class*="st-key-figure-"]').count()
    show("/training")
    assert page.locator('[class*="st-key-figure-"]').count() < figures
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载本页全部数据").click()
    with zipfile.ZipFile(waiting.value.path()) as packed:
        names = packed.namelist()
        # Also what the page says in a sentence, because the report gives no figures for it.
        assert len(names) == len(set(names)) >= figures > 0
        assert all(packed.read(name).startswith(b"\xef\xbb\xbf") for name in names)


@exhaustive
def test_a_figure_turns_into_a_table_and_into_its_definition(show: Show, page: Page) -> None:
    show("/training")
    figure = page.locator(".st-key-figure-fitness_grades")
    figure.get_by_role("radio", name="表", exact=True).click()
    figure.locator("table").wait_for()
    assert figure.locator("thead th").all_inner_texts()[1:] == ["优秀", "良好", "及格", "不及格"]
    figure.get_by_role("radio", name="说明", exact=True).click()
    figure.get_by_text("图2-5").wait_for()


TALLEST = {1440: 2500, 390: 6000}
LONG = ["about", "audit", "challenges", "culture", "development", "forms", "innovation"]
LONG += ["integration", "overview", "policy", "profile", "service", "training"]


def height(page: Page) -> int:
    found: int = page.locator(".stMainBlockContainer").evaluate("one => one.offsetHeight")
    return found


@pytest.mark.parametrize(
    ("name", "width"),
    [("", 1440), *exhaustively(("", 390), *(("training", width) for width in TALLEST))],
)
def test_a_part_is_a_screen_or_few(show: Show, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(f"/{name}")
    assert 500 < height(page) <= TALLEST[width]


def test_a_leader_sees_at_first_what_got_better_and_what_got_worse(show: Show, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    show("/")
    for heading in ("变好", "变差"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_in_viewport()
    order = ["变差", "其余：基本持平，或不判好坏", "要紧而不能照信的数"]
    order += ["没有达到、刚刚达到或取决于更正的标准"]
    headings = [text.split("（")[0] for text in page.locator("h3").all_inner_texts()]
    assert [heading for heading in headings if heading in order] == order


@exhaustive
@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("width", TALLEST)
def test_no_part_is_longer_than_can_be_overlooked(
    show: Show, page: Page, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(address(name).partition("?")[0])
    *names, every = page.locator(".st-key-parts").get_by_role("radio").all_inner_texts()
    assert every == "全部"
    for part in names:
        show(address(name, part))
        assert height(page) <= TALLEST[width], part


def test_a_part_is_chosen_by_name_and_the_way_back_leads_through_the_parts(
    show: Show, page: Page
) -> None:
    show("/training")
    row = page.get_by_role("radiogroup", name="本页的部分")
    row.get_by_role("radio", name="视力").click()
    part = page.locator("h3", has_text=re.compile("^视力$"))
    part.wait_for()
    assert parse_qs(urlsplit(page.url).query) == {"part": ["视力"]}
    # What was shown before goes when the script has run to its end.
    expect(page.locator(".st-key-figure-fitness_grades")).to_have_count(0)
    page.get_by_role("link", name="七 政策落实").click()
    expect(page.locator("h1")).to_have_text("七 政策落实")
    page.go_back()
    part.wait_for()
    page.go_back()
    page.locator(".st-key-figure-fitness_grades").wait_for()


def test_filters_and_parts_stay_in_reach_and_fold_on_a_phone(show: Show, page: Page) -> None:
    show(f"/training?major={quote(MAJOR)}")
    major, part = page.get_by_role("combobox", name="专业"), page.get_by_role("radio", name="视力")
    scroll(page, 1200)
    for within_reach in (major, part):
        expect(within_reach).to_be_in_viewport()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    scroll(page, 1200)
    expect(major).not_to_be_visible()
    expect(page.get_by_text(f"年 · {MAJOR}")).to_be_in_viewport()
    expect(part).to_be_in_viewport()
    page.get_by_text("筛选", exact=True).click()
    expect(major).to_be_in_viewport()


def test_another_part_is_seen_from_its_beginning(show: Show, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    show("/training")
    scroll(page, 1600)
    page.get_by_role("radio", name="毕业生", exact=True).click()
    heading = page.locator("h3", has_text=re.compile("^毕业生$"))
    expect(heading).to_be_in_viewport()
    settle(page)
    expect(heading).to_be_in_viewport()
    reach = page.locator(".st-key-reach").evaluate("one => one.getBoundingClientRect().bottom")
    assert heading.evaluate("one => one.getBoundingClientRect().top") >= reach


def scroll(page: Page, to: int) -> None:
    page.get_by_test_id("stMain").evaluate("(main, to) => main.scrollTo(0, to)", to)


def test_nothing_is_said_out_loud_in_english(show: Show, page: Page) -> None:
    show("/training")
    spoken = page.evaluate(
        """() => [...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)
            .concat(document.querySelector('[data-testid="stSkipToContent"]').textContent)"""
    )
    assert "跳到正文" in spoken
    assert "年份，从" in spoken
    assert [words for words in spoken if re.search("[A-Za-z]{4}", words)] == []


def test_the_place_of_the_keyboard_in_the_navigation_is_outlined(show: Show, page: Page) -> None:
    show("/history")
    link = page.get_by_role("link", name="四 产教融合")
    page.get_by_role("link", name="三 发展保障").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("outline-style", "solid")
    expect(link).to_have_css("outline-width", "3px")


def test_filters_stand_on_one_line_on_a_small_screen(show: Show, page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 800})
    show("/policy")
    boxes = [
        page.locator(f'.st-key-filters [data-testid="{name}"]').bounding_box()
        for name in ("stSlider", "stMultiSelect")
    ]
    years, majors = (box for box in boxes if box)
    assert years["x"] + years["width"] <= majors["x"]
    assert majors["y"] < years["y"] + years["height"]


def test_a_form_on_a_phone_shows_the_newest_year_and_the_change(show: Show, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    show("/forms")
    table = page.locator(".table.form").first
    assert table.locator("th").last.inner_text() == "变化"
    beyond = table.evaluate("one => one.scrollWidth - one.clientWidth")
    assert beyond <= 1


@pytest.mark.parametrize(
    ("address", "figure", "head"),
    [
        ("/?part=走势与变化", "changes", "变化"),
        *exhaustively(("/policy", "aid_per_recipient", "2023学年第二学期（一学期）")),
    ],
)
def test_a_table_on_a_phone_shows_what_it_is_about(
    address: str, figure: str, head: str, show: Show, page: Page
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    show(address)
    table = page.locator(f'[class*="st-key-figure-{figure}"] .table')
    beyond = table.get_by_role("columnheader", name=head, exact=True).evaluate(
        "one => one.getBoundingClientRect().right"
        " - one.closest('.table').getBoundingClientRect().right"
    )
    assert beyond <= 1


@pytest.mark.parametrize("name", ["majors", *exhaustively(*sorted({*PAGES} - {"majors"}))])
def test_no_table_is_read_by_scrolling_sideways_on_a_phone(
    show: Show, page: Page, name: str
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    show(address(name))
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert page.locator(".table").evaluate_all(wide) == 0
    cells = page.locator(".table.prose td[data-label]")
    called = cells.evaluate_all("all => all.map(td => getComputedStyle(td, '::before').content)")
    assert all(len(name) > 3 for name in called)
    assert called or name not in ("majors", "audit", "profile")


def test_what_was_found_of_a_figure_opens_from_its_line(show: Show, page: Page) -> None:
    show("/training")
    line = page.locator(".st-key-figure-fitness_grades details.footnote")
    found = line.get_by_role("link").first
    expect(found).not_to_be_visible()
    line.get_by_text(re.compile("※ [0-9]+ 处")).click()
    expect(found).to_be_visible()


def test_the_view_of_a_figure_is_in_the_link(show: Show, page: Page) -> None:
    show("/training?view-fitness_grades=表")
    figure = page.locator(".st-key-figure-fitness_grades")
    assert figure.locator("table").count() == 1
    figure.get_by_role("radio", name="图", exact=True).click()
    figure.locator(".js-plotly-plot").wait_for()
    assert urlsplit(page.url).query == ""


@exhaustive
def test_a_click_on_a_major_narrows_everything(show: Show, page: Page) -> None:
    show("/development")
    plot = page.locator('[class*="st-key-figure-programme_students"] .js-plotly-plot').first
    plot.scroll_into_view_if_needed()
    plot.locator(".point path").nth(3).click(force=True)
    page.wait_for_url(re.compile("major="))
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["major"] == [MAJOR]


def drawn(page: Page) -> str:
    """Return all that the charts of a page are drawn from."""
    draw_all(page)
    plots: list[Any] = page.locator(".js-plotly-plot").evaluate_all(
        "plots => plots.map(p => p.data.map(t => [t.name, t.x, t.y]))"
    )
    return json.dumps(plots)
