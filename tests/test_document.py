"""The document of Word, opened as its reader does: the official tables against the paper report."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from dashboard import paths
from dashboard.contract.codes import FORMS
from dashboard.material import cells, names
from dashboard.material.content import Content, content
from dashboard.material.content import Table as Laid
from dashboard.material.cover import Cover
from dashboard.material.document import UNSETTLED, write
from dashboard.material.official import is_form
from dashboard.material.plots import plots
from dashboard.query.question import Question, Scope
from dashboard.render.tables import Grid
from tests.amount import exhaustive, exhaustively
from tests.layouts import HOSTILE
from tests.schools import Figure, School
from tests.test_transcription import mended, paper

COVER = Cover("附表", "虚构学校", "据《虚构学校年报》", "2025年1月2日", 2024)
EVER = Scope(1900, 2100)
LOST = 23  # the line of 附表3 that the scan lost: blank in the form


def opened(*asked: Question) -> Opened:
    return Document(io.BytesIO(write([content(one) for one in asked], COVER)))


def official(table: str) -> Question:
    return Question.of("official_form", EVER, official_table=table, title=table)


@pytest.fixture(scope="module")
def forms(school: Path) -> Opened:
    """Return all six as ``pack forms`` makes them."""
    return opened(*map(official, FORMS))


def lines(table: Table) -> list[tuple[str, str, bool, str, list[str]]]:
    """Return the lines below the heading: number, label, whether starred, unit, figures.

    A number stands in the first of its lines, a label in all over which it stands.
    """
    found, above = [], None
    for row in table.rows[1:]:
        number, label, unit, *figures = row.cells
        is_first, above = number._tc is not above, number._tc
        starred = label.text.endswith("*")
        found.append(
            (
                number.text if is_first else "",
                label.text.rstrip("*"),
                starred,
                unit.text,
                [cell.text for cell in figures],
            )
        )
    return found


@pytest.mark.parametrize("number", range(1, 7))
def test_a_form_is_that_of_the_paper(number: int, forms: Opened) -> None:
    """Every heading, number, label, star, unit and cell, to the letter and in its place."""
    heads, *printed = paper(f"form_{number}")
    label, meant = "", []
    for no, text, unit, *_ in printed:
        label = text or label
        meant.append((no, label.rstrip("*"), label.endswith("*"), unit))
    cells = [line[3:] for line in printed]
    if number == 3:
        meant = mended(meant)
        cells.insert(LOST - 1, ["", ""])
    table = forms.tables[number - 1]
    assert [cell.text for cell in table.rows[0].cells] == heads
    found = lines(table)
    assert [line[:2] + line[3:] for line in found] == [
        (no, name, unit, figures) for (no, name, _, unit), figures in zip(meant, cells, strict=True)
    ]
    starred = [star for line, (_, _, star, _) in zip(found, meant, strict=True)]
    assert [line[2] for line in found][: LOST - 1] == starred[: LOST - 1]
    assert not re.search("[※†更注—]", "".join("".join(line[4]) for line in found))


def body(document: Opened) -> Iterator[Paragraph | Table]:
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield Paragraph(element, document)
        elif element.tag == qn("w:tbl"):
            yield Table(element, document)


def style(paragraph: Paragraph) -> Any:
    """Return the style of a paragraph, which each has."""
    assert paragraph.style is not None
    return paragraph.style


def test_each_form_stands_on_a_page_with_its_title_below(forms: Opened) -> None:
    parts = list(body(forms))
    tables = [at for at, part in enumerate(parts) if isinstance(part, Table)]
    assert len(tables) == len(FORMS)
    for at, (table, name) in zip(tables, FORMS.items(), strict=True):
        before, form, title = parts[at - 1 : at + 2]
        assert isinstance(before, Paragraph)
        assert isinstance(form, Table)
        assert isinstance(title, Paragraph)
        assert style(before).paragraph_format.page_break_before
        assert title.text == f"{table.replace('附表', '附表 ')}：{name}"
        assert style(title).base_style.name == "Heading 1"
        assert all(p.paragraph_format.keep_with_next for p in form.rows[-1].cells[-1].paragraphs)


def test_a_number_stands_over_all_lines_that_belong_to_it(forms: Opened) -> None:
    column = [row.cells[0]._tc for row in forms.tables[2].rows]
    runs = [sum(one is first for one in column) for first in dict.fromkeys(column)]
    assert runs == [1, 1, 2, 1, 2, 8, 7, 9, 7, 5, 1, 1, 1, 1]
    label = [row.cells[1]._tc for row in forms.tables[2].rows]
    assert label[7] is label[8]  # how many courses, and below it their hours


def test_headings_stand_again_on_each_page_and_no_line_is_parted(forms: Opened) -> None:
    for table in forms.tables:
        first, *others = [row._tr.trPr for row in table.rows]
        assert first.find(qn("w:tblHeader")) is not None
        assert all(one.find(qn("w:cantSplit")) is not None for one in others)
        assert not any(one.find(qn("w:tblHeader")) is not None for one in others)


def fields(document: Opened) -> list[str]:
    return [element.text.strip() for element in document.element.iter(qn("w:instrText"))]


def test_contents_are_there_before_anybody_renews_them(forms: Opened) -> None:
    entries = [one.text for one in forms.paragraphs if style(one).name == "toc 1"]
    titles = [f"{table.replace('附表', '附表 ')}：{name}" for table, name in FORMS.items()]
    assert entries == [f"{title}\t{page}" for page, title in enumerate([*titles, UNSETTLED], 2)]
    places = {one.get(qn("w:name")) for one in forms.element.iter(qn("w:bookmarkStart"))}
    led_to = {one.get(qn("w:anchor")) for one in forms.element.iter(qn("w:hyperlink"))}
    assert places == led_to
    assert len(places) == len(entries)
    assert fields(forms)[0] == r'TOC \o "1-1" \h \z \u'


def test_paper_is_a4_with_school_and_page_on_each(forms: Opened) -> None:
    [section] = forms.sections
    assert section.orientation == WD_ORIENTATION.PORTRAIT
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21, 29.7), abs=0.01)
    assert "虚构学校" in section.header.paragraphs[0].text
    codes = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_every_style_has_a_chinese_font(forms: Opened) -> None:
    used = {style(one).name for one in body(forms) if isinstance(one, Paragraph)} | {"Cell"}
    for name in used:
        fonts = forms.styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) in {"宋体", "黑体"}
        assert not [key for key in fonts.attrib if "Theme" in key]


def test_what_is_not_settled_is_listed_on_a_page_of_its_own(forms: Opened, school: Path) -> None:
    parts = [one for one in body(forms) if isinstance(one, Paragraph)]
    [at] = [
        n for n, one in enumerate(parts) if one.text == UNSETTLED and style(one).name != "toc 1"
    ]
    assert parts[at].paragraph_format.page_break_before
    listed = [one.text for one in parts[at:] if one.text.startswith("□")]
    with duckdb.connect(school, read_only=True) as data:
        doubted = data.execute(
            """
            select distinct figure.indicator, finding_of_cause.cause
            from finding_of_cause
            inner join finding_figure using (finding)
            inner join observation as figure
                on finding_figure.edition = figure.edition
                and finding_figure.ordinal = figure.ordinal
            inner join indicator on figure.indicator = indicator.indicator
            where official_table is not null and is_doubted
            and severity in ('错误', '存疑') and finding not in (select finding from answer)
            """
        ).fetchall()
    assert len(listed) == len({cause for _, cause in doubted})
    named = [number for line in listed for number in re.findall("第 ([0-9、]+) 行", line)]
    assert len("、".join(named).split("、")) == len(doubted)
    assert any("460" in line and "错误" in line for line in listed)


# --- other editions, corrections ------------------------------------------------------------------


@pytest.fixture
def two_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    """SYNTHETIC: a form of two lines in two editions, of which the later prints 2024 otherwise."""
    made = School(tmp_path / "data")
    for row, code in enumerate(("graduates", "placed"), 1):
        made.indicator(
            code,
            official_table="附表1",
            official_row=str(row),
            official_no=str(row),
            official_label=code,
            required="false",
        )
    for edition, period, code, printed in (
        (2024, "2023年", "graduates", "07"),
        (2024, "2024年", "graduates", "1,234"),
        (2024, "2024年", "placed", "-"),
        (2025, "2024年", "graduates", "1233"),
        (2025, "2025年", "graduates", "0"),
    ):
        source = f"附表1 第{1 + (code == 'placed')}行"
        made.figures.append(Figure(code, period, printed, edition=edition, source=source))
    monkeypatch.setattr(paths, "DATABASE", made.build())
    return made


def rows_of_form(year: int) -> list[list[str]]:
    asked = Question.of("official_form", Scope(2020, year), official_table="附表1", title="附表1")
    [table] = opened(asked).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_form_is_of_one_edition_as_it_was_printed(two_editions: School) -> None:
    """Also once a later one prints otherwise; a line with nothing in it is there all the same."""
    assert rows_of_form(2024) == [
        ["序号", "指标", "单位", "2023年", "2024年"],
        ["1", "graduates", "人", "07", "1,234"],
        ["2", "placed", "人", "", "-"],
    ]
    assert rows_of_form(2026) == [
        ["序号", "指标", "单位", "2024年", "2025年"],
        ["1", "graduates", "人", "1233", "0"],
        ["2", "placed", "人", "", ""],
    ]
    before_the_first = Question.of("official_form", Scope(2000, 2020), official_table="附表1")
    document = opened(before_the_first)
    assert document.tables == []
    assert "到 2020 年为止没有收录的年报" in "".join(one.text for one in document.paragraphs)


@exhaustive
def test_what_the_school_has_corrected_stands_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SYNTHETIC: with no sign in the table, and no longer on the list."""
    made = School(tmp_path / "data")
    for row, code in enumerate(("placed", "enrolled", "employed"), 1):
        made.indicator(code, official_table="附表1", official_row=str(row), official_label=code)
    made.relation("sum", "sum", "whole placed", "part enrolled", "part employed")
    made.figures = [
        Figure(code, "2024年", printed, source=f"附表1 第{row}行")
        for row, code, printed in (
            (1, "placed", "1522"),
            (2, "enrolled", "1402"),
            (3, "employed", "116"),
        )
    ]
    asked = Question.of("official_form", EVER, official_table="附表1", title="附表1")
    monkeypatch.setattr(paths, "DATABASE", made.build())
    document = opened(asked)
    assert [row.cells[-1].text for row in document.tables[0].rows] == [
        "2024年",
        "1522",
        "1402",
        "116",
    ]
    assert [one for one in document.paragraphs if one.text.startswith("□")]
    [finding] = made.ask("select finding from finding_export")
    made.answers = [
        {
            **finding,
            "answer": "corrected",
            "indicator": "placed",
            "period": "2024年",
            "value": "1518",
            "text": "虚构的理由",
            "answered_by": "教务处",
            "answered_on": "2025-01-31",
        }
    ]
    monkeypatch.setattr(paths, "DATABASE", made.build())
    document = opened(asked)
    assert [row.cells[-1].text for row in document.tables[0].rows] == [
        "2024年",
        "1518",
        "1402",
        "116",
    ]
    assert not [one for one in document.paragraphs if one.text.startswith("□")]


