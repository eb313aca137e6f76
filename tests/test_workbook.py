"""A workbook for a meeting, opened by another program: each number, gap, text and chart."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from dashboard.material import names, workbook
from dashboard.material.content import Content, Table, content
from dashboard.material.cover import Cover, cover
from dashboard.material.plots import plots
from dashboard.material.workbook.sheets import CONTENTS, DATA, NOTES, sheet_names
from dashboard.query.question import Scope
from dashboard.render.tables import Figure, Grid
from tests.amount import exhaustive, exhaustively

EVER = Scope(1900, 2100)
DAY = date(2026, 11, 29)
HOSTILE = ("=1+1", "@SUM(1)", "http://example.org", "+1", "-1+1", "<b>&amp;", "a\x07b\u202ec")


def opened(contents: list[Content], first: Cover) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(contents, first)))


def made(scope: Scope, *asked: str) -> tuple[list[Content], Any]:
    contents = [content(one) for one in names.questions(asked, scope)]
    return contents, opened(contents, cover("周一例会", DAY))


def as_shown(value: float, form: str) -> str:
    """Write a number as a spreadsheet does by one of our formats."""
    parts = re.fullmatch(r'(?:"([^"]*)")?(#,##)?0(?:\.(0+))?(?:"([^"]*)")?', form)
    assert parts, form
    before, thousands, places, behind = parts.groups(default="")
    return f"{before}{value:{',' if thousands else ''}.{len(places)}f}{behind}"


def check(shown: Content, sheet: Any) -> None:
    """Hold a sheet against the answer of its query."""
    assert sheet["A1"].value == shown.title
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    numbers = [cell for cell in found if cell.data_type == "n"]
    assert {cell.data_type for cell in found} <= {"n", "s"}
    texts = Counter(cell.value for cell in found if cell.data_type == "s")
    frame = shown.frame
    told_of = [cell for one in shown.tables for row in one.grid.rows for cell in row]
    figures = [cell for cell in told_of if isinstance(cell, Figure)]
    if {"value", "status"} <= {*frame} and not frame.empty:
        values = {round(float(value), 9) for value in frame["value"].dropna()}
        written = {round(float(cell.value), 9) for cell in numbers}
        in_words = {cell.value for cell in figures if cell.text in texts}
        assert values - written <= in_words  # 1.68万 is a text, and stays as printed
    told = Counter(as_shown(cell.value, cell.number_format) for cell in numbers)
    for one in figures:  # a number as it is printed, and the word for each kind of gap
        marks = f"{'†' if one.is_doubtful else ''}{one.mark.symbol if one.mark else ''}{one.note}"
        assert told[f"{one.text}{marks}"] or texts[f"{one.text}{marks}"]
        assert not (one.is_gap and told[f"{one.text}{marks}"])
    assert len(numbers) <= sum(one.value is not None for one in figures)
    check_paper(sheet)


def check_paper(sheet: Any) -> None:
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 where nothing is said
    assert sheet.page_setup.fitToHeight in (None, 0, 1)
    assert sheet.print_title_rows
    assert "&P" in sheet.oddFooter.center.text or "第" in sheet.oddFooter.center.text
    heading = int(re.sub("[^0-9]", "", sheet.print_title_rows.partition(":")[2]))
    assert sheet.freeze_panes == f"A{heading + 1}"


@pytest.fixture(scope="module")
def training(school: Path) -> tuple[list[Content], Any]:
    return made(EVER, "training")


def test_every_number_of_a_page_is_a_number_as_printed(training: tuple[list[Content], Any]) -> None:
    contents, book = training
    assert book.sheetnames[0] == CONTENTS
    assert book.sheetnames[-2:] == [NOTES, DATA]
    for shown, name in zip(contents, book.sheetnames[1:-2], strict=True):
        check(shown, book[name])


@exhaustive
@pytest.mark.parametrize("majors", [(), ("会计事务",), ("计算机应用", "大数据技术应用")])
@pytest.mark.parametrize("years", [(1900, 2100), (2023, 2024), (2016, 2016)])
def test_every_number_of_every_page(
    years: tuple[int, int], majors: tuple[str, ...], school: Path
) -> None:
    contents, book = made(Scope(*years, majors), *names.pages())
    sheets = [name for name in book.sheetnames if name not in (CONTENTS, NOTES, DATA)]
    for shown, name in zip(contents, sheets, strict=True):
        check(shown, book[name])


def test_dash_blank_and_nought_are_three_things(school: Path) -> None:
    _, book = made(EVER, "forms")
    [name] = [name for name in book.sheetnames if "附表4" in name]
    found = {cell.value for row in book[name].iter_rows() for cell in row}
    assert {0, "—"} <= found
    [name] = [name for name in book.sheetnames if "附表2" in name]
    assert "未填" in {cell.value for row in book[name].iter_rows() for cell in row}


def test_what_is_kept_back_is_a_fourth() -> None:
    kept = Figure("未公布（人数少）", is_gap=True)
    shown = figure(
        Grid(["年级", "人数"], "-n", [["高一", kept], ["高二", Figure("12", value=12.0)]])
    )
    sheet = opened([shown], COVER)["1 甲"]
    assert [row[1].value for row in sheet.iter_rows(min_row=5, max_row=6)] == [
        "未公布（人数少）",
        12,
    ]


# --- charts ---------------------------------------------------------------------------------------


def test_each_chart_is_native_and_has_the_numbers(training: tuple[list[Content], Any]) -> None:
    contents, book = training
    data, drawn = book[DATA], 0
    for shown, name in zip(contents, book.sheetnames[1:-2], strict=True):
        expected = plots(shown)
        assert len(book[name]._charts) == len(expected)
        for chart, plot in zip(book[name]._charts, expected, strict=True):
            assert chart.display_blanks == "gap"
            assert len(chart.series) == len(plot.series)
            for one, series in zip(chart.series, plot.series, strict=True):
                cells = data[one.val.numRef.f.partition("!")[2].replace("$", "")]
                assert tuple(cell.value for (cell,) in cells) == pytest.approx(series.values)
                names_at = data[one.cat.strRef.f.partition("!")[2].replace("$", "")]
                assert tuple(cell.value for (cell,) in names_at) == plot.categories
                drawn += 1
    assert drawn > 20


def test_the_numbers_behind_charts_are_not_printed_and_are_drawn(
    training: tuple[list[Content], Any],
) -> None:
    _, book = training
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == [DATA]
    file = workbook.write([content(*names.questions(["myopia_rates"], EVER))], COVER)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert b"<c:plotVisOnly" not in archive.read("xl/charts/chart1.xml")
    # No chart lies on the heading that stands again on each page.
    for name in book.sheetnames[1:-2]:
        heading = int(str(book[name].print_title_rows).partition(":")[0].strip("$"))
        tops = [chart.anchor._from.row for chart in book[name]._charts]
        assert all(top >= heading for top in tops)  # counted from nought


def test_numbers_in_a_chart_do_not_stand_over_each_other(school: Path) -> None:
    _, book = made(EVER, "myopia_rates", "fitness_counts")
    lines, bars = (book[name]._charts[0] for name in book.sheetnames[1:3])
    assert [one.dLbls.position for one in lines.series] == ["t", "b"]
    for one in bars.series:
        assert one.dLbls.txPr.bodyPr.rot == -5_400_000


def test_the_contents_lead_to_each_sheet(training: tuple[list[Content], Any]) -> None:
    contents, book = training
    sheet = book[CONTENTS]
    assert sheet["A1"].value == "周一例会"
    assert "2026年11月29日" in sheet["A2"].value
    links = [row[1].hyperlink.location for row in sheet.iter_rows(min_row=5)]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:-2]]
    said = [row[2].value for row in sheet.iter_rows(min_row=5)]
    assert said == [shown.headline or shown.missing or shown.description for shown in contents]


def test_the_notes_hold_every_definition_source_and_finding(
    training: tuple[list[Content], Any],
) -> None:
    contents, book = training
    found = {(row[0].value, row[3].value) for row in book[NOTES].iter_rows(min_row=2)}
    for shown in contents:
        told = (*(words for _, words in shown.definitions), *shown.remarks, *shown.doubts)
        for words in (*told, "、".join(shown.sources), shown.description):
            assert (shown.title, words) in found


@pytest.mark.parametrize("asked_for", ["体质健康", *exhaustively("overview", "profile", "forms")])
def test_no_program_has_anything_to_repair(asked_for: str, school: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    asked = names.questions([asked_for], EVER)
    file.write_bytes(workbook.write([content(one) for one in asked], COVER))
    assert OpenXmlValidator().validate(file).errors == []


# --- what is hostile ------------------------------------------------------------------------------

COVER = Cover("=1+1 & 例会", "虚构&学校", "据《虚构》", "2026年11月29日", 2024)


def figure(grid: Grid, title: str = "甲") -> Content:
    [shown] = [content(one) for one in names.questions(["fitness_grades"], EVER)][:1]
    return replace(
        *(shown,), title=title, tables=(Table("", grid),), panes=(), kind=(), frame=pd.DataFrame()
    )


@pytest.mark.usefixtures("school")
def test_no_text_is_a_formula_a_link_or_markup() -> None:
    grid = Grid([*HOSTILE], "-" * len(HOSTILE), [[*HOSTILE]], [*HOSTILE])
    shown = [
        replace(figure(grid, text), headline=text, note=text, remarks=(text,), doubts=(text,))
        for text in HOSTILE
    ]
    written = workbook.write(shown, COVER)
    book = openpyxl.load_workbook(io.BytesIO(written))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "ns"
                assert cell.hyperlink is None or cell.hyperlink.location
                assert not re.search("[\x07\u202e]", str(cell.value))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert not [name for name in archive.namelist() if "external" in name or "vba" in name]
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                Xml.fromstring(archive.read(name))
            if name.endswith(".rels"):
                assert b"External" not in archive.read(name)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=12))
def test_names_of_sheets_are_legal_and_unlike(titles: list[str]) -> None:
    made_up = sheet_names(titles)
    assert len({name.casefold() for name in made_up}) == len(titles)
    for name in made_up:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)
