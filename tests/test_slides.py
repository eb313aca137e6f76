"""Slides, opened by another library than wrote them, number by number beside the answers."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest
import segno
from power_pptx.validation import iter_schema_violations
from pptx.enum.shapes import MSO_SHAPE_TYPE

from dashboard.contract.codes import MOVES
from dashboard.contract.faults import DataProblems
from dashboard.contract.wording import rows_of, series_name
from dashboard.material import cells, files, fitting, master, names, slides
from dashboard.material.content import Content, content
from dashboard.material.cover import cover
from dashboard.material.plots import plots
from dashboard.paths import ROOT
from dashboard.query.question import Scope
from tests.amount import exhaustive

EVER = Scope(1900, 2100)
SOME = ("fitness_grades", "fitness_rates", "conditions", "staff_structure", "clubs", "key_trends")
DAY = date(2026, 11, 30)


def of(*asked: str, scope: Scope = EVER) -> list[Content]:
    return [content(one) for one in names.questions(asked, scope)]


def deck(contents: list[Content], title: str = "会议材料") -> Any:
    return pptx.Presentation(io.BytesIO(slides.write(contents, cover(title, DAY))))


def of_each(made: Any) -> list[list[Any]]:
    """Return the slides of each figure, as the list of figures numbers them."""
    pages = [*made.slides]
    numbers = [
        int(row.cells[2].text_frame.text)
        for page in pages[1:]
        if page.shapes.title.text_frame.text.startswith("目录")
        for row in [*next(one.table for one in page.shapes if one.has_table).rows][1:]
        if row.cells[2].text_frame.text != "—"
    ]
    titles = [page.shapes.title.text_frame.text for page in pages]
    end = next(n for n, title in enumerate(titles, 1) if title.startswith("来源"))
    return [pages[first - 1 : last - 1] for first, last in pairwise([*numbers, end])]


def about(made: Any) -> list[Any]:
    """Return the slides of the one figure there is."""
    [found] = of_each(made)
    return found


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def points(slide: Any) -> Iterator[tuple[str, float | None]]:
    """Yield each point of the charts of a slide: all words by which it is known, its value."""
    for shape in slide.shapes:
        if shape.has_chart:
            for plot in shape.chart.plots:
                for series in plot.series:
                    for name, value in zip(plot.categories, series.values, strict=True):
                        yield f"{shape.name} {name} {series.name}", value


def check_numbers(pages: list[Any], shown: Content) -> int:
    """Find each value of an answer where its series and its category cross; return how many."""
    drawn = [point for slide in pages for point in points(slide)]
    kind, by = shown.kind[0], shown.panes[0].by
    expected = shown.frame[shown.frame["value"].notna()]
    for row in rows_of(expected):
        value = row["value"]
        if kind == "bullet":
            value = min(value / row["standard"] * 100, 400)
        found = [
            known
            for words, known in drawn
            if series_name(row, by) in words
            and (row["period"] in words or shown.frame["period"].nunique() == 1)
            and (kind != "shares" or row["indicator_name"] in words)
        ]
        assert any(known == pytest.approx(value, abs=1e-9) for known in found), row
    values = [known for words, known in drawn if known is not None and not words.endswith("标准")]
    assert len(values) == len(expected), shown.title
    return len(values)


def test_each_number_of_the_charts_is_that_of_the_answer(school: Path) -> None:
    shown = of(*SOME)
    pages = of_each(deck(shown))
    assert sum(check_numbers(*pair) for pair in zip(pages, shown, strict=True)) > 60


@exhaustive
@pytest.mark.parametrize("majors", [(), ("会计事务",), ("计算机应用", "会计事务")])
def test_each_number_of_every_chart(majors: tuple[str, ...], school: Path) -> None:
    shown = [one for one in of(*names.pages(), scope=Scope(1900, 2100, majors)) if plots(one)]
    pages = of_each(deck(shown))
    assert sum(check_numbers(*pair) for pair in zip(pages, shown, strict=True)) > 50


def test_the_workbook_behind_a_chart_has_the_numbers_as_printed(school: Path) -> None:
    [shown] = of("fitness_grades")
    [slide] = about(deck([shown]))
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    [sheet] = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    cells = {(row[0].value, heads[n]): cell for row in sheet for n, cell in enumerate(row)}
    for row in rows_of(shown.frame):
        cell = cells[row["period"], row["category"]]
        assert cell.value == row["value"]
        assert cell.number_format.startswith("0.00"), "as many decimals as are printed"
        assert ("※" in cell.number_format) == isinstance(row["finding"], str)


def test_text_that_looks_like_a_formula_or_markup_stays_text(school: Path) -> None:
    [shown] = of("clubs")
    frame = shown.frame.copy()
    bad = ["=1+1", "<b>&amp;", "@SUM(A1)", "\x07铃\u202e"]
    frame.loc[frame.index[:4], "category"] = bad
    pane = shown.panes[0]._replace(frame=frame)
    made = deck([replace(shown, panes=(pane,), title="=HYPERLINK(1) <a>", headline="{{ 7 * 7 }}")])
    [slide] = [one for one in made.slides if "{{ 7 * 7 }}" in texts(one)]
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [*chart.plots[0].categories][:4] == ["=1+1", "<b>&amp;", "@SUM(A1)", "铃"]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert {cell.data_type for row in book.worksheets[0] for cell in row} <= {"s", "n"}


def test_a_gap_is_no_number_and_what_stands_for_it_is_said(school: Path) -> None:
    [shown] = of("planned_course_hours")
    lacking = shown.frame[shown.frame["value"].isna()]
    assert set(lacking["status"]) == {"M"}
    [slide] = about(deck([shown]))
    assert [value for _, value in points(slide)].count(None) == len(lacking)
    assert "—（不适用）" in texts(slide)[-1]
    zero = shown.frame[shown.frame["value"].notna()].copy()
    zero["value"] = 0.0
    pane = shown.panes[0]._replace(frame=zero)
    [slide] = about(made := deck([replace(shown, panes=(pane,))]))
    assert {value for _, value in points(slide)} == {0.0, None}
    assert len(made.slides) == 4  # cover, contents, figure, sources


def test_a_break_begins_a_series_and_no_line_is_drawn_over_a_gap(school: Path) -> None:
    [shown] = of("fitness_rates")
    frame = shown.frame.copy()
    frame["status"] = "A"
    frame.loc[frame["period"] == "2022年", "status"] = "B"
    frame = frame[frame["period"] != "2020年"]
    pane = shown.panes[0]._replace(frame=frame)
    [slide] = about(deck([replace(shown, panes=(pane,))]))
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    whole = {series.name: [*series.values] for series in chart.plots[0].series}
    first = next(iter(whole.values()))
    assert [name for name in whole if "2022年起" in name] == [*whole][1::2]
    assert [value is None for value in first] == [False, True, False, True, True]
    assert chart._chartSpace.xpath("//c:dispBlanksAs/@val") == ["gap"]
    assert len(chart._chartSpace.xpath("//c:legendEntry")) == len(whole) / 2


# --- what else stands on them -----------------------------------------------------------------


def test_a_slide_says_what_it_shows_and_where_it_is_from(school: Path) -> None:
    [shown] = of("fitness_rates")
    [slide] = about(deck([shown]))
    assert slide.shapes.title.text_frame.text == shown.headline
    assert shown.scope in texts(slide)[1]
    foot = texts(slide)[-1]
    assert foot.startswith(f"来源：{shown.sources[0]}")
    assert "※" in foot
    notes = slide.notes_slide.notes_text_frame.text
    for words in (*(said for _, said in shown.definitions), *shown.sources, *shown.doubts):
        assert words in notes
    [chart] = [shape for shape in slide.shapes if shape.has_chart]
    assert chart._element.xpath(".//p:cNvPr/@descr") == [f"{shown.title}。{shown.headline}"]


def test_on_a_crowded_slide_signs_are_explained_first_and_what_is_cut_is_said(
    school: Path,
) -> None:
    [shown] = of("fitness_rates")
    samples = tuple(f"{year}年测试样本数 {year}，多于全日制在校生。" for year in range(1990, 2024))
    crowded = replace(shown, remarks=samples)
    [slide] = about(deck([crowded]))
    foot = texts(slide)[-1]
    assert foot.endswith("……（其余见备注页）")
    assert foot.index(shown.sources[0]) < foot.index(shown.doubts[0][:20])
    assert samples[0] not in foot.partition(shown.doubts[0][:20])[0]
    notes = slide.notes_slide.notes_text_frame.text
    for words in (*samples, *shown.doubts, shown.scope, shown.title):
        assert words in notes


def test_a_long_title_takes_two_lines_and_ends_at_a_clause(school: Path) -> None:
    [shown] = of("fitness_rates")
    clauses = [f"体质健康优良率 {year}年为 61.74%，比上一年低 7.16 个百分点" for year in range(9)]
    long = replace(shown, headline=f"{'；'.join(clauses)}。")
    [slide] = about(deck([long]))
    title = slide.shapes.title
    [size] = {run.font.size.pt for run in title.text_frame.paragraphs[0].runs}
    assert size >= 18
    assert fitting.lines(title.text_frame.text, title.width.pt / size) <= 2
    whole, cut = title.text_frame.text.split("……")
    assert whole.split("；") == clauses[: whole.count("；") + 1]
    assert cut == ""
    assert long.headline in slide.notes_slide.notes_text_frame.text


def test_the_notes_of_a_table_are_on_the_slide_that_has_their_number(school: Path) -> None:
    shown = max(of("forms"), key=lambda one: sum(len(each.grid.notes) for each in one.tables))
    pages = about(deck([shown]))
    said = [slide.notes_slide.notes_text_frame.text for slide in pages]
    assert len(pages) > 1
    for note in shown.tables[0].grid.notes:
        mark = re.compile(rf"{note.partition('：')[0]}(?!\d)")
        for slide, words in zip(pages, said, strict=True):
            [table] = [shape.table for shape in slide.shapes if shape.has_table]
            cells = [cell.text_frame.text for row in table.rows for cell in row.cells]
            assert (note in words) == any(map(mark.search, cells))


def test_a_code_opens_the_figure_on_the_dashboard(school: Path) -> None:
    link = "http://192.0.2.1:8501/cite?f=fitness_rates~2016&v=0123456789ab&c=0123456789ab"
    [asked] = names.questions(["fitness_rates"], EVER)
    [slide] = about(made := deck([content(asked, link=link)]))
    [picture] = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture.click_action.hyperlink.address == link
    title = slide.shapes.title
    assert title.left + title.width < picture.left
    assert picture.left + picture.width <= made.slide_width
    expected = io.BytesIO()
    segno.make_qr(link, error="m").save(expected, kind="png", scale=6, border=2)
    assert picture.image.blob == expected.getvalue()


def test_a_list_opens_each_figure_and_says_why_one_is_missing(school: Path) -> None:
    shown = of("fitness_rates", "satisfaction", "clubs")
    made = deck(shown, "体质健康 & <会议>")
    assert made.slides[0].shapes.title.text_frame.text == "体质健康 & <会议>"
    assert len(made.slides) == 5
    [frame] = [shape for shape in made.slides[1].shapes if shape.has_table]
    lines = [[cell.text_frame.text for cell in row.cells] for row in frame.table.rows]
    assert [line[0] for line in lines[1:]] == [one.title for one in shown]
    assert [line[2] for line in lines[1:]] == ["3", "—", "4"]
    assert lines[2][1] == shown[1].missing
    links = frame._element.xpath(".//a:hlinkClick/@r:id")
    opened = [made.slides[1].part.related_part(one).slide.slide_id for one in links]
    assert opened == [made.slides[2].slide_id, made.slides[3].slide_id]
    [last] = [shape.table for shape in made.slides[4].shapes if shape.has_table]
    assert [row.cells[1].text_frame.text for row in last.rows][1:] == [
        "；".join(shown[0].sources),
        "；".join(shown[2].sources),
    ]


def test_a_long_table_goes_on_under_the_same_heading(school: Path) -> None:
    [shown] = of("calendar_list")
    pages = about(deck([shown]))
    tables = [shape.table for page in pages for shape in page.shapes if shape.has_table]
    assert len(tables) > 1
    heads = {tuple(cell.text_frame.text for cell in table.rows[0].cells) for table in tables}
    assert heads == {tuple(shown.tables[0].grid.heads)}
    assert sum(len(table.rows) - 1 for table in tables) == len(shown.tables[0].grid.rows)
    assert f"（2/{len(tables)}）" in pages[1].shapes.title.text_frame.text


@pytest.mark.parametrize("name", ["training/两年对照", "policy/两年对照"])
def test_of_two_years_slides_show_what_moved(name: str, school: Path) -> None:
    """Where nothing did, they show that; the table of the figure has every line."""
    [shown] = of(name, scope=Scope(2023, 2024))
    pages = about(deck([shown]))
    rows = [
        [cell.text_frame.text for cell in row.cells]
        for page in pages
        for shape in page.shapes
        if shape.has_table
        for row in [*shape.table.rows][1:]
    ]
    moves = [*shown.frame["move"]]
    moved = [move for move in moves if MOVES[move].tone != "gap"]
    assert len(rows) == (len(moved) or len(moves))
    names_of_all = [cells.text(row[0]) for row in shown.tables[0].grid.rows]
    assert [row[0] for row in rows] == names_of_all[: len(rows)]
    left_out = f"另有 {len(moves) - len(moved)} 项持平"
    assert (left_out in texts(pages[0])[-1]) == bool(moved)
    assert pages[0].shapes.title.text_frame.text.startswith("2024年比2023年：")


def test_a_table_without_end_says_how_much_of_it_is_left_out(school: Path) -> None:
    [shown] = of("calendar_list")
    [table] = shown.tables
    grid = replace(table.grid, rows=[*table.grid.rows] * 20)
    long = replace(shown, tables=(replace(table, grid=grid),))
    drawn = about(deck([long]))
    lines = sum(
        len(shape.table.rows) - 1 for page in drawn for shape in page.shapes if shape.has_table
    )
    assert len(drawn) == 6
    assert f"还有 {len(grid.rows) - lines} 行没有列出" in texts(drawn[-1])[-1]


def test_the_calendar_is_a_table_of_how_much_falls_on_each_month(school: Path) -> None:
    [shown] = of("calendar")
    [slide] = about(deck([shown]))
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    heads = [cell.text_frame.text for cell in table.rows[0].cells]
    cells = {
        (head, row.cells[0].text_frame.text): cell.text_frame.text
        for row in [*table.rows][1:]
        for head, cell in zip(heads, row.cells, strict=True)
    }
    for row in rows_of(shown.frame):
        assert cells[row["grouping"], row["kind"]].rstrip("※") == f"{row['value']:g}"


def test_nothing_stands_over_anything_or_off_the_slide(school: Path) -> None:
    made = deck(of(*SOME, "calendar_list", "programme_students", "employment_quality"))
    for slide in made.slides:
        boxes = sorted(
            (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            for shape in slide.shapes
        )
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= made.slide_width
            assert 0 <= top < bottom <= made.slide_height
        for n, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[n + 1 :]:
                is_beside = other[0] >= right or other[2] <= left
                assert is_beside or other[1] >= bottom - 12700 or other[3] <= top + 12700


def test_words_that_have_no_room_at_all_are_cut_to_a_letter() -> None:
    assert fitting.fit("体质健康", 10, 5, largest=24, smallest=16).text == "体……"


@pytest.mark.parametrize("height", [20, 40, 62])
def test_words_are_made_smaller_and_then_fewer(height: int) -> None:
    for many in (1, 20, 60, 400):
        text = "体质健康优良率 2023年为 61.74%，比2022年低 7.16 个百分点。" * many
        fitted = fitting.fit(text, 800, height, largest=24, smallest=16)
        assert fitting.height(fitted.text, 800, fitted.size) <= height or fitted.size == 16
        assert fitting.lines(fitted.text, 800 / 16) <= max(1, height / 16 / 1.4)
        assert text.startswith(fitted.text.removesuffix("……").rstrip("。"))


# --- the file -----------------------------------------------------------------------------------


def test_office_finds_nothing_to_repair(
    school: Path, tmp_path: Path, assert_valid_pptx: Callable[..., None]
) -> None:
    shown = of(*SOME, "calendar", "calendar_list", "satisfaction", "enrolment")
    path = tmp_path / "a.pptx"
    path.write_bytes(slides.write(shown, cover("会议", DAY)))
    assert_valid_pptx(path)
    assert [*iter_schema_violations(path)] == []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.match("ppt/(slides|charts)/[^/]*xml$", name):
                text = archive.read(name).decode()
                ids = re.findall('<p:cNvPr id="([0-9]+)"', text)
                assert len(ids) == len(set(ids)), name
                # Fonts are those of the theme, which names one for Chinese.
                assert set(re.findall('<a:(?:latin|ea) typeface="([^"]*)"', text)) <= {
                    "+mn-lt",
                    "+mn-ea",
                }, name
        theme = archive.read("ppt/theme/theme1.xml").decode()
    assert theme.count('<a:latin typeface="Microsoft YaHei"/><a:ea typeface="微软雅黑"/>') == 2
    colours = re.findall("<a:accent[1-6]><a:srgbClr val=.(......)", theme)
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8").lower()
    assert all(f'"#{colour.lower()}"' in config for colour in colours)


def test_the_command_writes_slides(school: Path) -> None:
    asked = names.questions(["clubs"], EVER)
    written = files.FORMATS["pptx"].write([*map(content, asked)], cover("会议", DAY))
    assert len(pptx.Presentation(io.BytesIO(written)).slides) == 4
    assert files.FORMATS["pptx"].ending(asked) == ".pptx"


# --- the school's own master ----------------------------------------------------------------------


def own(folder: Path) -> None:
    """Write a master of 4:3 with a slide in it, as a school may have."""
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "旧的一页"
    made.slide_layouts[5].name = "我们的版式"
    made.save(str(folder / master.FILE))


def test_the_master_of_a_school_is_used(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path)
    monkeypatch.setattr("dashboard.paths.DATA", tmp_path)
    made = deck(of("fitness_rates", "employment_quality"))
    assert made.slide_width * 3 == made.slide_height * 4
    assert not any("旧的一页" in words for slide in made.slides for words in texts(slide))
    assert made.slides[2].slide_layout.name == "我们的版式"
    for slide in made.slides:
        assert all(words for words in texts(slide)), "no empty frame is left"
        for upper, lower in pairwise(sorted(slide.shapes, key=lambda shape: shape.top)):
            assert upper.top >= 0
            assert lower.top + lower.height <= made.slide_height


def test_a_master_without_a_title_is_named(tmp_path: Path) -> None:
    made = pptx.Presentation()
    for layout in [*made.slide_layouts][:6] + [*made.slide_layouts][7:]:
        made.slide_layouts.remove(layout)
    made.save(str(tmp_path / master.FILE))
    with pytest.raises(DataProblems, match="没有带标题框的版式"):
        master.of_school(tmp_path, "学校")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", "不是".encode()])
def test_a_broken_master_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / master.FILE).write_bytes(content)
    with pytest.raises(DataProblems, match="另存为"):
        master.of_school(tmp_path, "学校")