# --- texts from outside ---------------------------------------------------------------------------

FIELD = '{ DDEAUTO c:\\windows\\cmd.exe "/k calc" }'
OURS = re.compile(r"TOC .*|SEQ [图表] .*|PAGEREF _Toc\d+ .*|PAGE|NUMPAGES")


@pytest.mark.parametrize(
    "text", [HOSTILE, *exhaustively(FIELD, "=1+1\n甲", "乙\x0b\ufffe\u202e丙")]
)
def test_a_text_is_a_text(text: str, school: Path) -> None:
    """Whatever stands in the data makes no field, no link and no element, and is there to read."""
    [meant] = [content(Question.of("fitness_grades", EVER))]
    hostile = replace(
        meant,
        title=text,
        unit=text,
        headline=text,
        scope=text,
        note=text,
        sources=(text,),
        remarks=(text,),
        doubts=(text,),
        definitions=((text, text),),
    )
    plain, attacked = (
        Document(io.BytesIO(write([one], replace(COVER, title=title, school=title))))
        for one, title in ((meant, "甲"), (hostile, text))
    )
    assert all(OURS.fullmatch(code) for code in fields(attacked))
    assert len(fields(attacked)) == len(fields(plain))
    assert not [one for one in attacked.element.iter(qn("w:hyperlink")) if one.get(qn("r:id"))]
    shown = text.replace("\x0b", "").replace("\ufffe", "").replace("\u202e", "").split("\n")[0]
    assert sum(shown in one.text for one in attacked.paragraphs) >= 5


