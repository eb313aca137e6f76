"""A page as the browser prints it: what is read, whole and in light colours; nothing to press."""

import re
import tomllib
import unicodedata
from io import BytesIO
from itertools import cycle, pairwise

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from dashboard.dev.live_server import draw_all, settle
from dashboard.paths import ROOT
from dashboard.ui.parts import EVERY
from tests.amount import exhaustively
from tests.browser.conftest import Show

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
SHEET = {"width": 703, "height": 1032}  # of A4 within its margins, in pixels
PRESSED = (
    '[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stButtonGroup"],'
    '[data-testid="stSlider"], [data-testid="stMultiSelect"], [data-testid="stSelectbox"],'
    ".stMainBlockContainer button, .stMainBlockContainer input"
)
PRESSABLE = ".stMainBlockContainer :is(button, summary)"
CHARTS = """charts => charts.map(chart => {
    const { layout } = chart.querySelector('.js-plotly-plot');
    const drawing = chart.querySelector('.main-svg').getBoundingClientRect();
    const box = chart.getBoundingClientRect();
    return [layout.template.layout.paper_bgcolor, Math.round(drawing.width - box.width),
            Math.abs(drawing.width / drawing.height - layout.width / layout.height) < 0.02] })"""
# A legend that keeps its place of another width lies over what is drawn.
COVERED = """() => [...document.querySelectorAll('.chart')].filter(chart => {
    const legend = chart.querySelector('.legend')?.getBoundingClientRect();
    const drawn = chart.querySelector('.cartesianlayer .plot')?.getBoundingClientRect();
    return legend && drawn && legend.bottom > drawn.top + 1 }).length"""
TEXTS = """elements => elements
    .filter(one => !one.closest('[class*="st-key-screen-only"]'))
    .flatMap(one => {
        const [found, nodes] = [[], document.createTreeWalker(one, NodeFilter.SHOW_TEXT)];
        while (nodes.nextNode())
            if (!nodes.currentNode.parentElement.closest('.screen-only'))
                found.push(nodes.currentNode.data);
        return found; })"""
SIGNS_WITHOUT_NOTE = """() => {
    const notes = [...document.querySelectorAll('.paper-notes b')];
    const listed = new Set(notes.map(note => note.textContent));
    const root = document.querySelector('.stMainBlockContainer');
    const [found, nodes] = [[], document.createTreeWalker(root, NodeFilter.SHOW_TEXT)];
    while (nodes.nextNode()) {
        const { data, parentElement } = nodes.currentNode;
        if (parentElement.closest('.paper-notes') || !parentElement.checkVisibility()) continue;
        for (const sign of data.match(/[※更]\\d+|※/g) ?? [])
            if (!listed.has(sign)) found.push([sign, data.slice(0, 40)]);
    }
    return found }"""
WIDTHS = (1440, 1024, 390)  # of the window a page is printed from, each page from one of them
# Signs that fonts draw as others, and a PDF therefore holds for them.
LIKE = str.maketrans(
    "―⻅⻓⻔⻚⻢⻛⻋⻬⻝⻩⻄⺠⻘⻜⻥⻦⻉⻰⺟⻆⻣⻤", "—见长门页马风车齐食黄西民青飞鱼鸟贝龙母角骨鬼"
)
READ = (
    ".figure-title, .stMainBlockContainer h1, .stMainBlockContainer [data-testid=stHeading] h3,"
    ".table td, .card-name, .finding .said, .claims li > div, .brief .said, .takeaway p"
)


