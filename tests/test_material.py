"""What is taken into a meeting says what the screen says, figure by figure and number by number."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from dashboard.contract.codes import FIRM_MOVES, GAP, SUPPRESSED
from dashboard.contract.wording import rows_of, series_name
from dashboard.material import cells, document, names, slides, workbook
from dashboard.material.content import Content, content
from dashboard.material.cover import cover
from dashboard.material.plots import Plot, plots
from dashboard.material.workbook.sheets import CONTENTS
from dashboard.query import scopes
from dashboard.query.question import Question, Scope
from dashboard.render import figure_parts, panes
from dashboard.render.tables import Figure
from tests.amount import exhaustive
from tests.layouts import Reader

EVER = Scope(1900, 2100)
SOME = ("training", "forms")


def everything(scope: Scope, pages: tuple[str, ...] = ()) -> list[Question]:
    return names.questions(pages or tuple(names.pages()), scope)


def check(asked: Question) -> Content:
    """Hold a figure against what the screen shows of it, and its numbers against the answer."""
    shown, frame = content(asked), asked.answer()
    assert shown.title
    assert shown.sources
    assert bool(shown.missing) == (frame.empty or panes.lack(asked) is not None)
    assert bool(shown.tables) == (not frame.empty)
    check_words(shown)
    check_tables(shown)
    for plot in plots(shown):
        check_plot(plot, frame)
    return shown


def check_words(shown: Content) -> None:
    """Find in the HTML of the screen each sentence, each doubt and each definition."""
    asked = shown.asked
    if shown.panes:
        parts = figure_parts.parts(asked, figure_parts.CHART)
        text = Reader(parts[0].html).text if "takeaway" in parts[0].html else ""
        assert squeezed(shown.headline).replace("：", "") == squeezed(text).replace("：", "")
    if shown.headline and not shown.panes:
        said = figure_parts.parts(asked, figure_parts.TABLE)[0].html
        assert squeezed(Reader(said).text) == squeezed(shown.headline)
    if shown.tables:
        below = Reader(figure_parts.parts(asked, figure_parts.TABLE)[-1].html).text
        about = Reader(figure_parts.parts(asked, figure_parts.ABOUT)[0].html).text
        for doubt in shown.doubts:
            assert squeezed(doubt.partition("（牵涉")[0]) in squeezed(below)
        for name, words in shown.definitions:
            assert name.partition("（")[0] in about
            assert words in about
    assert not re.search("[<>]", shown.headline)


def squeezed(text: str) -> str:
    return "".join(text.split())


def check_tables(shown: Content) -> None:
    """Count the numbers of a table, each as often as the answer has it; gaps are told apart."""
    has_own_words = shown.asked.query.table[0] in ("standards", "stated")
    if has_own_words or not {"value", "status"} <= {*shown.frame}:
        return
    found = [cell for one in shown.tables for row in one.grid.rows for cell in row]
    figures = [cell for cell in found if isinstance(cell, Figure) and cell.value is not None]
    values = {float(value) for value in shown.frame["value"].dropna()}
    assert values <= {float(cell.value) for cell in figures if cell.value is not None}
    texts = [cell.text for cell in found if isinstance(cell, Figure) and cell.is_gap]
    for status, word in (("M", "—"), ("O", "未填"), (SUPPRESSED, "未公布（人数少）")):
        assert texts.count(word) == int((shown.frame["status"] == status).sum())


def check_plot(plot: Plot, frame: pd.DataFrame) -> None:
    """Each value drawn stands in the answer, and nothing that is missing is drawn."""
    known = {round(float(value), 9) for value in frame["value"].dropna()}
    for one in plot.series:
        assert len(one.values) == len(one.labels) == len(one.colours) == len(plot.categories)
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in one.colours)
        for value, label in zip(one.values, one.labels, strict=True):
            assert value is None or plot.line_at or round(value, 9) in known
            assert value is not None or not re.search("[0-9]", label) or plot.line_at
    drawn = [value for one in plot.series for value in one.values if value is not None]
    if drawn and plot.highest is not None and not plot.stacking:
        assert max(drawn) <= plot.highest
    assert drawn


@pytest.mark.parametrize("page", SOME)
def test_a_page_says_what_its_screen_says(page: str, school: Path) -> None:
    shown = [check(asked) for asked in everything(EVER, (page,))]
    assert len(shown) > 5
    assert any(plots(one) for one in shown) == (page == "training")


@exhaustive
@pytest.mark.parametrize(
    "majors", [(), ("会计事务",), ("计算机应用", "会计事务", "大数据技术应用")]
)
@pytest.mark.parametrize("years", [(1900, 2100), (2023, 2024), (2016, 2016)])
def test_every_figure_says_what_its_screen_says(
    years: tuple[int, int], majors: tuple[str, ...], school: Path
) -> None:
    for asked in everything(Scope(*years, majors)):
        check(asked)


def squeezed_texts(file: Any) -> list[str]:
    return [squeezed(str(text)) for text in file]


def check_files(shown: list[Content]) -> None:
    """Find the sentence of each figure, as the page has it, whole in slides, document and workbook.

    On a slide it is the title, by the clause where it has no room, and whole in the notes.
    """
    first = cover("周一例会", date(2026, 11, 30))
    deck = Presentation(io.BytesIO(slides.write(shown, first)))
    pages = [slide for slide in deck.slides if slide.has_notes_slide]
    notes = squeezed_texts(slide.notes_slide.notes_text_frame.text for slide in pages)
    titles = squeezed_texts(slide.shapes.title.text_frame.text for slide in pages)
    written = Document(io.BytesIO(document.write(shown, first)))
    said = squeezed_texts(one.text for one in written.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(shown, first)))
    told = squeezed_texts(row[2].value for row in book[CONTENTS].iter_rows(min_row=5))
    for one in shown:
        if headline := squeezed(one.headline):
            assert headline in said
            assert headline in told
            [title, *_] = [
                title for title, note in zip(titles, notes, strict=True) if headline in note
            ]
            title = re.sub(r"（\d+/\d+）$", "", title)
            assert title == headline or headline.startswith(title.removesuffix("……"))


def test_slides_document_and_workbook_say_what_the_page_says(school: Path) -> None:
    check_files([content(asked) for asked in names.questions(["training/体质健康"], EVER)])


@exhaustive
@pytest.mark.parametrize(
    ("years", "majors"), [((1900, 2100), ()), ((2023, 2024), ("计算机应用", "会计事务"))]
)
def test_files_of_every_page_say_what_the_page_says(
    years: tuple[int, int], majors: tuple[str, ...], school: Path
) -> None:
    check_files([content(asked) for asked in everything(Scope(*years, majors))])


def of(name: str, scope: Scope = EVER) -> Content:
    [asked] = names.questions([name], scope)
    return content(asked)


def test_a_figure_in_words(school: Path) -> None:
    shown = of("fitness_grades", Scope(2020, 2023))
    assert shown.scope == "2020-2023年 · 全校"
    assert shown.headline.startswith("2023年良好最多，占 39.22%")
    assert shown.sources == ("2024年版 图2-5（第 6 页）",)
    assert shown.doubts[0].startswith("※ ")
    assert [name for name, _ in shown.definitions] == ["体质健康各等级比率（%，无好坏之分）"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("graduate_destinations", "2022-2024届 · 全校"),
        ("aid_recipients", "2023学年 · 全校"),
        ("myopia_rates", "2020-2024年 · 全校"),
        ("culture_courses", "全校"),  # of no year
        ("satisfaction", "1900-2100年 · 全校"),  # none is there: as it was asked
    ],
)
def test_a_figure_is_of_the_years_that_it_has(name: str, expected: str, school: Path) -> None:
    assert of(name).scope == expected


def test_what_is_not_there_says_why(school: Path) -> None:
    assert of("satisfaction").missing == "报告里空缺（24 格都未填）。"
    assert of("state_funding").missing == "报告里空缺（4 格都填“-”）。"
    empty = of("fitness_grades", Scope(2016, 2016))
    assert empty.missing == "所选范围（2016年，全校）内没有。"
    assert (empty.tables, empty.headline, plots(empty)) == ((), "", ())


# --- native charts --------------------------------------------------------------------------------


def test_a_missing_year_is_a_gap_and_a_break_cuts_the_line(school: Path) -> None:
    frame = of("fitness_rates").frame
    with_break = frame.copy()
    last = frame["period"].iloc[-1]
    with_break.loc[with_break["period"] == last, "status"] = "B"
    with_break = with_break[with_break["period"] != "2021年"]
    shown = of("fitness_rates")
    pane = shown.panes[0]._replace(frame=with_break)
    [plot] = plots(Content(**{**vars(shown), "panes": (pane,)}))
    assert plot.shape == "line"
    broken = with_break[(with_break["status"] == "B") & (with_break["period"] > "2019年")]
    assert len(plot.series) == frame["indicator"].nunique() + len(broken)
    assert sum(one.goes_on for one in plot.series) == len(broken) > 2
    values = [value for one in plot.series for value in one.values if value is not None]
    assert sorted(values) == sorted(with_break["value"])  # each once, whatever the line it is in
    for one in plot.series:
        assert one.values[plot.categories.index("2021年")] is None
        if one.values[-1] is not None:  # the break before the last period
            assert (one.values[:-1], one.goes_on) == ((None,) * (len(one.values) - 1), True)


def test_charts_of_several_majors_have_one_range(school: Path) -> None:
    shown = of("programme_outcomes", Scope(1900, 2100, ("计算机应用", "会计事务")))
    made = plots(shown)
    assert len({(plot.lowest, plot.highest) for plot in made}) == 1


def test_each_kind_of_chart_has_its_shape(school: Path) -> None:
    shapes = {
        name: {(plot.shape, plot.stacking) for plot in plots(of(name))}
        for name in ("fitness_grades", "fitness_rates", "fitness_people", "graduate_destinations")
    }
    assert shapes == {
        "fitness_grades": {("column", "stacked")},
        "fitness_rates": {("line", "")},
        "fitness_people": {("column", "")},
        "graduate_destinations": {("column", "stacked")},
    }
    assert {(p.shape, p.stacking) for p in plots(of("staff_structure"))} == {("bar", "whole")}
    [standards] = plots(of("staff_standards"))
    assert standards.line_at == 100
    assert plots(of("calendar")) == ()


def test_a_bar_says_what_it_says_on_the_screen(school: Path) -> None:
    shown = of("fitness_people")
    [plot] = plots(shown)
    rows = {
        (row["period"], series_name(row, shown.panes[0].by)): row for row in rows_of(shown.frame)
    }
    for one in plot.series:
        for period, label in zip(plot.categories, one.labels, strict=True):
            row = rows.get((period, one.name))
            doubted = row is not None and isinstance(row["finding"], str)
            assert label.endswith("※") == doubted
            assert label not in GAP.values()


@pytest.mark.parametrize(
    "name",
    ["standards_near", "standards_held", "standards_trend", "untrusted", "gravest", "findings"],
)
def test_what_the_audit_says_stands_in_lines(name: str, school: Path) -> None:
    """Each piece of each cell stands on the screen as well."""
    shown = of(name)
    [table] = shown.tables
    below = figure_parts.parts(shown.asked, figure_parts.TABLE)[
        0
    ].html  # numbers of findings: links
    on_screen = squeezed(Reader(below).text + below)
    assert table.grid.rows
    for row in table.grid.rows:
        assert len(row) == len(table.grid.heads) == len(table.grid.columns)
        for cell in row:
            for piece in re.split("[（）；]", cells.text(cell).rstrip("†※更")):
                assert piece in ("", "无", "1") or squeezed(piece).rstrip("†") in on_screen


# --- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({"text": "1,976", "value": 1976.0}, "#,##0"),
        ({"text": "97.90", "value": 97.9}, "0.00"),
        ({"text": "78.04", "value": 78.0405405}, "0.00"),
        ({"text": "2015", "value": 2015.0}, "0"),
        ({"text": "0", "value": 0.0}, "0"),
        ({"text": "-3.5", "value": -3.5}, "0.0"),
        ({"text": "98.40%", "value": 98.4}, '0.00"%"'),
        ({"text": "18:1", "value": 18.0}, '0":1"'),
        ({"text": "300多名", "value": 300.0, "is_doubtful": True}, '0"多名†"'),
        ({"text": "约2016人，5人", "value": 5.0}, '"约2016人，"0"人"'),
        ({"text": "1.68万", "value": 16800.0}, ""),
        ({"text": "—", "is_gap": True}, ""),
        ({"text": '5"x', "value": 5.0}, '0"x"'),
    ],
)
def test_a_number_is_written_as_it_is_printed(figure: dict[str, Any], expected: str) -> None:
    assert cells.number_format(Figure(**figure)) == expected


# --- names ----------------------------------------------------------------------------------------


def test_a_page_a_part_and_a_question(school: Path) -> None:
    page = names.questions(["training"], EVER)
    assert names.questions(["二 人才培养"], EVER) == names.questions(["人才培养"], EVER) == page
    part = names.questions(["training/体质健康"], EVER)
    assert part == names.questions(["体质健康"], EVER) == page[:4]
    assert names.questions(["fitness_grades"], EVER) == page[:1]
    assert names.questions(["fitness_grades", "体质健康", "training"], EVER) == page
    assert len(names.questions(["official_form"], EVER)) == 6


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("毕业生", "majors/毕业生 或 training/毕业生"),
        ("training/体制健康", "是否应为「体质健康」？"),
        ("trainning", "是否应为「training」？"),
        ("explore_table", "要先选定 indicators"),
        ("export_observations", "没有叫「export_observations」的"),  # no figure
        ("../secrets", "没有叫「../secrets」的"),
        ("", "没有叫「」的"),
        ("training/", "这一部分"),
    ],
)
def test_a_name_of_nothing_or_of_several_says_what_to_write(
    name: str, said: str, school: Path
) -> None:
    with pytest.raises(names.UnknownName, match=re.escape(said)):
        names.questions([name], EVER)


@pytest.mark.parametrize("years", [(2023, 2024), (2019, 2023)])
def test_two_years_side_by_side(years: tuple[int, int], school: Path) -> None:
    """Each pair is found anew in the data file; what moved most for certain comes first."""
    first, last = years
    [asked] = names.questions(["两年对照"], Scope(first, last))
    rows = rows_of(asked.answer())
    with duckdb.connect(school, read_only=True) as data:
        figures = data.sql("from latest_figure where value is not null and major is null").df()
        known = dict(
            data.sql("select ordinal, move from change where year_before = 2023").fetchall()
        )
    for row in rows:
        of_one = figures[figures["indicator"] == row["indicator"]]
        of_one = of_one[of_one["category"].fillna("") == (row["category"] or "")]
        for period, year, value in (
            (row["period_before"], first, row["before"]),
            (row["period"], last, row["value"]),
        ):
            found = of_one[(of_one["period"] == period) & (of_one["year"] == year)]
            assert value in set(found["value"])
        if row["move"] == "incomparable":
            assert pd.isna(row["difference"])
        else:
            assert row["difference"] == pytest.approx(row["value"] - row["before"])
        if last - first == 1:
            assert row["move"] == known[row["ordinal"]]
        elif row["is_doubted"]:
            assert row["move"] not in FIRM_MOVES
    grades = [row["extent"] for row in rows if row["move"] in FIRM_MOVES and row["extent"] > 0]
    assert grades == sorted(grades, reverse=True)
    assert len(rows) > 10
    assert [row["move"] for row in rows][-1] == "incomparable" or last - first == 1


def test_two_years_are_asked_for_by_chapter(school: Path) -> None:
    scope = Scope(2023, 2024)
    assert names.title(["training/两年对照"], scope) == "2023年与2024年对照：二 人才培养"
    [of_chapter] = names.questions(["人才培养/两年对照"], scope)
    [of_all] = names.questions(["两年对照"], scope)
    assert names.questions(["overview/两年对照"], EVER) == [of_all]  # the newest two
    assert of_all in names.questions(["overview"], EVER)  # the newest two, unless others are named
    chapters = {row["chapter"] for row in rows_of(of_chapter.answer())}
    assert chapters == {2}
    assert len(of_all.answer()) > len(of_chapter.answer()) > 5
    shown = check(of_all)
    told = [int(count) for count in re.findall(r"(\d+) 项", shown.headline)]
    assert told[0] == sum(told[1:]) == len(of_all.answer())
    with pytest.raises(names.UnknownName, match="要两个年份"):
        names.questions(["两年对照"], Scope(2024, 2024))
    with pytest.raises(names.UnknownName, match="不是一章"):
        names.questions(["forms/两年对照"], scope)


def test_a_collection_is_called_by_what_it_is(school: Path) -> None:
    assert names.title(["training"], EVER) == "二 人才培养"
    assert names.title(["training/体质健康"], EVER) == "体质健康"
    assert names.title(["fitness_grades"], EVER) == "体质健康测试等级构成"
    assert names.title(["fitness_grades", "forms"], EVER) == "会议材料"


def test_every_figure_of_a_page_is_asked_in_the_scope(school: Path) -> None:
    scope = Scope(2022, 2023, ("会计事务",))
    asked = everything(scope)
    assert {one.scope.year_from for one in asked} == {2022}
    assert scopes.words(asked[0].scope) == ("2022-2023年", "会计事务")
