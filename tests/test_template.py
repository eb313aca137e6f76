"""The template as a workbook: opened again, its cells, what they take, and the same bytes."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import paths
from dashboard.contract import codes
from dashboard.intake import csv_form, template
from dashboard.intake.form_builder import layout
from dashboard.intake.form_columns import COLUMNS
from dashboard.intake.form_layout import Layout, Line
from dashboard.intake.template.validation import choose
from dashboard.text import without_guard
from tests.schools import Figure, School

AT = {column: number for number, column in enumerate(COLUMNS, start=1)}


@pytest.fixture(scope="module")
def asked() -> Layout:
    return layout(paths.DATA, 2025)


@pytest.fixture(scope="module")
def made(asked: Layout) -> bytes:
    return template.workbook(asked)


@pytest.fixture(scope="module")
def book(made: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def rule_of(sheet: Worksheet, cell: str) -> DataValidation | None:
    """Return what is checked in a cell; a cell has one rule or none."""
    found = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    assert len(found) <= 1
    return found[0] if found else None


def lines(asked: Layout, book: Workbook) -> Iterator[tuple[Worksheet, int, Line]]:
    for one in asked.sheets:
        for row, line in enumerate(one.lines, start=2):
            yield book[one.title], row, line


def test_sheets_stand_in_the_order_of_the_report(asked: Layout, book: Workbook) -> None:
    assert book.sheetnames == [
        *("填写说明", "报告信息", "专业"),
        *(one.title for one in asked.sheets),
        *(one.title for one in asked.lists),
    ]
    assert book.active is book["填写说明"]


def test_every_line_has_its_row(asked: Layout, book: Workbook) -> None:
    for sheet, row, line in lines(asked, book):
        cells = {column: sheet.cell(row, number).value for column, number in AT.items()}
        assert cells["指标"] == (f"{line.name} *" if line.required else line.name)
        assert (cells["时期"], cells["单位"], cells["出处"]) == (
            line.period,
            line.unit,
            line.source,
        )
        assert (cells["分类"] or "", cells["专业"] or "") == (line.category, line.major)
        assert (cells["上版时期"] or "", cells["上版数"] or "") == (
            *(line.last_period, line.last_printed),
        )
        assert cells["代码"] == line.code
        assert str(cells["定义"]).endswith(line.definition)
        assert not any(cells[column] for column in ("本版所印", "折合数值", "状态", "备注", "页码"))
    assert [cell.value for cell in book["附表1 人才培养质量计分卡"][1]] == list(COLUMNS)


def test_only_what_is_to_be_filled_in_can_be_written(asked: Layout, book: Workbook) -> None:
    for sheet, row, line in lines(asked, book):
        free = {column for column, n in AT.items() if not sheet.cell(row, n).protection.locked}
        wanted = {"本版所印", "折合数值", "状态", "备注", "出处", "页码"}
        wanted |= {"分类"} if line.open_category else set()
        wanted |= {"专业"} if line.open_major else set()
        assert free - {"时期"} == wanted
        assert ("时期" in free) == bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", line.period))
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    allowed = book["图2-5 体质健康"].protection
    # Written as what is locked.
    assert not any((allowed.sort, allowed.autoFilter, allowed.formatColumns, allowed.insertRows))


def test_codes_are_out_of_sight(asked: Layout, book: Workbook) -> None:
    for one in asked.sheets:
        sheet = book[one.title]
        assert sheet.column_dimensions["O"].hidden
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:O{sheet.max_row}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_cells_are_written_as_their_unit_wants(asked: Layout, book: Workbook) -> None:
    seen = set()
    for sheet, row, line in lines(asked, book):
        cell = sheet.cell(row, AT["本版所印"])
        rule = rule_of(sheet, cell.coordinate)
        assert rule is not None
        if line.unit == "%" and (line.official or line.last_printed[-1:] not in ("%", "")):
            # The forms print 99.61 under a heading that says %: so it is typed, and so it stays.
            assert cell.number_format == "General"
            assert str(rule.formula1).endswith("<=100))")
            assert "%" not in str(rule.promptTitle).partition("如 ")[2]
        elif line.unit == "%":
            assert cell.number_format == "0.00%"
            assert str(rule.formula1).endswith("<=1))")
        elif line.unit.startswith(":"):
            assert (cell.number_format, rule.type) == ("@", None)
        else:
            assert cell.number_format == "General"
            assert str(rule.formula1).endswith(">=0))")
            assert line.unit in str(rule.promptTitle)
        # Text can be entered on purpose, and a formula speaks of the first cell it is for.
        assert rule.type is None or rule.errorStyle == "warning"
        first = str(rule.sqref).split(":")[0].split()[0]
        assert rule.type is None or f"ISNUMBER({first})" in str(rule.formula1)
        assert (cell.border.left.style == "medium") == line.required
        seen.add(cell.number_format)
    assert seen == {"0.00%", "@", "General"}


def test_what_excel_would_cut_off_is_short_enough(book: Workbook) -> None:
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 225
            assert max(len(rule.promptTitle or ""), len(rule.errorTitle or "")) <= 32
            assert len(rule.formula1 or "") <= 257  # with its quotes
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.comment is None or len(cell.comment.text) < 400


def test_drop_downs(asked: Layout, book: Workbook) -> None:
    sheet = book["图2-21 社团"]
    spare = len(next(one for one in asked.sheets if one.file == "clubs").lines) + 2
    status = rule_of(sheet, f"J{spare}")
    assert status is not None
    assert status.formula1 == f'"{",".join(codes.STATUS.values())}"'
    major = rule_of(sheet, f"C{spare}")
    assert major is not None
    # A major added on its own sheet can be chosen.
    assert major.formula1 == f"'专业'!$A$2:$A${book['专业'].max_row}"
    assert book["专业"].cell(2, 1).value == "计算机应用"
    assert book["专业"].max_row == len(asked.majors.last) + 21
    period = rule_of(sheet, f"D{spare}")
    assert period is not None
    assert (period.formula1, period.errorStyle) == ('"2024学年"', "warning")
    name = rule_of(sheet, f"A{spare}")
    assert name is not None
    assert listed(book, str(name.formula1)) == ["社团招收人数"]
    chapter = rule_of(book["正文 第三章"], f"A{book['正文 第三章'].max_row}")
    assert chapter is not None
    wanted = next(one for one in asked.sheets if one.file == "chapter_3")
    assert set(listed(book, str(chapter.formula1))) == {line.name for line in wanted.lines}
    carried = rule_of(book["正文说法"], "A2")
    assert carried is not None
    assert carried.formula1 == '"是,否"'


def listed(book: Workbook, where: str) -> list[str]:
    sheet, _, cells = where.rpartition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]


def test_there_are_rows_to_spare(asked: Layout, book: Workbook) -> None:
    for one in asked.sheets:
        sheet = book[one.title]
        spare = range(len(one.lines) + 2, sheet.max_row + 1)
        many = one.open or any(line.optional for line in one.lines)
        assert len(spare) == (10 if many else 5)
        for row in spare:
            assert all(sheet.cell(row, number).value is None for number in AT.values())
            assert not sheet.cell(row, AT["指标"]).protection.locked
    for listing in asked.lists:
        assert book[listing.title].max_row == len(listing.last) + 21


def test_lists_show_last_years_rows_in_words(asked: Layout, book: Workbook) -> None:
    sheet = book["正文事实"]
    assert [cell.value for cell in sheet[1]][:4] == ["沿用", "类别", "名称", "分组"]
    assert sheet["B2"].value == "学校概况"
    assert sheet["A2"].value is None
    assert not sheet["C2"].protection.locked  # what has changed is written over
    assert len(sheet.conditional_formatting) == 1
    claims = book["正文说法"]
    words = {cell.value for (cell,) in claims["E2:E100"]}
    assert words <= labels_of(asked, "claims", "assertion")
    assert book["核查答复"]["A1"].value == "核查编号"


def labels_of(asked: Layout, file: str, column: str) -> set[str]:
    return set(next(one for one in asked.lists if one.file == file).words[column].values())


def test_particulars(book: Workbook) -> None:
    sheet = book["报告信息"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert rows["年份"][1].value == "2025"
    assert rows["年份"][1].protection.locked
    assert rows["报告全称"][1].value is None
    assert "（2024）" in str(rows["报告全称"][2].value)
    assert not rows["报告全称"][1].protection.locked


def test_the_first_page_leads_to_every_sheet(asked: Layout, book: Workbook) -> None:
    links = {cell.value: cell.hyperlink for (cell,) in book["填写说明"]["A1:A80"] if cell.hyperlink}
    assert list(links) == [
        *("报告信息", "专业", *(one.title for one in asked.sheets)),
        *(one.title for one in asked.lists),
    ]
    for title, link in links.items():
        assert link.location == f"'{title}'!A1"
        assert link.target is None
    (row,) = (
        r for r in book["填写说明"].iter_rows(max_col=5) if r[0].value == "附表1 人才培养质量计分卡"
    )
    assert [cell.value for cell in row[1:4]] == [24, 2, 0]
    assert row[4].value == "=COUNTA('附表1 人才培养质量计分卡'!H2:H30)"
    said = " ".join(str(cell.value) for (cell,) in book["填写说明"]["A1:A30"] if cell.value)
    said += " ".join(str(cell.value) for (cell,) in book["填写说明"]["B1:B30"] if cell.value)
    for word in ("未填", "不适用", "确实是零", "折合数值", "数据填报", "空行", "沿用"):
        assert word in said


def test_notes_say_what_nothing_means(book: Workbook) -> None:
    note = book["图2-5 体质健康"]["H1"].comment
    assert note is not None
    for word in ("留空", "-：", "0："):
        assert word in note.text


def test_the_same_layout_gives_the_same_bytes(asked: Layout, made: bytes, tmp_path: Path) -> None:
    """Also in another process, whose sets have another order."""
    assert template.workbook(asked) == made
    out = tmp_path / "again.xlsx"
    code = (
        "import sys; from pathlib import Path; from dashboard import paths;"
        "from dashboard.intake import form_builder, template;"
        "Path(sys.argv[1]).write_bytes(template.workbook(form_builder.layout(paths.DATA, 2025)))"
    )
    subprocess.run([sys.executable, "-c", code, out], check=True, cwd=paths.ROOT)
    assert out.read_bytes() == made


def test_nothing_in_it_points_outside(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        for name in names:
            content = archive.read(name)
            assert b'TargetMode="External"' not in content
            assert b"http://" not in re.sub(rb"http://(schemas|purl|www\.w3)[^\"]*", b"", content)
        # A formula has its result, for those who do not reckon.
        assert b"</f><v>0</v>" in archive.read("xl/worksheets/sheet1.xml")
        # Last year's numbers are text, without a green corner each.
        assert b'<ignoredError sqref="A1:Z2000"' in archive.read("xl/worksheets/sheet4.xml")


def test_as_one_table(asked: Layout) -> None:
    raw = template.csv_text(asked)
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(table[0]) == ["表", *COLUMNS]
    particulars = [row for row in table if row["表"] == "报告信息"]
    assert (particulars[0]["指标"], particulars[0]["本版所印"]) == ("年份", "2025")
    figures = [row for row in table if row["表"] != "报告信息"]
    every = [line for one in asked.sheets for line in one.lines]
    assert [row["代码"].split("@")[0] for row in figures] == [line.indicator for line in every]
    assert [(row["时期"], row["专业"], row["分类"]) for row in figures] == [
        line.key[1:] for line in every
    ]
    # A spreadsheet opens 18:1 as a time and 3.00 as 3, were they not kept as texts.
    last = [row["上版数"] for row in figures]
    assert [without_guard(cell) for cell in last] == [line.last_printed for line in every]
    assert {"'18:1", "'3.00"} <= set(last)
    assert {row["本版所印"] for row in figures} == {""}


# --- made-up schools ------------------------------------------------------------------------------


@pytest.fixture
def odd(tmp_path: Path) -> School:
    """Return a school whose every word looks like something else."""
    school = School(tmp_path / "data")
    school.majors = [{"major": "=1+1", "major_category": "财经商贸类"}]
    school.indicator("rooms", name="=SUM(A1)", definition="-1")
    school.sheets = [{"sheet": "table", "title": "表 1（甲、乙）&<丙>", "note": "=2"}]
    line = {"sheet": "table", "indicator": "rooms", "source": "=A1"}
    school.lines = [
        line | {"category": "*", "period": "{Y}年"},
        line | {"period": "{Y}年", "by_major": "also"},
    ]
    school.figures = [Figure("rooms", "2024年", "3", '@甲,"乙"')]
    school.facts = [{"topic": "honour", "item": "=1+1", "source": "正文"}]
    return school


def test_text_that_looks_like_a_formula_is_none(odd: School) -> None:
    odd.write()
    asked = layout(odd.data, 2025)
    book = openpyxl.load_workbook(io.BytesIO(template.workbook(asked)))
    sheet = book["表 1（甲、乙）&<丙>"]
    assert [sheet.cell(2, n).value for n in (1, 2, 12)] == ["=SUM(A1)", '@甲,"乙"', "=A1"]
    assert book["专业"]["A2"].value == "=1+1"
    assert book["事实"]["C2"].value == "=1+1"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    every = [cell for one in book for row in one.iter_rows() for cell in row]
    formulas = [cell.value for cell in every if cell.data_type == "f"]
    assert formulas == ["=COUNTA('表 1（甲、乙）&<丙>'!H2:H14)"]
    # What is offered in a drop-down is typed into the cell by the choice, so the cell holds text.
    name = rule_of(sheet, "A14")
    assert name is not None
    assert listed(book, str(name.formula1)) == ["=SUM(A1)"]
    assert {sheet[f"{column}14"].number_format for column in "ABCDJ"} == {"@"}


def test_a_word_that_would_end_a_drop_down_is_not_offered() -> None:
    sheet = Workbook().worksheets[0]
    for words in (["甲", '"&cmd|x!A0&"'], ["甲,乙"], []):
        choose(sheet, [(2, 3)], 1, "长" * 40, words, prompt="请\x0b选" * 200)
    rules = sheet.data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == [None] * 3
    assert all(len(rule.promptTitle) <= 32 and len(rule.prompt) <= 255 for rule in rules)
    assert "\x0b" not in rules[0].prompt


def test_text_that_looks_like_a_formula_is_none_in_the_table_either(
    odd: School, tmp_path: Path
) -> None:
    odd.write()
    asked = layout(odd.data, 2025)
    path = tmp_path / "填.csv"
    path.write_bytes(template.csv_text(asked))
    table = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert not [cell for row in table for cell in row if cell.startswith(("=", "@"))]
    [grid] = [one for one in csv_form.read(path) if one.name.startswith("表 1")]
    assert {'@甲,"乙"', "=SUM(A1)", "=A1"} <= set(grid.cells.values())  # as they are


def test_a_school_that_has_nothing_yet(tmp_path: Path) -> None:
    school = School(tmp_path / "data")
    school.majors = []
    school.write()
    (school.data / "editions" / "2024" / "edition.csv").unlink()
    for path in (school.data / "editions" / "2024").glob("*.csv"):
        path.unlink()
    (school.data / "editions" / "2024").rmdir()
    asked = layout(school.data, 2025)
    book = openpyxl.load_workbook(io.BytesIO(template.workbook(asked)))
    assert book.sheetnames[:4] == ["填写说明", "报告信息", "专业", "正文事实"]
    assert book["报告信息"]["B2"].value == "2025"
    assert "版）" not in str(book["填写说明"]["A2"].value)
    assert "2025" in template.csv_text(asked).decode("utf-8-sig")
