"""How charts are drawn in a browser: near the screen, only where they changed, for every reader."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.dev.live_server import draw_all, settle
from dashboard.paths import ROOT
from dashboard.ui.parts import EVERY
from tests.amount import exhaustive
from tests.browser.conftest import Show

COUNTING = """() => {
    window.reacted = 0;
    const { react } = Plotly;
    Plotly.react = (...given) => { reacted += 1; return react(...given) };
}"""


def drawn(page: Page) -> list[bool]:
    found: list[bool] = page.locator(".chart").evaluate_all(
        "charts => charts.map(chart => Boolean(chart.querySelector('.main-svg')))"
    )
    return found


def chart(page: Page, name: str) -> Locator:
    return page.locator(f'[class*="st-key-figure-{name}"] .chart').first


def test_what_is_far_from_the_screen_is_drawn_when_it_comes_near(show: Show, page: Page) -> None:
    show(f"/training?part={EVERY}")
    begun = drawn(page)
    assert begun == sorted(begun, reverse=True)
    assert begun[0]
    assert not begun[-1]
    heights = "charts => charts.map(one => one.clientHeight)"
    before = page.locator(".chart").evaluate_all(heights)
    page.locator(".chart").last.scroll_into_view_if_needed()
    page.locator(".chart").last.locator(".main-svg").first.wait_for()
    draw_all(page)
    assert all(drawn(page))
    assert page.locator(".chart").evaluate_all(heights) == before  # nothing has jumped


def test_only_what_has_changed_is_drawn_again(show: Show, page: Page) -> None:
    show("/training")
    draw_all(page)  # the last is a screen away
    assert drawn(page) == [True] * 4
    page.evaluate(COUNTING)
    figure = page.locator(".st-key-figure-fitness_grades")
    figure.get_by_role("radio", name="表", exact=True).click()
    figure.locator("table").wait_for()
    figure.get_by_role("radio", name="图", exact=True).click()
    figure.locator(".main-svg").first.wait_for()
    assert page.evaluate("reacted") == 1
    # What is counted for the whole school stays as it is when a major is chosen.
    show("/service")
    page.evaluate(COUNTING)
    page.get_by_role("combobox", name="专业").click()
    page.get_by_role("option").first.click()
    page.wait_for_url(re.compile("major="))
    settle(page)
    page.wait_for_timeout(300)
    assert page.evaluate("reacted") == 0


def test_what_the_page_has_is_not_sent_again(show: Show, page: Page) -> None:
    received: list[int] = []

    def count(frame: str | bytes) -> None:
        received.append(len(frame))

    page.on("websocket", lambda socket: socket.on("framereceived", count))
    show("/training?years=2016&years=2023")
    sent = []
    for key, last in (("ArrowLeft", 2022), ("ArrowRight", 2023), ("ArrowLeft", 2022)):
        received.clear()
        page.get_by_role("slider").nth(1).focus()
        page.keyboard.press(key)
        page.wait_for_url(re.compile(f"years={last}"))
        seen = 0
        while not received or seen < len(received):  # on a busy machine they come late
            seen = len(received)
            page.wait_for_timeout(1_000)
            settle(page)
        sent.append(sum(received))
    assert sum(sent[1:]) < sent[0]  # together: what came late for one is counted to the next
    # The icon of the tab is asked for with each new address, and only this one may be kept.
    icon = page.locator("link[rel='shortcut icon']")
    assert str(icon.evaluate("link => link.href")).endswith("/favicon.png")


def test_a_chart_is_read_value_by_value_with_the_keyboard(show: Show, page: Page) -> None:
    show("/development")
    students = chart(page, "programme_students")
    expect(students).to_have_role("figure")
    expect(students).to_have_attribute("aria-label", re.compile("^各专业在校学生数"))
    students.focus()
    expect(students).to_have_css("outline-style", "solid")
    said, label = students.locator("[aria-live]"), students.locator(".hovertext")
    read = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        expect(label).to_be_visible()
        read.append(said.inner_text())
    assert len(set(read)) == 4
    page.keyboard.press("ArrowLeft")
    expect(said).to_have_text(read[2])
    page.keyboard.press("Escape")
    expect(label).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("major="))


def test_a_chart_follows_its_place_and_the_colours(show: Show, page: Page) -> None:
    show("/training")
    grades = chart(page, "fitness_grades")

    def look() -> Any:
        return grades.evaluate(
            """chart => { const { layout, data } = chart.querySelector('.js-plotly-plot');
                return [layout.width - chart.clientWidth, data[0].marker.color,
                        layout.template.layout.paper_bgcolor] }"""
        )

    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    light, dark = theme["light"], theme["dark"]
    beside, colour, back = look()
    shade = light["chartSequentialColors"].index(colour)
    assert (beside, back) == (0, light["backgroundColor"])
    page.set_viewport_size({"width": 1000, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    settle(page)
    assert look() == [0, dark["chartSequentialColors"][shade], dark["backgroundColor"]]


def contrast(one: str, other: str) -> float:
    """Reckon how far two colours stand apart, as WCAG does."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, pale = sorted((light(one), light(other)))
    return (pale + 0.05) / (dark + 0.05)


def test_letters_on_every_colour_of_the_palette_can_be_read(show: Show, page: Page) -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    kinds = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")
    palette = [one for mode in ("light", "dark") for kind in kinds for one in theme[mode][kind]]
    show("/training")
    address = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name)"
        ".find((name) => name.includes('chart.js'))"
    )
    letters = page.evaluate(
        "([address, palette]) => import(address).then(({ upon }) => palette.map(upon))",
        [address, palette],
    )
    for colour, letter in zip(palette, letters, strict=True):
        assert contrast(colour, letter) >= 4.5, colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_in_bars_can_be_read(
    scheme: Literal["light", "dark"], show: Show, page: Page
) -> None:
    page.emulate_media(color_scheme=scheme)
    show("/training")
    pairs = chart(page, "fitness_grades").evaluate(
        """chart => {
            const hex = (one) => getComputedStyle(one).fill.match(/\\d+/g).slice(0, 3)
                .reduce((sum, part) => sum + Number(part).toString(16).padStart(2, '0'), '#');
            return [...chart.querySelectorAll('.point:has(text)')].map((bar) =>
                ['path', 'text'].map((of) => hex(bar.querySelector(of))));
        }"""
    )
    assert len(pairs) > 10
    for bar, letters in pairs:
        assert contrast(bar, letters) >= 4.5, (bar, letters)


@exhaustive
def test_plotly_speaks_chinese(show: Show, page: Page) -> None:
    show("/training")
    box = chart(page, "fitness_rates").locator(".nsewdrag").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 120, steps=4)
    page.mouse.up()
    expect(page.locator(".plotly-notifier")).to_contain_text("双击")


@pytest.fixture
def elsewhere(chromium: Browser, server: str) -> Iterator[Page]:
    """Open an empty page where an error is no fault."""
    context = chromium.new_context(base_url=server, locale="zh-CN")
    yield context.new_page()
    context.close()


@exhaustive
def test_without_its_script_a_chart_says_where_the_numbers_are(elsewhere: Page) -> None:
    elsewhere.route("**/plotly-cartesian-*", lambda route: route.abort())
    elsewhere.goto("/training")
    expect(elsewhere.locator(".chart").first).to_contain_text("数字在“表”里也有")