@pytest.mark.parametrize(
    "name", ["training", *exhaustively(*(name for name in PAGES if name != "training"))]
)
def test_a_page_is_printed_whole(show: Show, page: Page, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    show(f"/{'' if name == 'overview' else name}?part={EVERY}")
    draw_all(page)  # what draws them is there
    page.set_viewport_size(SHEET)  # type: ignore[arg-type]
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(PRESSED).filter(visible=True).count() == 0
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    charts = page.locator(".chart").evaluate_all(CHARTS)
    assert [one for one in charts if one != [theme["light"]["backgroundColor"], 0, True]] == []
    expect(page.locator("h1")).to_have_css("color", "rgb(28, 39, 51)")
    expect(page.locator(".on-paper")).to_have_text(re.compile("年.*月.*日打印"))
    if page.locator(".st-key-fold").count():
        expect(page.locator(".st-key-fold")).to_contain_text("年 · 全校")
    assert page.locator(".stMainBlockContainer details:not([open])").count() == 0
    cut = page.locator(".table, .table table").evaluate_all(
        "(all, width) => all.filter(one => one.getBoundingClientRect().right > width"
        " || one.scrollHeight > one.clientHeight + 1).length",
        SHEET["width"],
    )
    assert cut == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.footnote[open], .paper-notes").count() == 0


@pytest.mark.parametrize(
    ("name", "part", "width"),
    [
        ("training", "体质健康", 390),
        *exhaustively(*((name, EVERY, width) for name, width in zip(PAGES, cycle(WIDTHS)))),
    ],
)
def test_what_is_read_stands_on_the_sheets(
    show: Show, page: Page, name: str, part: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(f"/{'' if name == 'overview' else name}?part={part}")
    page.wait_for_function("() => window.Plotly || !document.querySelector('.chart')")
    words = page.locator(READ).evaluate_all(TEXTS)
    pressed = page.locator(".stDownloadButton, .stButton").evaluate_all(TEXTS)
    leads = page.locator('[data-testid="stSidebarNavLink"]').all_text_contents()
    found = page.locator("details.footnote li:has(a)").evaluate_all(TEXTS)
    title = page.locator("h1").inner_text()
    scope = "·2016-2024年·全校" if page.locator(".st-key-fold").count() else ""
    sheets = sheets_of(page)
    text = ""
    for number, sheet in enumerate(sheets, start=1):
        foot = rf"^\d+年\d+月\d+日打印{number}/{len(sheets)}{squeezed(title)}{scope}"
        body, feet = re.subn(foot, "", sheet)
        assert feet == 1, f"sheet {number} has no foot: {sheet[:80]}"
        assert len(body) > 20, f"nothing on sheet {number}"
        text += body
    assert [one for one in words if not re.search(numbered(one), text)] == []
    assert [one for one in pressed if len(one) > 3 and squeezed(one) in text] == []
    assert [pair for pair in pairwise(leads) if squeezed("".join(pair)) in text] == []
    for note in found:
        said = squeezed(note.split("查看")[0])[1:]
        assert text.count(said) >= 1
    if found:
        assert "※1" in text
        assert "处▾" not in text
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    ticks = page.locator(".chart .xtick text, .chart .ytick text").all_text_contents()
    assert [tick for tick in ticks if squeezed(tick) not in text] == []
    assert page.evaluate(COVERED) == 0
    page.emulate_media(media="print")
    assert page.evaluate(SIGNS_WITHOUT_NOTE) == [] or name == "about"  # which says what signs mean
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert {*page.locator("a.doubt").all_text_contents()} <= {"※", "更"}


def test_findings_take_few_sheets_and_lose_nothing_that_is_to_be_done(
    show: Show, page: Page
) -> None:
    page.set_viewport_size({"width": 1024, "height": 900})
    show("/audit")
    sheets = sheets_of(page)
    assert len(sheets) < 16
    text = "".join(sheets)
    kept = page.locator(".finding > summary, .finding .reckoning, .finding .table td")
    told = kept.evaluate_all(TEXTS)
    told += page.locator(".finding .places div + div dd").evaluate_all(TEXTS)
    assert len(told) > 500
    assert [one for one in told if squeezed(one) not in text] == []


def test_what_else_was_chosen_is_said_on_paper(show: Show, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    show("/audit?severity=错误&chapter=二 人才培养&years=2021&years=2023")
    head, *_ = sheets_of(page)
    assert "轻重:错误·章:二人才培养" in head
    assert "2021-2023年·全校" in head


@pytest.mark.parametrize("width", [390, *exhaustively(1440)])
def test_a_collection_is_printed_with_its_notes_and_nothing_to_press(
    show: Show, page: Page, width: int
) -> None:
    chosen = {
        "fitness_rates": ("体测合格率与优良率", "先说这一张"),
        "card~t:card:myopia_rate_pct~h:视力": ("近视率", "看一眼"),
        "two_years~2023-2024~n:chapter:2": ("2023年与2024年对照：二 人才培养", "再看哪些变了"),
        "programme_students~2022-2023~m:会计事务": ("各专业在校学生数", ""),
    }
    lines = "&".join(f"f={line}~b:{note}" for line, (_, note) in chosen.items())
    page.set_viewport_size({"width": width, "height": 900})
    show(f"/meeting?title=周一会&date=2026-12-01&{lines}")
    draw_all(page)
    expect(page.locator(".figure-title")).to_have_count(len(chosen))
    read = page.locator(READ).evaluate_all(TEXTS)
    named = {"下载幻灯片", "下载文档", "现成的材料", "上移", "下移", "去掉", "全部去掉"}
    assert named <= {text.strip() for text in page.locator(PRESSABLE).all_text_contents()}
    sheets = sheets_of(page)
    text = ""
    for number, sheet in enumerate(sheets, start=1):
        body, feet = re.subn(rf"^\d+年\d+月\d+日打印{number}/{len(sheets)}会议材料", "", sheet)
        assert feet == 1, f"sheet {number} has no foot: {sheet[:80]}"
        assert len(body) > 20, f"nothing on sheet {number}"
        text += body
    places = [text.index(squeezed(title)) for title, _ in chosen.values()]
    assert places == sorted(places)
    assert "周一会2026年12月1日" in text
    for _, note in chosen.values():
        assert squeezed(note) in text
    assert "2022-2023年·会计事务" in text
    assert [one for one in read if not re.search(numbered(one), text)] == []
    assert [one for one in named if squeezed(one) in text] == []
    assert "※1" in text  # what is doubted stands numbered at the end
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(PRESSED).filter(visible=True).count() == 0
    assert page.evaluate(SIGNS_WITHOUT_NOTE) == []


def sheets_of(page: Page) -> list[str]:
    """Print a page; return what stands on each sheet."""
    settle(page)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [squeezed(sheet.extract_text()) for sheet in printed.pages]


def numbered(text: str) -> str:
    """Write a pattern of a text in which a sign of doubt has the number of its note on paper."""
    return re.escape(squeezed(text)).replace("※", "※[0-9]+")


def squeezed(text: str) -> str:
    """Leave of a text what a PDF holds of it: neither the ends of lines nor which of like signs."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(LIKE))
