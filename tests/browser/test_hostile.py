"""Names and texts that want to be pictures, links, formulas or scripts stay letters on the screen.

SYNTHETIC: the figures of 2025 are those of 2024, moved a little.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import Browser, Dialog, Page

from dashboard import paths
from dashboard.dev import live_server
from dashboard.dev.live_server import draw_all, settle
from dashboard.ingest.build import build
from dashboard.intake import form_builder, form_columns, template
from dashboard.paths import ROOT
from dashboard.ui.parts import EVERY
from tests import filling, payloads
from tests.amount import exhaustive, exhaustively
from tests.browser.test_picture import INSIDE
from tests.real import copied

HOSTILE = (
    "![x](http://198.51.100.1/a.png) [a](javascript:alert(1)) <img src=//198.51.100.1/b.png "
    "onerror=alert(2)> <script>alert(3)</script> :material/bolt: :streamlit: $\\frac{1}{2}$ "
    "www.example.org **b** `c` :red[d] &lt;e&gt; <- -- \u202eabc"
)
SHOWN = HOSTILE.replace("\u202e", "")
NAME = "![x](https:198.51.100.1)<img src=x> :material_bolt: $x$ `c` www.example.org.xlsx"
YEAR = 2025


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a dashboard on this computer, for whoever opens it; return its address."""
    folder = tmp_path_factory.mktemp("hostile")
    environment = {"DASHBOARD_DATA": str(copied(folder))}
    with live_server.running(folder, environment=environment) as server:
        yield server.url


@pytest.fixture
def page(chromium: Browser, started: str) -> Iterator[Page]:
    """Open the entry page in a browser that has no draft."""
    with watched(chromium, started) as page:
        page.goto("/entry")
        settle(page)
        yield page


@pytest.fixture
def reader(chromium: Browser, poisoned: str) -> Iterator[Page]:
    """Open an empty page for the dashboard whose texts are poisoned."""
    with watched(chromium, poisoned) as page:
        yield page


