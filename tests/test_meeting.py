"""What is chosen for a meeting: in the address, on its page, and in the files made of it."""

import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import docx
import openpyxl
import pptx
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contract.faults import Refused
from dashboard.material import apart, cells, names, selection
from dashboard.material.apart import Wanted
from dashboard.material.content import content
from dashboard.material.selection import Item
from dashboard.query import scopes
from dashboard.query.question import Question, Scope
from dashboard.text import plain
from dashboard.ui import collection
from dashboard.ui.headed import headed
from tests.amount import exhaustive, exhaustively
from tests.session import check, opened, said

CARD = "card~t:card:myopia_rate_pct~h:视力~b:看一眼"
LINES = ["fitness_rates", "programme_students~2022-2023~m:会计事务~b:先看这一张", "clubs"]


def shown(app: AppTest) -> list[str]:
    found = app.query_params.get("f", [])
    return [found] if isinstance(found, str) else list(found)


def press(app: AppTest, label: str, at: int = 0) -> None:
    [button for button in app.button if button.label == label][at].click()
    check(app.run())


# --- the address ----------------------------------------------------------------------------------


def test_a_figure_of_all_years_is_of_all_years_later_too(school: Path) -> None:
    every = scopes.everything()
    assert selection.line(Question.of("clubs", every), every) == "clubs"
    some = Question.of("clubs", Scope(every.year_from, every.year_to - 1))
    assert selection.line(some, every) == f"clubs~{every.year_from}-{every.year_to - 1}"
    later = Scope(every.year_from, every.year_to + 1)
    assert selection.read(["clubs"], later)[0][0].asked.scope == later


@pytest.mark.parametrize("note", ["", "先看~100% 的", "a&b=c#d+e f", "~b:x", "字" * 300])
def test_what_was_chosen_is_read_as_it_was_written(note: str, school: Path) -> None:
    every = scopes.everything()
    items = [
        Item(Question.of("clubs", every), note),
        Item(Question.of("enrolment", Scope(2022, 2023)), title=note[:60]),
    ]
    again, problems = selection.read(selection.lines(items, every), every)
    assert not problems
    assert again == [Item(items[0].asked, note[: selection.LONGEST]), items[1]]


def test_what_cannot_be_read_is_told_and_the_rest_is_shown(school: Path) -> None:
    every = scopes.everything()
    items, problems = selection.read(["clubs", "../x", "clubs", "no_such", ""], every)
    assert [one.asked.name for one in items] == ["clubs"]
    assert len(problems) == 1
    many = [f"clubs~{year}-{year}" for year in range(1900, 1960)]
    items, problems = selection.read(many, every)
    assert len(items) == selection.MOST
    assert "60 张" in problems[0]


def test_a_major_in_an_address_is_recognised_by_any_of_its_names_or_named(school: Path) -> None:
    every = scopes.everything()
    items, problems = selection.read(["clubs~m:没有这个专业~m:会计"], every)
    assert items[0].asked.scope.majors == ("会计事务",)
    assert problems == ["网址中的专业无法识别，已忽略：没有这个专业"]


@pytest.mark.parametrize("address", [{"f": ["clubs~m:<b>甲"]}, {"of": ["视力"], "m": ["<b>甲"]}])
def test_a_major_that_there_is_none_of_is_named_on_the_page(
    address: dict[str, list[str]], school: Path
) -> None:
    app = opened("meeting.py", **address)
    expected = plain("网址中的专业无法识别，已忽略：<b>甲")
    assert expected in [one.value for one in app.warning]
    assert shown(app)


# --- the page -------------------------------------------------------------------------------------