# --- chosen figures -------------------------------------------------------------------------------


def chosen(*names_of: str, scope: Scope = EVER) -> list[Content]:
    return [content(one) for one in names.questions(names_of, scope)]


def check(shown: list[Content]) -> None:
    """Hold a document against what is said of its figures: tables, charts, places, doubts."""
    document = Document(io.BytesIO(write(shown, COVER)))
    figures = [one for one in shown if not is_form(one.asked)]
    ours = iter(document.tables)
    charts = iter(charts_of(document))
    written = "\n".join(one.text for one in document.paragraphs)
    for one in shown:
        if is_form(one.asked):
            next(ours)
            continue
        drawn = plots(one)
        if len(drawn) > 1:
            captions = [cell.text.strip() for row in next(ours).rows for cell in row.cells]
            assert [plot.caption for plot in drawn] == [*filter(None, captions)]
        for plot in drawn:
            numbers, kept = next(charts)
            values = [list(series.values) for series in plot.series]
            assert numbers[: len(values)] == values
            # A workbook keeps sixteen digits.
            assert [[one and round(one, 9) for one in column] for column in kept] == [
                [one and round(one, 9) for one in column] for column in numbers
            ]
        for table in one.tables:
            found = [[cell.text for cell in row.cells] for row in next(ours).rows]
            assert found[0] == [*table.grid.heads]
            for row, cells_of in zip(found[1:], table.grid.rows, strict=True):
                assert [words.split("\n")[0] for words in row] == [
                    cells.text(cell).split("\n")[0] for cell in cells_of
                ]
        for words in (one.headline, one.missing, *one.sources, *one.doubts, *one.remarks):
            assert words in written
    assert next(ours, None) is None
    assert next(charts, None) is None
    numbers = [code.split()[1] for code in fields(document) if code.startswith("SEQ")]
    assert numbers.count("图") == sum(bool(plots(one)) for one in figures)
    assert numbers.count("表") == sum(len(one.tables) for one in figures)


