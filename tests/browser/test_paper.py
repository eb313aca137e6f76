"""A page as the browser prints it: what is read, whole and in light colours; nothing to press."""

import re
import tomllib

import pytest
from playwright.sync_api import Page, expect

from dashboard.dev.live_server import draw_all
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
CHARTS = """charts => charts.map(chart => {
    const { layout } = chart.querySelector('.js-plotly-plot');
    const drawing = chart.querySelector('.main-svg').getBoundingClientRect();
    const box = chart.getBoundingClientRect();
    return [layout.template.layout.paper_bgcolor, Math.round(drawing.width - box.width),
            Math.abs(drawing.width / drawing.height - layout.width / layout.height) < 0.02] })"""


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
    if page.locator(".on-paper").count():
        expect(page.locator(".on-paper")).to_have_text(re.compile("年.*月.*日打印"))
        expect(page.locator(".st-key-fold")).to_contain_text("年 · 全校")
    assert page.locator("details.footnote:not([open])").count() == 0
    cut = page.locator(".table").evaluate_all(
        "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    )
    assert cut == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.footnote[open]").count() == 0
