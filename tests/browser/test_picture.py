"""A figure as a picture for a slide: its words, values and size, and nothing from elsewhere."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pandas as pd
import pytest
from playwright.sync_api import Browser, Download, Page, expect

from benchmarks import records
from dashboard.contract.wording import marked, rows_of
from dashboard.dev import live_server
from dashboard.dev.live_server import settle
from dashboard.material.content import Content, content, source_line
from dashboard.query import scopes
from dashboard.query.question import Question
from dashboard.ui.parts import EVERY
from tests.amount import exhaustive, exhaustively
from tests.browser.conftest import Show

pytestmark = pytest.mark.usefixtures("school")  # what is said of a figure is asked here, too
SIZE = (1280, 720)
SVG = "{http://www.w3.org/2000/svg}"
# What is written where: of its letters none may stand outside of the picture, or run into the foot.
INSIDE = """async (svg) => {
    const frame = document.createElement('div');
    frame.innerHTML = svg;
    document.body.append(frame);
    const here = frame.firstChild.getBoundingClientRect();
    const outside = [...frame.querySelectorAll('text')].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.left < here.left || box.right > here.right + 1
            || box.top < here.top || box.bottom > here.bottom + 1);
    }).map((one) => one.textContent);
    frame.remove();
    return outside;
}"""


def take(page: Page, name: str, kind: str) -> Download:
    figure = page.locator(f'[class*="st-key-figure-{name}"]').first
    with page.expect_download() as waiting:
        figure.get_by_role("button", name=f"下载图片 {kind}：").press("Enter")
    return waiting.value


def drawing(taken: Download) -> tuple[str, ElementTree.Element]:
    text = Path(taken.path()).read_text(encoding="utf-8")
    return text, ElementTree.fromstring(text)


def letters(drawn: ElementTree.Element) -> list[str]:
    """Return what can be read in a picture, a line each."""
    return ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]


def plain(text: str) -> Iterator[str]:
    """Return the elements of a picture without the names that each drawing has of its own."""
    own = re.compile("(clip|legend|defs-)[0-9a-f]{6}")
    yield from own.sub("", ElementTree.canonicalize(text)).split("><")


def close(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def expect_all(said: Content, lines: list[str]) -> None:
    """Find what the files for a meeting say of a figure, and all of its numbers, in a picture."""
    shown = close("".join(lines))
    words = [said.title + (f"（{said.unit}）" if said.unit else ""), f"范围：{said.scope}"]
    words += [said.headline, source_line(said.sources), *said.remarks]
    words += [doubt.partition("（牵涉")[0] for doubt in said.doubts]
    for one in words:
        assert close(one) in shown
    numbers = {one.strip(",.") for line in lines for one in re.findall(r"\d[\d,.]*", line)}
    known = [marked(row) for row in rows_of(said.frame) if pd.notna(row["value"])]
    assert {one.removesuffix("†") for one in known} <= numbers


def test_a_figure_is_taken_as_a_picture(show: Show, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    show("/training")
    taken = take(page, "fitness_rates", "SVG")
    assert taken.suggested_filename == "体测合格率与优良率_2016-2024年_全校.svg"
    text, drawn = drawing(taken)
    assert (drawn.get("width"), drawn.get("height")) == tuple(map(str, SIZE))
    expect_all(content(Question.of("fitness_rates", scopes.everything())), letters(drawn))
    assert drawn.find(f"{SVG}rect").get("fill") == "#ffffff"  # type: ignore[union-attr]
    # One line of two is broken before 2022; the legend has both.
    lines = [one for one in drawn.iter(f"{SVG}path") if "js-line" in one.get("class", "")]
    assert len(lines) == 5
    assert not re.search(r"#0000[0-3]\d|href|<a |(?<!xmlns=\")(?<!xlink=\")https?:", text)
    assert page.evaluate(INSIDE, text) == []
    assert not [*drawn.iter(f"{SVG}tspan")]  # which other programs put elsewhere
    picture = Path(take(page, "fitness_rates", "PNG").path()).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (2560, 1440)
    assert not page.get_by_test_id("stException").count()


@pytest.mark.parametrize(
    ("page_name", "names"),
    exhaustively(
        ("training", ["fitness_grades", "fitness_counts", "myopia_rates", "graduate_destinations"]),
        ("training", ["calendar", "employment_quality", "clubs", "aid_recipients"]),
        ("development", ["programme_students", "teacher_qualifications", "simulation_bases"]),
        ("profile", ["conditions", "staff_structure", "enrolment"]),
        ("service", ["training_volume", "training_people"]),
        ("policy", ["funding", "staffing"]),
        ("", ["key_trends", "coverage"]),
    ),
)
def test_every_kind_of_chart_fits_with_all_that_is_said(
    show: Show, page: Page, page_name: str, names: list[str]
) -> None:
    show(f"/{page_name}?part={quote(EVERY)}")
    for name in names:
        text, drawn = drawing(take(page, name, "SVG"))
        expect_all(content(Question.of(name, scopes.everything())), letters(drawn))
        assert page.evaluate(INSIDE, text) == [], name


@pytest.mark.parametrize("width", exhaustively(390, 1366))
def test_a_picture_is_the_same_on_any_screen(show: Show, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show("/training?years=2019&years=2023")
    text, _ = drawing(take(page, "fitness_counts", "SVG"))
    page.set_viewport_size({"width": 900, "height": 900})
    settle(page)
    other, _ = drawing(take(page, "fitness_counts", "SVG"))
    assert [*plain(text)] == [*plain(other)]
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


@exhaustive
def test_pictures_are_offered_where_a_chart_is(chromium: Browser, server: str) -> None:
    # In a browser of its own: this choice is kept.
    page = chromium.new_context(base_url=server, locale="zh-CN").new_page()
    page.goto("/meeting?f=fitness_rates&f=fitness_grades~2020-2023")
    settle(page)
    offered = page.get_by_role("button", name="下载图片 PNG：")
    expect(offered).to_have_count(2)
    name = take(page, "fitness_grades", "PNG").suggested_filename
    assert name == "体质健康测试等级构成_2020-2023年_全校.png"
    page.get_by_role("radio", name="表", exact=True).first.click()
    page.locator("table").first.wait_for()
    expect(offered).to_have_count(1)
    page.context.close()


@exhaustive
def test_a_picture_of_a_list_tells_what_its_page_does(chromium: Browser, tmp_path: Path) -> None:
    """SYNTHETIC: every pupil is made up."""
    data = records.school(tmp_path)
    records.give_lists(data, 600)
    with live_server.running(tmp_path, environment={"DASHBOARD_DATA": str(data)}) as server:
        page = chromium.new_context(base_url=server.url, locale="zh-CN").new_page()
        page.goto("/majors?part=体测名单&major=会计事务&major=计算机应用")
        settle(page)
        offered = page.get_by_role("button", name="下载图片 SVG：")
        told = []
        for number in range(offered.count()):
            with page.expect_download() as waiting:
                offered.nth(number).click()
            text, drawn = drawing(waiting.value)
            told.append(letters(drawn))
            assert page.evaluate(INSIDE, text) == []
        page.context.close()
    lines = [line for of_one in told for line in of_one]
    unwritten = [line for line in lines if line.startswith("图中未标：")]
    assert unwritten
    # What is kept back fills its bar up to 100 %, and is no number.
    assert any("未公布" in line for line in lines)
    assert not any("未公布" in line for line in unwritten)