def charts_of(document: Opened) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield of each chart, in order, its numbers by series, and those in its workbook."""
    place = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for reference in document.element.iter(f"{place}chart"):
        part = document.part.related_parts[reference.get(qn("r:id"))]
        drawn = parse_xml(part.blob)
        series = list(drawn.iter(f"{place}ser"))
        [workbook] = drawn.iter(f"{place}externalData")
        blob = part.related_parts[workbook.get(qn("r:id"))].blob
        [sheet] = openpyxl.load_workbook(io.BytesIO(blob)).worksheets
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        columns = [[cell.value for cell in column[1:]] for column in sheet.iter_cols(min_col=2)]
        many = len(columns[0])
        yield [numbers_of(one.find(f"{place}val"), many) for one in series], columns


def numbers_of(values: Any, many: int) -> list[float | None]:
    place = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    found = {
        int(point.get("idx")): float(point.find(f"{place}v").text)
        for point in values.iter(f"{place}pt")
    }
    return [found.get(at) for at in range(many)]


@pytest.mark.parametrize(
    "named",
    ["training/体质健康", *exhaustively("profile", "development", "service", "forms", "overview")],
)
def test_a_figure_says_what_it_says_everywhere(named: str, school: Path) -> None:
    check(chosen(named))


def test_lying_bars_too_many_for_a_page_are_parted(school: Path) -> None:
    [shown] = chosen("honours_by_level")
    [pane] = shown.panes
    rows = [pane.frame.assign(**{pane.by: f"{at}班"}).head(1) for at in range(45)]
    many = replace(shown, panes=(pane._replace(frame=pd.concat(rows)),))
    [plot] = plots(many)
    assert len(plot.categories) == 45
    document = Document(io.BytesIO(write([many], COVER)))
    heights = [int(one.get("cy")) for one in document.element.iter(qn("wp:extent"))]
    assert len(heights) > 1
    assert max(heights) < Cm(20)


def test_a_line_of_too_many_columns_is_one_text(school: Path) -> None:
    [one] = chosen("fitness_grades")
    wide = Grid([f"栏{n}" for n in range(12)], "-" * 12, [[f"数{n}" for n in range(11)] + [""]] * 2)
    document = Document(io.BytesIO(write([replace(one, tables=(Laid("", wide),))], COVER)))
    head, first, second = ([cell.text for cell in row.cells] for row in document.tables[-1].rows)
    said = "；".join(f"栏{n}：数{n}" for n in range(11))
    assert (head, first, second) == (["序号", "内容"], ["1", said], ["2", said])


@exhaustive
@pytest.mark.parametrize("majors", [(), ("会计事务",), ("会计事务", "计算机应用")])
def test_every_figure_in_one_document(majors: tuple[str, ...], school: Path) -> None:
    check(chosen(*names.pages(), scope=Scope(2019, 2024, majors)))


def test_before_a_figure_contents_lead_to_it_without_a_page(school: Path) -> None:
    """Nobody knows here how Word breaks it; that F9 tells the page stands within the field."""
    document = Document(io.BytesIO(write(chosen("training/体质健康"), COVER)))
    first, second, *_, last = [one for one in document.paragraphs if style(one).name == "toc 1"]
    assert first.text.endswith("\t2")
    assert "\t" not in second.text
    assert "F9" in last.text
    assert last._p[-1].find(qn("w:fldChar")).get(qn("w:fldCharType")) == "end"


# --- as other programs take it ------------------------------------------------------------------


@exhaustive
def test_word_finds_nothing_to_repair(school: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(write([*chosen("forms"), *chosen("training")], COVER))
    assert OpenXmlValidator().validate(file).errors == []


def printed(document: bytes, folder: Path) -> PdfReader:
    """Print a document with LibreOffice, an independent reader."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    (folder / "a.docx").write_bytes(document)
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return PdfReader(folder / "a.pdf")


@exhaustive
def test_each_form_takes_one_sheet_of_a4(school: Path, tmp_path: Path) -> None:
    """The contents say so, and no line of 附表3, the longest, is left for another sheet."""
    asked = [content(official(table)) for table in FORMS]
    sheets = printed(write(asked, COVER), tmp_path).pages
    for number, (sheet, (table, name)) in enumerate(
        zip(sheets[1:], FORMS.items(), strict=False), 2
    ):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
        text = "".join(sheet.extract_text().split())
        assert f"{table}：{name}" in text
        assert f"第{number}页" in text
        last = paper(f"form_{table[-1]}")[-1]
        assert last[1].rstrip("*") in text
    assert UNSETTLED in "".join(sheets[7].extract_text().split())