def test_the_page_without_a_choice_offers_ready_made_ones(school: Path) -> None:
    app = opened("meeting.py")
    check(app)
    assert "还没有选" in app.info[0].value
    offered = collection._ready(is_open=True)
    assert offered.count("<a ") == 4 + 9 + len(scopes.choices().majors)
    addresses = [html.unescape(one.split('"')[0]) for one in offered.split('href="')[1:]]
    for address in addresses:
        asked = parse_qs(address.partition("?")[2])
        assert 0 < len(names.questions(asked["of"], scopes.everything())) <= selection.MOST


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ({"of": ["training/视力"], "title": ["视力"]}, ["myopia_rates", "myopia_screened"]),
        ({"of": ["training/视力"], "m": ["会计事务"]}, ["myopia_rates~m:会计事务"]),
        ({"of": ["没有这一部分"]}, []),
    ],
)
def test_a_ready_made_one_becomes_a_choice_of_ones_own(
    address: dict[str, list[str]], found: list[str], school: Path
) -> None:
    app = opened("meeting.py", **address)
    assert not app.exception
    assert shown(app)[: len(found)] == found
    assert bool(app.warning) == (not found)
    assert "of" not in app.query_params


def test_figures_are_put_in_order_noted_on_and_taken_out(school: Path) -> None:
    app = opened("meeting.py", f=LINES)
    check(app)
    assert not app.warning
    assert plain("2022-2023年 · 会计事务　先看这一张") in said(app)
    press(app, "下移")
    assert shown(app) == [LINES[1], LINES[0], LINES[2]]
    press(app, "上移", 2)
    assert shown(app) == [LINES[1], LINES[2], LINES[0]]
    app.text_input(key="note-clubs").set_value("  报名~多少 ")
    check(app.run())
    assert shown(app)[1] == "clubs~b:报名%7E多少"
    assert any(text.endswith("　报名\\~多少") for text in said(app))
    press(app, "去掉")
    assert shown(app) == ["clubs~b:报名%7E多少", LINES[0]]
    press(app, "全部去掉")
    assert shown(app) == [""]
    assert "还没有选" in app.info[0].value


def test_a_figure_is_called_as_somebody_calls_it(school: Path) -> None:
    app = opened("meeting.py", f=["clubs~h:先看~b:说一句", "enrolment"])
    check(app)
    assert any(text.value == "**先看**" for text in app.markdown)
    app.text_input(key="title-enrolment").set_value(" *招~生* ")
    check(app.run())
    assert shown(app) == ["clubs~h:先看~b:说一句", "enrolment~h:*招%7E生*"]
    assert any(text.value == plain("x*招~生*").replace("x", "**") + "**" for text in app.markdown)
    app.text_input(key="title-clubs").set_value("")
    check(app.run())
    assert shown(app)[0] == "clubs~b:说一句"


@pytest.mark.parametrize(
    ("page", "majors"),
    [
        ("training.py", []),
        *exhaustively(
            ("profile.py", []),
            ("profile.py", ["会计事务", "计算机应用"]),
            ("policy.py", ["会计事务"]),
            ("majors.py", ["会计事务"]),
        ),
    ],
)
def test_a_card_says_in_a_meeting_what_it_says_on_its_page(
    page: str, majors: list[str], school: Path
) -> None:
    """Its value, what became of it and where it stands, under the name it has on the page."""
    every = scopes.everything()
    app = opened(page, **({"major": majors} if majors else {}))
    cards = [body for body in bodies(app) if '<div class="card">' in body]
    count = 0
    for one in "".join(cards).split('<div class="card">')[1:]:
        [line] = re.findall('data-figure="([^"]*)"', one)
        [item], problems = selection.read([line], every)
        shown_there = content(headed(item.asked))
        assert not problems
        assert shown_there.title in one
        values = re.findall('class="card-value">([^<]*)', one)
        changes = re.findall('class="(?:good|bad|plain|maybe|gap)"[^>]*>([▲▼持][^<]*)<', one)
        [table] = shown_there.tables
        rows = [[cells.text(cell) for cell in row] for row in table.grid.rows]
        assert [row[1].rstrip("※†更") for row in rows] == [v for v in values if v != "无"]
        assert [row[3].partition("（")[0] for row in rows if row[3]] == changes
        assert all(place in one for row in rows for place in row[5].split())
        count += 1
    assert count >= 4


