"""Every page in Firefox, which is no relative of Chromium."""

import csv
import io
import json
import os
import shutil
import struct
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from dashboard.paths import ROOT
from dashboard.ui.parts import EVERY
from tests.amount import exhaustive
from tests.browser import firefox
from tests.browser.firefox import Firefox

pytestmark = exhaustive

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
SETTLED = """document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"] h1')
    && !document.querySelector(
        '[data-testid="stSkeleton"], [data-stale="true"], .chart[aria-busy="true"]')"""
DRAW_ALL = "['beforeprint', 'afterprint'].forEach(one => dispatchEvent(new Event(one)))"
LEFT = "\ue012"  # the arrow, as WebDriver writes it
# A scroll bar through which the shade at the edge of a table would shine.
NO_GROUND = "one => getComputedStyle(one).scrollbarColor.endsWith('rgba(0, 0, 0, 0)')"
GRADES = ".st-key-figure-fitness_grades"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        if os.environ.get("CI"):
            pytest.fail("CI is set, but there is no Firefox to open the pages with")
        pytest.skip("no Firefox on this machine")
    with firefox.browsing(program, tmp_path_factory.mktemp("firefox")) as started:
        yield started


def count(browser: Firefox, selector: str) -> int:
    return int(browser.evaluate(f"document.querySelectorAll({json.dumps(selector)}).length"))


def show(browser: Firefox, url: str) -> None:
    """Open an address and wait until all of it is drawn, also what is far from the screen."""
    browser.open(url)
    browser.wait_for(SETTLED)
    browser.wait_for("window.Plotly || !document.querySelector('.chart')")
    browser.evaluate(DRAW_ALL)


def complaints(browser: Firefox) -> list[str]:
    """Leave out what is no loss: long.js tries WebAssembly, may not, and counts without it."""
    return [error for error in browser.errors if "blocked WebAssembly" not in error]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_drawn_by_firefox(browser: Firefox, server: str, name: str) -> None:
    show(browser, f"{server}/{'' if name == 'overview' else name}?part={quote(EVERY)}")
    assert count(browser, "h1") == 1
    assert count(browser, '[data-testid="stException"]') == 0
    assert count(browser, ".chart") == count(browser, ".chart .main-svg:first-child")
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert browser.evaluate(wider) <= 0
    assert browser.evaluate(f"[...document.querySelectorAll('.table')].some({NO_GROUND})") is False
    assert complaints(browser) == []


def test_a_year_left_out_is_left_out_of_chart_and_csv(browser: Firefox, server: str) -> None:
    show(browser, f"{server}/training?years=2016&years=2023")
    periods = f"document.querySelector('{GRADES} .js-plotly-plot').data[0].x.join()"
    assert "2023年" in browser.evaluate(periods)
    browser.evaluate("[...document.querySelectorAll('input[type=range]')].at(-1).focus()")
    browser.press(LEFT)
    browser.wait_for(f"!{periods}.includes('2023年')")
    browser.wait_for(SETTLED)
    browser.evaluate(f"""[...document.querySelectorAll('{GRADES} button')]
        .find(button => button.innerText.includes('CSV')).click()""")
    taken = browser.downloaded(".csv")
    assert taken.name == "二人才培养_体质健康测试等级构成_2016-2022年_全校.csv"
    rows = list(csv.DictReader(io.StringIO(taken.read_text(encoding="utf-8-sig"))))
    assert ",".join(dict.fromkeys(row["时期"] for row in rows)) == browser.evaluate(periods)
    assert complaints(browser) == []


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_a_figure_is_taken_as_a_picture(browser: Firefox, server: str, kind: str) -> None:
    show(browser, f"{server}/training")
    browser.evaluate(f"""[...document.querySelectorAll('{GRADES} .picture button')]
        .find(button => button.innerText === '{kind}').click()""")
    taken = browser.downloaded(f".{kind.lower()}")
    assert taken.name == f"体质健康测试等级构成_2016-2024年_全校.{kind.lower()}"
    if kind == "PNG":
        assert struct.unpack(">II", taken.read_bytes()[16:24]) == (2560, 1440)
    else:
        texts = ElementTree.parse(taken).getroot().iter("{http://www.w3.org/2000/svg}text")
        assert {"27.52†", "49.17"} <= {"".join(text.itertext()) for text in texts}
    assert complaints(browser) == []