@contextmanager
def watched(chromium: Browser, server: str) -> Iterator[Page]:
    """Open a page in a browser of its own; nothing may be asked of another host, or open a box."""
    wrong: list[str] = []
    context = chromium.new_context(
        base_url=server, locale="zh-CN", viewport={"width": 1366, "height": 900}
    )
    context.set_default_timeout(60_000)
    context.on(
        "request",
        lambda sent: None if same(sent.url, server) else wrong.append(sent.url),
    )
    page = context.new_page()

    def close(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    yield page
    context.close()
    assert not wrong


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a dashboard whose every free text wants to be more than letters."""
    folder = tmp_path_factory.mktemp("poisoned")
    build(payloads.write(folder / "data"))
    environment = {"DASHBOARD_DATA": str(folder / "data")}
    with live_server.running(folder, environment=environment) as server:
        yield server.url


def same(url: str, ours: str) -> bool:
    return not url.startswith(("http", "ws")) or urlsplit(url).netloc == urlsplit(ours).netloc


def hand_in(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


# Where a link leads that the project itself writes: to a finding, a chapter or an indicator.
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
LEADS = """page => [...page.querySelectorAll('a')]
    .map(link => link.getAttribute('href') ?? link.getAttribute('xlink:href'))
    .filter(lead => lead !== null)
    .map(lead => new URL(lead, document.baseURI).href)"""
# What holds the one word and nothing else was made of the text round it.
FORMATTED = f"""page => [...page.querySelectorAll('*')]
    .filter(element => element.textContent.trim() === '{payloads.WORD}')
    .map(element => element.outerHTML)"""


def expect_letters(page: Page) -> None:
    """Nothing on the page is more than letters."""
    ours = page.locator(".stApp")
    made = "img:not([src^='data:']), script, .katex, iframe"
    pictures = page.locator(".stMainBlockContainer").locator(made)
    assert pictures.evaluate_all("made => made.map(one => one.outerHTML)") == []
    leads = ours.evaluate(LEADS)
    wrong = [
        lead
        for lead in leads
        if not same(lead, page.url) or urlsplit(lead).path.strip("/") not in ("", *PAGES)
    ]
    assert not wrong
    assert ours.evaluate(FORMATTED) == []
    assert page.get_by_test_id("stIconMaterial").filter(has_text="bolt").count() == 0


def expect_room(page: Page) -> None:
    """Nothing runs over the edge of the page."""
    over = page.evaluate(
        "() => document.querySelector('.stMainBlockContainer').scrollWidth"
        " - document.querySelector('.stMainBlockContainer').clientWidth"
    )
    assert over <= 0


def words(page: Page) -> str:
    settle(page)
    return page.locator(".stMainBlockContainer").inner_text().replace("\u200b", "")


def book() -> Workbook:
    asked = form_builder.layout(paths.DATA, YEAR)
    return filling.template_filled(template.workbook(asked), YEAR)


def renamed(content: bytes, old: str, new: str) -> bytes:
    """Give a sheet a name that no spreadsheet program would."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as out:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == "xl/workbook.xml":
                part = part.replace(f'name="{old}"'.encode(), f"name={quoteattr(new)}".encode())
            out.writestr(entry, part)
    return made.getvalue()


EXPLORED = "explorer?indicator=programme_students&indicator=fitness_grade_share_pct"
# One of each kind: what heads a part, charts of majors, the office's words, what is chosen.
SHOWN_TO_ALL = ("challenges", EXPLORED)


@pytest.mark.parametrize(
    "place",
    [
        *SHOWN_TO_ALL,
        *exhaustively(*sorted({*PAGES} - {"overview", *SHOWN_TO_ALL}), "", "audit?finding=x"),
    ],
)
def test_texts_of_the_data_stay_letters(reader: Page, place: str) -> None:
    reader.goto(f"/{place}{'&' if '?' in place else '?'}part={EVERY}")
    draw_all(reader)
    assert reader.locator("h1").count() == 1
    assert reader.get_by_test_id("stException").count() == 0
    expect_letters(reader)
    expect_room(reader)
    assert not set(words(reader)) & set("\u202e\u2066\u061c\U000e0041\x1b")


@pytest.mark.parametrize(
    "made",
    [
        f"a <b>{payloads.WORD}</b>",
        "<a href='http://198.51.100.1'>a</a>",
        "<a href='javascript:alert(1)'>a</a>",
        f"<svg><a xlink:href='javascript:x'><text>a{payloads.WORD}</text></a></svg>",
        "<img src='x.png'>",
    ],
)
def test_what_is_more_than_letters_is_seen(reader: Page, made: str) -> None:
    reader.set_content(f"<div class=stApp><div class=stMainBlockContainer>{made}</div></div>")
    with pytest.raises(AssertionError):
        expect_letters(reader)


@exhaustive
@pytest.mark.parametrize("place", [EXPLORED, f"training?part={EVERY}"])
def test_texts_of_the_data_stay_letters_in_a_picture(reader: Page, place: str) -> None:
    reader.goto(f"/{place}")
    settle(reader)
    offered = reader.get_by_role("button", name="下载图片 SVG：")
    assert offered.count()
    for number in range(offered.count()):
        with reader.expect_download() as waiting:
            offered.nth(number).click()
        text = waiting.value.path().read_text(encoding="utf-8")
        drawn = ElementTree.fromstring(text)
        kinds = {element.tag.partition("}")[2] for element in drawn.iter()}
        assert not kinds & {"a", "b", "i", "script", "style", "foreignObject", "use"}
        led = [element.get("{http://www.w3.org/1999/xlink}href") for element in drawn.iter()]
        assert all(to is None or to.startswith("data:image/png") for to in led)  # a heat map
        assert payloads.WORD not in [element.text for element in drawn.iter()]
        assert reader.evaluate(INSIDE, text) == []


@exhaustive
@pytest.mark.parametrize("place", [name for name in PAGES if name not in ("entry", "history")])
def test_texts_of_the_data_stay_letters_in_every_view(reader: Page, place: str) -> None:
    reader.goto(f"/{'' if place == 'overview' else place}?part={EVERY}")
    settle(reader)
    for view in ("表", "说明"):
        buttons = reader.get_by_test_id("stMainBlockContainer").get_by_role(
            "radio", name=view, exact=True
        )
        for number in range(buttons.count()):
            buttons.nth(number).click()
        settle(reader)
        expect_letters(reader)


def test_what_is_chosen_and_pointed_at_stays_letters(reader: Page) -> None:
    reader.goto("/development")
    settle(reader)
    reader.get_by_role("combobox", name="专业").click()
    options = reader.get_by_role("option")
    options.first.wait_for()
    expect_letters(reader)
    for _ in range(2):
        options.first.click()
    reader.keyboard.press("Escape")
    # What is chosen stands in this line once the page is drawn for it.
    reader.locator(".st-key-fold", has_text="、").wait_for(state="attached")
    settle(reader)
    expect_letters(reader)
    bars = reader.locator(".chart .bars .point path")
    for number in range(0, min(bars.count(), 12), 3):
        bars.nth(number).hover(force=True)
        reader.locator(".hoverlayer .hovertext").first.wait_for()
        expect_letters(reader)
    bars.first.click(force=True)
    settle(reader)
    expect_letters(reader)


@exhaustive
def test_texts_of_a_faulty_workbook_stay_letters(page: Page) -> None:
    made = book()
    sheet = made[next(name for name in made.sheetnames if name.startswith("附表6"))]
    filling.text(sheet, 3, form_columns.PRINTED, SHOWN)
    filling.text(sheet, 4, form_columns.PRINTED, "=cmd|'/C calc'!A0" + "长" * 1_500)
    filling.text(sheet, 5, form_columns.NAME, "W" * 1_500)
    hand_in(page, NAME, filling.saved(made))
    page.get_by_role("button", name="下载标出问题的表格").wait_for()
    said = words(page)
    assert "![x](http://198.51.100.1/a.png) [a](javascript:alert(1)) <img src=" in said
    assert ":material/bolt: :streamlit: $\\frac{1}{2}$ www.example.org **b** `c` :red[d]" in said
    expect_letters(page)
    expect_room(page)


@exhaustive
def test_texts_of_a_sound_workbook_stay_letters(page: Page) -> None:
    made = book()
    made.create_sheet("PLACE")["A1"] = 1
    sheet = made[next(name for name in made.sheetnames if name.startswith("附表6"))]
    filling.text(sheet, 3, form_columns.NOTE, SHOWN)
    hand_in(page, NAME, renamed(filling.saved(made), "PLACE", HOSTILE[:90]))
    page.get_by_role("heading", name="四 发布").wait_for()
    expect_letters(page)
    expect_room(page)
    page.get_by_role("button", name="在各页预览").click()
    page.get_by_text("正在预览").first.wait_for()
    for place in ("附表", "指标探索", "数据核查"):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=place).click()
        settle(page)
        expect_letters(page)
        expect_room(page)


@exhaustive
def test_a_file_that_is_refused_is_named_in_letters(page: Page) -> None:
    hand_in(page, NAME, b"%PDF-1.7")
    page.get_by_text("这是 PDF 文件").first.wait_for()
    expect_letters(page)
    expect_room(page)


@pytest.mark.parametrize(
    "place",
    [
        "/explorer?indicator={}",
        *exhaustively("/entry?sign-in={}", "/?major={}", "/?years={}", "/audit?finding={}"),
    ],
)
def test_what_stands_in_the_address_stays_letters(page: Page, place: str) -> None:
    page.goto(place.format("!%5Bx%5D(http://198.51.100.1/a.png)"))
    settle(page)
    expect_letters(page)
    expect_room(page)