def bodies(app: AppTest) -> list[str]:
    return [str(element.proto.body) for element in app.get("html")]


def test_notes_beyond_what_an_address_holds_are_not_taken(school: Path) -> None:
    full = [f"clubs~{2019 + n}-{2019 + n}~b:{'字' * 190}" for n in range(6)]
    app = opened("meeting.py", f=[*full, "enrolment"])
    check(app)
    app.text_input(key="note-enrolment").set_value("字" * 200)
    app.run()
    assert shown(app)[-1] == "enrolment"
    assert "标题或备注太长" in app.warning[0].value


def test_a_date_that_is_none_is_today(school: Path) -> None:
    app = opened("meeting.py", f=LINES, date=["2026年12月1日"], title=["*周一*会"])
    check(app)
    assert any(text.value == "**\\*周一\\*会**　2026年12月1日" for text in app.markdown)
    app = opened("meeting.py", f=LINES, date=["明天"])
    today = date.today()  # noqa: DTZ011 - of here
    assert any(f"{today.month}月{today.day}日" in text.value for text in app.markdown)


# --- the files ------------------------------------------------------------------------------------


READ: dict[str, Callable[[io.BytesIO], Any]] = {
    "csv": zipfile.ZipFile,
    "xlsx": openpyxl.load_workbook,
    "pptx": pptx.Presentation,
    "docx": docx.Document,
}


def wanted(kind: str, school: Path) -> Wanted:
    items, _ = selection.read(LINES, scopes.everything())
    return Wanted(kind, school, "周一会", date(2026, 11, 30), items)


@pytest.mark.parametrize("kind", ["csv", *exhaustively(*(one for one in READ if one != "csv"))])
def test_each_kind_of_file_is_made_in_a_process_of_its_own(kind: str, school: Path) -> None:
    assert READ[kind](io.BytesIO(apart.make(wanted(kind, school))))


@pytest.mark.parametrize("kind", ["pptx", *exhaustively("xlsx", "docx")])
def test_a_card_is_one_slide_one_line_one_paragraph(kind: str, school: Path) -> None:
    items, _ = selection.read([CARD], scopes.everything())
    made = io.BytesIO(apart.make(Wanted(kind, school, "周一会", date(2026, 11, 30), items)))
    said = {"pptx": on_slides, "xlsx": in_workbook, "docx": in_document}[kind](made)
    told = content(items[0].asked)
    assert "视力" in said
    assert any("看一眼" in text for text in said)
    assert any(told.headline in text for text in said)
    [row] = told.tables[0].grid.rows
    assert any("75.34" in text for text in said)
    assert any(str(row[3]) in text for text in said)
    assert any("第 6 页" in text for text in said)


def on_slides(made: io.BytesIO) -> list[str]:
    slide = pptx.Presentation(made).slides[2]  # the one behind the list
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def in_workbook(made: io.BytesIO) -> list[str]:
    sheet = openpyxl.load_workbook(made)["1 视力"]
    return [str(cell.value) for row in sheet for cell in row]


def in_document(made: io.BytesIO) -> list[str]:
    document = docx.Document(made)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def test_what_is_wanted_goes_over_to_the_process_whole(school: Path) -> None:
    asked = wanted("xlsx", school)
    assert Wanted.from_record(asked.as_record()) == asked


@exhaustive
def test_a_file_that_takes_too_long_is_told(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.1)
    with pytest.raises(Refused, match="去掉几张"):
        apart.make(wanted("csv", school))


def test_who_waits_for_others_in_vain_is_told(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 0.01)
    with apart._ROOM, apart._ROOM, pytest.raises(Refused, match="再点一次"):
        apart.make(wanted("csv", school))


def test_a_chapter_fits_into_a_collection(school: Path) -> None:
    for page in names.pages():
        assert len(names.questions([page], scopes.everything())) <= selection.MOST
