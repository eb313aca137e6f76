"""Workbooks from outside: read exactly as they look, or refused; marked without losing anything.

Most examples go through the code that the child runs, called here in this process, as a process
for each would take minutes; whatever is harmful goes through the child, as in the server.
"""

import io
import json
import random
import re
import string
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import paths, xlsx
from dashboard.contract.faults import CellProblem, Refused
from dashboard.xlsx import FAULTS_SHEET, Grid, child, grids, number_format
from dashboard.xlsx.references import Cell, Range, cell_at, is_within
from tests import workbooks
from tests.amount import exhaustive
from tests.workbooks import data, number, one, parts, saved, text


def read_here(content: Mapping[str, str | bytes] | bytes) -> list[Grid]:
    """Read a workbook in this process."""
    with tempfile.TemporaryDirectory() as folder:
        return grids.read(saved(Path(folder), content))


def cell(stored: str, code: str) -> tuple[str, str]:
    """Return what is read of a number in a format, and the fault."""
    grid = read_here(parts({"表": one(number("A1", stored, 1))}, formats=[code]))[0]
    return grid.cells.get((1, 1), ""), grid.unreadable.get((1, 1), "")


# --- what is on screen -------------------------------------------------------------------------

# Each pair was compared with what LibreOffice shows; Excel shows the same.
SHOWN = [
    ("0.97919999999999996", "0.00%", "97.92%"),
    ("0.30000000000000004", "General", "0.3"),
    ("1.005", "0.00", "1.01"),
    ("2.675", "0.00", "2.68"),
    ("99999.995", "#,##0.00", "100,000.00"),
    ("1234567.891", "#,##0", "1,234,568"),
    ("1234567.891", "General", "1234567.891"),
    ("12345678901", "General", "12345678901"),
    ("-5", "General", "-5"),
    ("1E-4", "General", "0.0001"),
    ("0", "0.00_ ", "0.00 "),
    ("-5", "0_);[Red]\\(0\\)", "(5)"),
    ("1234.5", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "1,234.50 "),
    ("1234.5", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "  1,234.50 "),
    ("300", '0"多名"', "300多名"),
    ("300", 'General"人"', "300人"),
    ("300", "G/通用格式", "300"),
    ("18", '0":1"', "18:1"),
    ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
    ("-1234.5", '"¥"#,##0.00', "-¥1,234.50"),
    ("0", '0;-0;"零 0"', "零 0"),
    ("5", "000.0", "005.0"),
    ("5", "?0.0", " 5.0"),
    ("5.5", "0.0??", "5.5  "),
    ("5.5", "#,##0.0#", "5.5"),
    ("-0", "0", "0"),
    ("45649", "yyyy-mm-dd", "2024-12-23"),
    ("45649.75", 'yyyy"年"m"月"d"日";@', "2024-12-23"),
    ("45649", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024-12-23"),
]


@pytest.mark.parametrize(("stored", "code", "text_on_screen"), SHOWN)
def test_a_number_is_read_as_its_format_shows_it(
    stored: str, code: str, text_on_screen: str
) -> None:
    assert cell(stored, code) == (text_on_screen, "")


UNSURE = [
    ("0.3333333333333333", "General", "小数位数"),
    ("123456789012", "General", "小数位数"),
    ("0.00001", "General", "小数位数"),
    ("123456789012", "@", "小数位数"),
    ("0.7506944444444444", "h:mm", "时间"),
    ("0.75", "[h]:mm:ss", "时间"),
    ("45649.5", "yyyy-mm-dd hh:mm", "时间"),
    ("45649", 'm"月"d"日"', "日期"),
    ("45649", 'yyyy"年"m"月"', "日期"),
    ("18", "yyyy-mm-dd", "不是一个日期"),
    ("3e6", "yyyy-mm-dd", "不是一个日期"),
    ("0.5", "# ?/?", "分数"),
    ("1234", "0.00E+00", "科学记数"),
    ("1234", "[>=100]0;0.00", "看不懂"),
    ("1234", "0\\.0,", "看不懂"),
    ("1234", "[DBNum1]0", "看不懂"),
    ("1234", "0" * 10_000, "看不懂"),
    ("1234", "0." + "0" * 200, "看不懂"),
    ("5", "#.##", "看不懂"),
    ("5", "0;0;0;0;0", "看不懂"),
    ("5", "", "看不懂"),
    ("5", ";;;", "不显示"),
    ("0", "0;-0;;@", "不显示"),
    ("0", "#", "不显示"),
    ("-0.004", "0.00", "很小的负数"),
    ("0.285", "0%", "正好"),
    ("1e308", "0", "太长"),
    ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "显示成「-」"),
    ("0", '0;-0;"-"', "存的数是 0"),
    ("5", '"达标"', "显示成「达标」"),
    ("-1958", "0;[Red]0", "不带负号"),
]


@pytest.mark.parametrize(("stored", "code", "said"), UNSURE)
def test_a_number_that_cannot_be_told_for_sure_is_a_fault(
    stored: str, code: str, said: str
) -> None:
    shown_text, fault = cell(stored, code)
    assert shown_text == ""
    assert said in fault


@given(
    stored=st.floats(allow_nan=False, allow_infinity=False).map(repr),
    code=st.one_of(
        st.text('0#?.,%@;*_ "\\[]-+EGymdhs/人$', max_size=14),
        st.text(max_size=20),
        st.lists(st.sampled_from([code for _, code, _ in SHOWN + UNSURE]), max_size=3).map(
            ";".join
        ),
    ),
)
def test_any_format_shows_something_or_is_a_fault(stored: str, code: str) -> None:
    for made in (number_format.number(stored, code), number_format.text("文字", code)):
        assert bool(made.text.strip()) != bool(made.fault)


def grouped(digits: str) -> str:
    return f"{int(digits):,}"


# A format by its decimals, and how the digits look in it.
FORMATS: list[tuple[Callable[[str], str], Callable[[str, str], str]]] = [
    (lambda decimals: f"0{decimals}", lambda whole, rest: f"{whole}{rest}"),
    (lambda decimals: f"#,##0{decimals}", lambda whole, rest: f"{grouped(whole)}{rest}"),
    (lambda decimals: f"0{decimals}_ ", lambda whole, rest: f"{whole}{rest} "),
    (lambda decimals: f"0{decimals}_);[Red]\\(0{decimals}\\)", lambda w, r: f"{w}{r} "),
    (lambda decimals: f'#,##0{decimals}"人"', lambda whole, rest: f"{grouped(whole)}{rest}人"),
    (lambda decimals: f"¥#,##0{decimals};¥-#,##0{decimals}", lambda w, r: f"¥{grouped(w)}{r}"),
    (lambda decimals: f"0{decimals}%", lambda whole, rest: f"{whole}{rest}%"),
]


@given(
    whole=st.integers(0, 10**8).map(str),
    decimals=st.text(string.digits, max_size=4),
    form=st.sampled_from(FORMATS),
    off=st.integers(-499, 499),
    row=st.integers(1, 1_048_576),
    column=st.sampled_from(["A", "Z", "AA", "XFD"]),
)
def test_any_number_behind_what_is_on_screen_gives_what_is_on_screen(  # noqa: PLR0917
    whole: str,
    decimals: str,
    form: tuple[Callable[[str], str], Callable[[str, str], str]],
    off: int,
    row: int,
    column: str,
) -> None:
    """The stored value may be anything that rounds to it, as a formula's often is."""
    code_of, look_of = form
    rest = f".{decimals}" if decimals else ""
    code = code_of("." + "0" * len(decimals) if decimals else "")
    value = Decimal(whole + rest) + Decimal(off).scaleb(-3 - len(decimals))
    assume(value >= 0)
    if "%" in code:
        value /= 100
    stored = repr(float(value))
    content = parts({"表": one(number(f"{column}{row}", stored, 1), row)}, formats=[code])
    grid = read_here(content)[0]
    spot = cell_at(f"{column}{row}")
    assert spot is not None
    assert grid.unreadable == {}
    assert grid.cells == {spot: look_of(whole, rest)}


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,6})(\.[0-9]{0,2}[1-9])?", fullmatch=True))
def test_a_number_typed_into_an_ordinary_cell_is_read_as_typed(typed: str) -> None:
    assume(typed != "-0")
    content = {"表": one(number("A1", repr(float(typed))))}
    assert read_here(parts(content))[0].cells == {(1, 1): typed}


VISIBLE = st.characters(
    categories=["L", "N", "P", "S", "Zs"], include_characters="\n\t　％：，．０９_x"
)


@given(st.text(VISIBLE, min_size=1, max_size=60), st.sampled_from(["inline", "shared", "rich"]))
def test_a_text_is_read_to_the_letter_however_it_is_stored(said: str, how: str) -> None:
    escaped = escape(said.replace("_x", "_x005F_x"))
    half = len(escaped) if "&" in escaped or "_x" in escaped else len(escaped) // 2
    stored = f'<t xml:space="preserve">{escaped}</t>'
    if how == "rich":
        stored = "".join(
            f'<r><rPr><b/></rPr><t xml:space="preserve">{piece}</t></r>'
            for piece in (escaped[:half], escaped[half:])
        )
        if not re.search(r"\d", said):  # beside digits it is a fault
            stored += '<rPh sb="0" eb="1"><t>よみ</t></rPh>'
    if how == "shared":
        content = parts({"表": one('<c r="B1" t="s"><v>0</v></c>')}, texts=[stored])
    else:
        content = parts({"表": one(f'<c r="B1" t="inlineStr"><is>{stored}</is></c>')})
    grid = read_here(content)[0]
    assert grid.unreadable == {}
    assert grid.cells.get((1, 2), "") == (said if said.strip() else "")


def test_texts_with_something_unseen_in_them() -> None:
    rows = [
        text("A1", "一\r\n二"),
        text("A2", "97\u200b.92\ufeff"),
        text("A3", "\u202e81"),
        text("A4", "字" * 2001),
        text("A5", "_x0007_"),
        text("A6", "_xD83D__xDE00_"),
        text("A7", "_xD83D_"),
        text("A8", "分", 1),
        text("A9", "分", 2),
        text("A10", "分", 3),
        text("A11", "81\u061c"),
        text("A12", "8\U000e00311"),
    ]
    content = data(*(f'<row r="{row}">{cell}</row>' for row, cell in enumerate(rows, 1)))
    grid = read_here(parts({"表": content}, formats=["_ @_ ", '@"级"', ";;;"]))[0]
    assert list(grid.cells.values()) == ["一\n二", "97.92", "😀", " 分 ", "分级"]
    assert set(grid.unreadable) == {(row, 1) for row in (3, 4, 5, 7, 10, 11, 12)}


def test_formulas_give_their_last_value_and_say_so() -> None:
    cells = (
        '<c r="A1" s="1"><f>B1/C1</f><v>0.97919999999999996</v></c>'
        '<c r="B1" t="str"><f>"甲"&amp;"乙"</f><v>甲乙</v></c>'
        '<c r="C1" s="1"><f t="shared" ref="C1:C2" si="0">SUM(表1[2024])</f><v>0.5</v></c>'
        '<c r="D1"><f>A1+1</f><v></v></c>'
        '<c r="E1" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'
        '<c r="F1" t="str"><f>IF(A1="","","")</f><v></v></c>'
        '<c r="G1"><f>[1]表!A1</f><v>5</v></c>'
        "<c r=\"H1\"><f>cmd|'/c calc'!A0</f><v>5</v></c>"
        '<c r="I1" t="str"><f>WEBSERVICE("http://a")</f><v>5</v></c>'
        '<c r="J1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
        '<c r="K1" t="b"><v>1</v></c>'
        '<c r="L1" t="d"><v>2024-12-23</v></c>'
        '<c r="M1" t="str"><f>"[1]a|b"</f><v>文字</v></c>'
    )
    grid = read_here(parts({"表": one(cells)}, formats=["0.00%"]))[0]
    assert grid.cells == {(1, 1): "97.92%", (1, 2): "甲乙", (1, 3): "50.00%", (1, 13): "文字"}
    said = {4: "没有算出", 5: "#DIV/0!", 7: "网上", 8: "网上", 9: "网上", 10: "图片"}
    said |= {11: "逻辑值", 12: "日期"}
    assert {column for _, column in grid.unreadable} == set(said)
    for column, words in said.items():
        assert words in grid.unreadable[1, column]


def test_what_the_sheet_hides_is_not_read_as_if_it_were_seen() -> None:
    rows = data(
        f'<row r="1">{number("A1", 0)}{number("B1", 5)}</row>',
        f'<row r="2">{number("A2", 7)}{text("B2", "盖住")}{number("C2", 5)}</row>',
    )
    merged = '<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>'
    redrawn = (
        '<conditionalFormatting sqref="C1:C9"><cfRule type="expression" dxfId="1" priority="1">'
        "<formula>1</formula></cfRule></conditionalFormatting>"
    )
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    content = parts({"表": view + rows + merged + redrawn})
    content["xl/styles.xml"] = content["xl/styles.xml"].replace(
        "</styleSheet>",
        '<dxfs><dxf><font/></dxf><dxf><numFmt numFmtId="9" formatCode="0%"/></dxf></dxfs>'
        "</styleSheet>",
    )
    grid = read_here(content)[0]
    assert grid.cells == {(1, 2): "5", (2, 1): "7"}
    assert grid.merged == [(2, 1, 2, 2)]
    assert "不显示零值" in grid.unreadable[1, 1]
    assert "盖住" in grid.unreadable[2, 2]
    assert "条件格式" in grid.unreadable[2, 3]
    formulas = view.replace('showZeros="0"', 'showFormulas="1"')
    shown_formula = one('<c r="A1"><f>1+1</f><v>2</v></c>')
    grid = read_here(parts({"表": formulas + shown_formula}))[0]
    assert "显示公式" in grid.unreadable[1, 1]


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    content = parts(
        {"表": one(number("A1", 44187, 1))},
        formats=["yyyy/m/d"],
        book='<workbookPr date1904="1"/>',
    )
    grid = read_here(content)[0]
    assert grid.cells == {(1, 1): "2024-12-23"}


VALUES = st.one_of(
    st.text(VISIBLE, min_size=1, max_size=12).filter(
        lambda said: said.strip() and said[0] not in {"=", "#"} and "_x" not in said
    ),
    st.integers(-(10**9), 10**9),
    st.just(None),
)


@given(
    sheets=st.lists(
        st.dictionaries(
            st.tuples(st.integers(1, 60), st.integers(1, 30)), VALUES, min_size=1, max_size=20
        ),
        min_size=1,
        max_size=3,
    ),
    seed=st.integers(0, 1000),
)
def test_a_workbook_of_openpyxl_is_read_whole_wherever_its_cells_stand(
    sheets: list[dict[tuple[int, int], str | int | None]], seed: int
) -> None:
    """Moved, hidden, sorted, styled: what is in the cells does not change."""
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    expected = []
    for place, cells in enumerate(sheets):
        sheet = book.create_sheet(f"表 {place}’s & <{place}>")
        for (row, column), value in cells.items():
            sheet.cell(row, column, value).fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet.sheet_state = chance.choice(["visible", "hidden", "veryHidden"])
        sheet.row_dimensions[chance.randint(1, 60)].hidden = True
        sheet.column_dimensions["B"].hidden = True
        seen = {spot: str(value) for spot, value in cells.items() if value is not None}
        expected.append((sheet.title, seen))
    stored = io.BytesIO()
    book.save(stored)
    found = read_here(stored.getvalue())[1:]
    assert [(grid.name, grid.cells) for grid in found] == expected
    assert not any(grid.unreadable for grid in found)


# --- files that are not what they seem ---------------------------------------------------------

GOOD = parts(
    {
        "甲": data(
            f'<row r="1">{text("A1", "指标")}{number("B1", 5)}<c r="C1" t="s"><v>1</v></c></row>',
            f'<row r="7">{number("A7", "0.9792", 1)}{number("C7", "1234.5", 2)}</row>',
        ),
        "乙": one(text("A1", "另一张")),
    },
    formats=["0.00%", "#,##0.00"],
    texts=["<t>没有用到</t>", "<t>文字</t>"],
)
LINK = f'<Relationship Id="x" Type="{workbooks.OFFICE}/{{kind}}" Target="{{part}}"/>'


def with_relation(kind: str, part: str, content: str = "<x/>") -> dict[str, str | bytes]:
    made = parts({"表": one(number("A1", 1))}, relations=LINK.format(kind=kind, part=part))
    return {**made, f"xl/{part}": content}


def with_part(name: str, change: Callable[[str], str]) -> dict[str, str | bytes]:
    return {**GOOD, name: change(GOOD[name])}


def with_doctype(name: str, doctype: str, used: str) -> dict[str, str | bytes]:
    def change(content: str) -> str:
        head, rest = content.split("\n", 1)
        return f"{head}\n{doctype}\n{rest.replace('文字', used).replace('指标', used)}"

    return with_part(name, change)


def laughs() -> str:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return f'<!DOCTYPE lolz [<!ENTITY a0 "哈哈哈哈">{entities}]>'


def encrypted_entry() -> bytes:
    content = bytearray(workbooks.packed(GOOD))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        content[at + offset] |= 1
    return bytes(content)


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1000)
        + b"".join(stream.encode("utf-16-le") for stream in streams)
    )


SHEET = "xl/worksheets/sheet1.xml"
STRANGERS: dict[str, tuple[Mapping[str, str | bytes] | bytes, str]] = {
    "empty": (b"", "空文件"),
    "xls": (ole("Workbook"), ".xls"),
    "password": (ole("EncryptionInfo", "EncryptedPackage"), "密码"),
    "doc in disguise": (ole("WordDocument"), "Word"),
    "csv": ("指标,本版所印\n优秀率,97.92%\n".encode("gbk"), "CSV"),
    "csv in UTF-16": ("指标,本版所印\n".encode("utf-16"), "CSV"),
    "html": (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "xml of 2003": (b'<?xml version="1.0"?><Workbook/>', "XML"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "random": (random.Random(1).randbytes(5000), "不是 .xlsx"),
    "only a zip": ({"a.txt": "a"}, "压缩包"),
    "ods": ({"mimetype": "application/x", "content.xml": "<a/>"}, "OpenDocument"),
    "xlsb": (
        {**GOOD, "xl/workbook.bin": b"", "xl/workbook.xml": "<a/>"},
        "xlsb",
    ),
    "docx": (
        {
            "[Content_Types].xml": GOOD["[Content_Types].xml"].replace(
                "spreadsheetml.sheet.main", "wordprocessingml.document.main"
            )
        },
        "Word",
    ),
    "strict": (
        with_part(
            "_rels/.rels",
            lambda content: content.replace(
                workbooks.OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
        ),
        "Strict",
    ),
    "encrypted entry": (encrypted_entry(), "密码"),
    "path": ({**GOOD, "../../etc/passwd": "x"}, "名称"),
    "backslashes": ({**GOOD, "..\\x": "x"}, "名称"),
    "twice by case": ({**GOOD, "XL/workbook.xml": "x"}, "名称"),
    "many entries": ({**GOOD, **{f"x/{n}.bin": b"" for n in range(6000)}}, "部件"),
    "macro": (with_relation("vbaProject", "vbaProject.bin"), "宏"),
    "macro by another name": (with_relation("vbaProject", "harmless.bin"), "宏"),
    "macro by its type": (
        with_part(
            "[Content_Types].xml",
            lambda content: content.replace(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        ),
        "宏",
    ),
    "macro sheet": (with_relation("xlMacrosheet", "macrosheets/sheet1.xml"), "宏"),
    "link": (with_relation("externalLink", "externalLinks/externalLink1.xml"), "断开链接"),
    "queries": (with_relation("connections", "connections.xml"), "查询"),
    "object": ({**GOOD, "xl/embeddings/oleObject1.bin": b"x"}, "对象"),
    "control": ({**GOOD, "xl/activeX/activeX1.xml": "<a/>"}, "对象"),
    "laughs in the texts": (with_doctype("xl/sharedStrings.xml", laughs(), "&a9;"), "DOCTYPE"),
    "laughs in a sheet": (with_doctype(SHEET, laughs(), "&a9;"), "DOCTYPE"),
    "a file as entity": (
        with_doctype(SHEET, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', "&b;"),
        "DOCTYPE",
    ),
    "doctype in UTF-16 where nobody reads": (
        {
            **GOOD,
            "docProps/app.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode(
                "utf-16"
            ),
        },
        "DOCTYPE",
    ),
    "blanks before anything": ({**GOOD, "docProps/app.xml": b" " * 5_000_000}, "损坏"),
    "no workbook": ({"[Content_Types].xml": GOOD["[Content_Types].xml"]}, "损坏"),
    "no sheet": (parts({}), "损坏"),
    "lost sheet": ({name: part for name, part in GOOD.items() if name != SHEET}, "损坏"),
    "many sheets": (parts({f"表{n}": data() for n in range(2000)}), "工作表"),
    "a name twice": (parts([("表", data()), ("表", data())]), "同名"),
    "a part twice": (
        with_part(
            "xl/_rels/workbook.xml.rels", lambda content: content.replace("sheet2", "sheet1")
        ),
        "同名",
    ),
    "deep": (parts({"表": "<a>" * 100_000 + "</a>" * 100_000}), "嵌套"),
    "merged a thousand times": (
        parts(
            {
                "表": data()
                + "<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_001))
                + "</mergeCells>"
            }
        ),
        "合并",
    ),
    **{
        f"cell {reference}": (parts({"表": one(number(reference, 1))}), "损坏")
        for reference in ("A0", "ZZZZ1", "XFE1", "A2", "a1", "１", "", "A1:B1", "A1 ")
    },
    "row beyond": (parts({"表": one(number("A1048577", 1), 1_048_577)}), "损坏"),
    "row of no number": (parts({"表": '<sheetData><row r="1e3"/></sheetData>'}), "损坏"),
    "a cell twice": (parts({"表": one(number("A1", 1) + number("A1", 2))}), "损坏"),
    "a row twice": (parts({"表": data('<row r="2"/>', '<row r="2"/>')}), "损坏"),
    "columns beyond": (parts({"表": one('<c t="n"/>' * 16_385)}), "损坏"),
    **{
        f"value {stored}": (parts({"表": one(number("A1", stored))}), "损坏")
        for stored in ("NaN", "INF", "1e999", "0x10", "1_000", "٣", "9" * 5000, "1 2")
    },
    **{
        f"text {index}": (parts({"表": one(f'<c r="A1" t="s"><v>{index}</v></c>')}), "损坏")
        for index in ("0", "-1", "99999999999", "x")
    },
    **{
        f"style {style}": (
            parts({"表": one(f'<c r="A1" s="{style}"><v>1</v></c>')}),
            "损坏",
        )
        for style in ("1", "-1", "99999999999", "x")
    },
    "not XML": ({**GOOD, SHEET: "<worksheet><a></worksheet>"}, "损坏"),
    "half a character": ({**GOOD, SHEET: b"<a>\xff</a>"}, "损坏"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_safe_workbook_is_refused_and_says_what_to_do(name: str, tmp_path: Path) -> None:
    content, said = STRANGERS[name]
    with pytest.raises(Refused, match=said) as refused:
        xlsx.read(saved(tmp_path, content))
    assert "请" in str(refused.value)
    assert "代号" not in str(refused.value)


def test_what_is_harmless_is_passed_over(tmp_path: Path) -> None:
    harmless: dict[str, str | bytes] = {
        "xl/media/image1.png": b"\x89PNG",
        "xl/drawings/vmlDrawing1.vml": "<xml><br></xml>",
        "xl/printerSettings/printerSettings1.bin": b"\0",
        "xl/comments1.xml": "<comments/>",
        "xl/pivotCache/pivotCacheDefinition1.xml": "<a/>",
        "xl/charts/chart1.xml": "<a/>",
        "docProps/app.xml": "not even XML",
    }
    found = xlsx.read(saved(tmp_path, {**GOOD, **harmless}))
    assert [(grid.name, list(grid.cells.values())) for grid in found] == [
        ("甲", ["指标", "5", "文字", "97.92%", "1,234.50"]),
        ("乙", ["另一张"]),
    ]


def test_a_chart_sheet_is_passed_over_and_a_prefix_makes_no_difference() -> None:
    content = parts({"表": one(number("A1", 5)), "图": "<a/>"})
    relations = "xl/_rels/workbook.xml.rels"
    content[relations] = content[relations].replace(
        'worksheet" Target="worksheets/sheet2', 'chartsheet" Target="worksheets/sheet2'
    )
    sheet = content[SHEET].replace("xmlns=", "xmlns:x=")
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    found = read_here({**content, SHEET: sheet})
    assert [(grid.name, grid.cells) for grid in found] == [("表", {(1, 1): "5"})]


# --- files that are too much -------------------------------------------------------------------


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(Refused, match="500 MB"):
        xlsx.read(path)


def bomb(size: int, name: str = SHEET) -> bytes:
    """Return a workbook one part of which unpacks to that many blanks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for other, part in GOOD.items():
            if other != name:
                zipped.writestr(other, part)
        with zipped.open(name, "w", force_zip64=True) as part_file:
            part_file.write(b"<a>")
            for _ in range(size // 1_000_000):
                part_file.write(b" " * 1_000_000)
    return made.getvalue()


@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "xl/media/image1.png"])
def test_a_zip_bomb_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="展开后太大"):
        xlsx.read(saved(tmp_path, bomb(300_000_000, name)))


@pytest.mark.parametrize("claimed", [0, 10, 1_000, 4_000_000_000])
def test_a_bomb_that_lies_about_its_size_is_refused(claimed: int, tmp_path: Path) -> None:
    """The size stands in the directory (and, before the part, where it is said to come later)."""
    content = bytearray(bomb(150_000_000))
    directory = content.rfind(b"PK\x01\x02")
    assert content[directory + 46 :].startswith(SHEET.encode())
    content[directory + 24 : directory + 28] = struct.pack("<I", claimed)
    with pytest.raises(Refused, match=r"损坏|太大"):
        xlsx.read(saved(tmp_path, bytes(content)))


def test_parts_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """The way to a bomb of petabytes: many entries of the directory lead to one part."""
    content = bytearray(workbooks.packed({**GOOD, "xl/a.xml": "<a/>", "xl/b.xml": "<b/>"}))
    first, second = content.find(b"xl/a.xml"), content.find(b"xl/b.xml")
    at = content.rfind(b"xl/b.xml") - 46
    content[at + 42 : at + 46] = struct.pack("<I", first - 30)
    content[second : second + 8] = b"xl/a.xml"
    with pytest.raises(Refused, match=r"重叠|损坏"):
        xlsx.read(saved(tmp_path, bytes(content)))


def test_a_zip_within_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = bomb(1_000_000)
    content: dict[str, str | bytes] = {
        **GOOD,
        "xl/media/a.zip": workbooks.packed({"b.zip": inner, "c.zip": inner}),
    }
    assert [grid.name for grid in xlsx.read(saved(tmp_path, content))] == ["甲", "乙"]


@exhaustive
def test_a_million_empty_rows_do_not_matter(tmp_path: Path) -> None:
    empty = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>'
        for row in range(2, 1_048_577)
    )
    content = parts({"表": data(f'<row r="1">{number("A1", 5)}</row>', empty)}, formats=["0"])
    path = saved(tmp_path, content)
    assert xlsx.read(path)[0].cells == {(1, 1): "5"}
    out = tmp_path / "marked.xlsx"
    xlsx.mark(path, [CellProblem("表", 1, 1, "不对")], out)
    assert out.stat().st_size < 100_000
    assert xlsx.read(out)[0].cells == {(1, 1): "5"}


def test_a_million_rows_of_values_are_refused_by_the_name_of_the_sheet(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}">{number(f"A{row}", row)}</row>' for row in range(1, 1_048_577))
    with pytest.raises(Refused, match=r"“太长”.*请删去"):
        xlsx.read(saved(tmp_path, parts({"太长": data(rows)})))


def test_far_more_empty_cells_than_a_sheet_has_are_refused_by_its_name(tmp_path: Path) -> None:
    row = '<row r="{}" spans="1:200" s="1" customFormat="1">' + '<c s="1"/>' * 200 + "</row>"
    rows = "".join(row.format(number) for number in range(1, 60_001))
    with pytest.raises(Refused, match=r"“太宽”展开后太大.*右键"):
        xlsx.read(saved(tmp_path, parts({"太宽": data(rows)}, formats=["0"])))


def test_a_row_of_all_columns_is_read(tmp_path: Path) -> None:
    cells = "".join("<c><v>1</v></c>" for _ in range(16_384))
    assert len(xlsx.read(saved(tmp_path, parts({"表": one(cells)})))[0].cells) == 16_384


def test_long_chains_of_formulas_are_not_followed(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>A{row + 1}+1</f><v>{row}</v></c></row>'
        for row in range(1, 9_001)
    )
    assert len(xlsx.read(saved(tmp_path, parts({"表": data(rows)})))[0].cells) == 9_000


def test_texts_used_again_and_again_are_bounded(tmp_path: Path) -> None:
    """One text of two thousand characters, and a hundred thousand cells that show it."""
    rows = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(100_000))
    content = parts({"表": data(rows)}, texts=[f"<t>{'字' * 2000}</t>"])
    with pytest.raises(Refused, match="文字太多"):
        xlsx.read(saved(tmp_path, content))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_child_has_little_memory() -> None:
    """Here it is made to ask for more, as no file known to us can make it."""
    code = (
        "import runpy, sys; sys.argv = ['', 'read', 'x'];"
        "from dashboard.xlsx import grids;"
        "grids.read = lambda path: bytes(2_000_000_000);"
        "runpy.run_module('dashboard.xlsx', run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, check=True
    )
    assert "MemoryError" in json.loads(done.stdout)["refused"]


def test_a_child_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_SECONDS", 0.01)
    with pytest.raises(Refused, match=r"太复杂.*请删去"):
        xlsx.read(saved(tmp_path, GOOD))


class LeftError(Exception):
    """Whoever waited has gone."""


def test_a_child_ends_with_whoever_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would sleep for a minute; it is ended as soon as it is asked whether anybody waits."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def kept(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(popen([sys.executable, "-c", "import time; time.sleep(60)"], **named))
        return started[-1]

    def left() -> None:
        raise LeftError

    monkeypatch.setattr(subprocess, "Popen", kept)
    with pytest.raises(LeftError):
        child.run("anything", [], seconds=50, waiting=left)
    assert started[0].poll() not in (None, 0)


def test_a_child_that_dies_is_a_plain_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(Refused, match="太复杂"):
        xlsx.read(saved(tmp_path, GOOD))


def test_two_readers_take_turns_and_the_third_is_asked_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, GOOD)
    found: list[int] = []

    def read() -> None:
        found.append(len(xlsx.read(path)))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2]
    monkeypatch.setattr(xlsx, "_SECONDS_IN_LINE", 0.01)
    with xlsx._ONE_AT_A_TIME, pytest.raises(Refused, match="稍后再试"):
        xlsx.read(path)


# --- damaged files -----------------------------------------------------------------------------


def read_or_refused(content: Mapping[str, str | bytes] | bytes) -> list[Grid] | None:
    try:
        return read_here(content)
    except Refused:
        return None


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999])
def test_a_file_cut_off_is_refused(share: float) -> None:
    content = workbooks.packed(GOOD)
    with pytest.raises(Refused):
        read_here(content[: int(len(content) * share)] or b"P")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=4))
def test_a_file_with_bytes_gone_wrong_is_refused_or_read_the_same(
    flips: list[tuple[int, int]],
) -> None:
    """A zip has a sum of each part, so that what is read at all is as it was, names apart."""
    content = bytearray(workbooks.packed(GOOD))
    for place, change in flips:
        content[place % len(content)] ^= change
    found = read_or_refused(bytes(content))
    if found is not None:
        assert [grid.cells for grid in found] == [grid.cells for grid in read_here(GOOD)]


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=3),
)
def test_a_part_gone_wrong_is_refused_or_read_as_it_is_stored(
    name: str, flips: list[tuple[int, int]]
) -> None:
    part = bytearray(GOOD[name].encode())
    for place, change in flips:
        part[place % len(part)] ^= change
    content = workbooks.packed({**GOOD, name: bytes(part)})
    found = read_or_refused(content)
    if found is None:
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception:  # noqa: BLE001 - it has no common class for what it does not like
        return
    for grid in found:
        assert grid.name in book.sheetnames
        for (row, column), said in grid.cells.items():
            stored = book[grid.name].cell(row, column).value
            if isinstance(stored, str):
                assert said == stored
            elif isinstance(stored, int | float):
                code = book[grid.name].cell(row, column).number_format
                assert said == number_format.number(repr(stored), code).text


@given(st.binary(max_size=2000))
def test_any_bytes_are_refused(content: bytes) -> None:
    for beginning in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(Refused):
            read_here(beginning + content)


# --- marking -----------------------------------------------------------------------------------


def filled_in(path: Path) -> None:
    """Save a workbook such as the template is: protected, with drop-downs, widths, colours."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "体质's 测试"
    sheet.append(["指标", "本版所印", "=1+1", "盖"])
    sheet.append(["优秀率", 0.12])
    sheet["B2"].number_format = "0.00%"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFFF2CC")
    sheet["B2"].protection = Protection(locked=False)
    sheet["A2"].comment = Comment("办公室写的", "办公室")
    sheet.merge_cells("D1:E2")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions["C"].hidden = True
    sheet.protection.sheet = True
    sheet.freeze_panes = "B2"
    rule = DataValidation("list", formula1='"是,否"', sqref="B2:B9")
    sheet.add_data_validation(rule)
    other = book.create_sheet("隐藏")
    other.sheet_state = "hidden"
    other["A1"] = "x"
    book.save(path)


def test_faults_are_marked_listed_and_taken_off_again(tmp_path: Path) -> None:
    path, out, again = (tmp_path / f"{name}.xlsx" for name in ("book", "out", "again"))
    filled_in(path)
    name = "体质's 测试"
    faults = [
        CellProblem(name, 2, 2, "超过 100%"),
        CellProblem(name, 2, 2, "比上版大很多"),
        CellProblem(name, 2, 1, "没有这个指标"),
        CellProblem(name, 1, 5, "被盖住"),
        CellProblem(name, 0, 0, "少一列"),
        CellProblem("没有的表", 3, 3, '=HYPERLINK("http://a")\x07'),
    ]
    xlsx.mark(path, faults, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [FAULTS_SHEET, name, "隐藏"]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False, False]
    listed = [[cell.value for cell in row] for row in book[FAULTS_SHEET].iter_rows()]
    assert listed[0][:3] == ["工作表", "单元格", "问题"]
    assert listed[1][:3] == [name, "B2", "超过 100%"]
    assert listed[5][:3] == [name, "整张表", "少一列"]
    assert book[FAULTS_SHEET]["C7"].data_type == "s"
    link = book[FAULTS_SHEET]["B2"].hyperlink
    assert link is not None
    assert link.location == "'体质''s 测试'!B2"
    sheet = book[name]
    assert sheet["B2"].fill.fgColor.rgb == "FFFFB3B1"
    assert sheet["B2"].comment.text == "【数据检查】超过 100%\n比上版大很多"
    assert sheet["A2"].comment.text == "办公室写的\n【数据检查】没有这个指标"
    assert "被盖住" in sheet["D1"].comment.text
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"是,否"']
    assert sheet.protection.sheet
    assert not sheet["B2"].protection.locked
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.column_dimensions["C"].hidden
    assert sheet["C1"].value == "=1+1"
    assert book["隐藏"].sheet_state == "hidden"
    # Read again, the list is not part of it; and what is mended loses its mark, but keeps its own.
    assert [grid.name for grid in xlsx.read(out)] == [name, "隐藏"]
    assert xlsx.read(out)[0].cells == xlsx.read(path)[0].cells
    xlsx.mark(out, [CellProblem(name, 1, 1, "别处")], again)
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == [FAULTS_SHEET, name, "隐藏"]
    assert book[FAULTS_SHEET].max_row == 2
    sheet = book[name]
    assert sheet["B2"].comment is None
    assert sheet["B2"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["A2"].comment.text == "办公室写的"
    assert sheet["A2"].fill.fill_type is None
    assert sheet["A1"].fill.fgColor.rgb == "FFFFB3B1"


def test_a_drop_down_that_excel_keeps_in_an_extension_survives(tmp_path: Path) -> None:
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14='
        '"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations '
        'count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        "<x14:formula1><xm:f>专业!$A$2:$A$9</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    content = parts({"表": one(number("A1", 1)) + extension, "专业": one(text("A1", "会计"))})
    out = tmp_path / "out.xlsx"
    xlsx.mark(saved(tmp_path, content), [CellProblem("表", 1, 1, "不对")], out)
    (rule,) = openpyxl.load_workbook(out)["表"].data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", "专业!$A$2:$A$9", "B2:B9")
    assert rule.showErrorMessage


def test_what_is_refused_to_read_is_refused_to_mark_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_text("as it was", encoding="utf-8")
    content, _ = STRANGERS["macro"]
    with pytest.raises(Refused, match="宏"):
        xlsx.mark(saved(tmp_path, content), [], out)
    assert out.read_text(encoding="utf-8") == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"out.xlsx", "book.xlsx"}


@exhaustive
def test_a_workbook_that_would_take_much_memory_is_not_marked(tmp_path: Path) -> None:
    """As the names of cells are no cells, it is read; marking makes an object of each of them."""
    names = '<definedName name="a">A1</definedName>' * 300_000
    book = f"<definedNames>{names}</definedNames>"
    path = saved(tmp_path, parts({"表": one(number("A1", 1))}, book=book))
    with pytest.raises(Refused, match=r"workbook\.xml 展开后太大"):
        xlsx.mark(path, [CellProblem("表", 1, 1, "不对")], tmp_path / "out.xlsx")


def test_very_many_faults_are_cut_short(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    faults = [CellProblem("甲", row, 1, "不对") for row in range(1, 2001)]
    xlsx.mark(saved(tmp_path, GOOD), faults, out)
    sheet = openpyxl.load_workbook(out)[FAULTS_SHEET]
    assert sheet.max_row == 1002
    assert "1000" in str(sheet["C1002"].value)


# --- what a reader would not read as one text -----------------------------------------------------


def styled(content: dict[str, str], *fonts: str) -> dict[str, str]:
    """Give style n + 1 the n-th font."""
    used = "".join(f'<xf numFmtId="0" fontId="{n + 1}"/>' for n in range(len(fonts)))
    styles = content["xl/styles.xml"].replace("<font/></fonts>", f"<font/>{''.join(fonts)}</fonts>")
    return content | {"xl/styles.xml": styles.replace("</cellXfs>", f"{used}</cellXfs>")}


def run(said: str, look: str = "") -> str:
    return f"<r><rPr>{look}</rPr><t>{said}</t></r>"


@pytest.mark.parametrize("how", ["inline", "shared"])
@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (run("1920", "<strike/>") + run("1968"), "删除线"),
        (run("5", '<strike val="1"/>') + run("6"), "删除线"),
        (run("19", '<color rgb="FFFFFFFF"/>') + run("58"), "白色"),
        (run("58") + run("1", '<color theme="0"/>'), "白色"),
        (run("1920") + run("2", '<vertAlign val="superscript"/>'), "「2」是上标或下标"),
        (run("44") + run("①", '<vertAlign val="superscript"/>'), "「①」是上标或下标"),
        (run("7") + run("1", '<sz val="1"/>'), "小到看不见"),
        ('<t>604</t><rPh sb="0" eb="3"><t>5</t></rPh>', "拼音"),
    ],
)
def test_what_is_not_read_as_one_number_is_a_fault(stored: str, told: str, how: str) -> None:
    if how == "shared":
        content = parts({"表": one('<c r="B1" t="s"><v>0</v></c>')}, texts=[stored])
    else:
        content = parts({"表": one(f'<c r="B1" t="inlineStr"><is>{stored}</is></c>')})
    grid = read_here(content)[0]
    assert grid.cells == {}
    assert told in grid.unreadable[1, 2]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (run("19", '<strike val="0"/>') + run("20", '<sz val="11"/>'), "1920"),
        (run("19", '<color rgb="FFFF0000"/>') + run("20", '<color theme="1"/>'), "1920"),
        (run("61562m") + run("2", '<vertAlign val="superscript"/>'), "61562m²"),
        (run("1920", '<vertAlign val="baseline"/>') + run(" ", "<strike/>"), "1920 "),
        ('<t>护理</t><rPh sb="0" eb="2"><t>huli</t></rPh>', "护理"),
    ],
)
def test_what_is_read_as_one_text_is_read(stored: str, shown: str) -> None:
    content = parts({"表": one(f'<c r="B1" t="inlineStr"><is>{stored}</is></c>')})
    assert read_here(content)[0].cells == {(1, 2): shown}


def test_a_cell_whose_font_strikes_it_out_is_withdrawn() -> None:
    cells = number("A1", 5, 1) + text("B1", "五", 1) + number("C1", 6, 2) + number("D1", 7, 3)
    fonts = (
        '<font><strike/><sz val="11"/></font>',
        '<font><vertAlign val="superscript"/></font>',
        '<font><sz val="10.5"/><strike val="0"/></font>',
    )
    grid = read_here(styled(parts({"表": one(cells)}), *fonts))[0]
    assert grid.cells == {(1, 4): "7"}
    assert "删除线" in grid.unreadable[1, 1]
    assert "删除线" in grid.unreadable[1, 2]
    assert "上标" in grid.unreadable[1, 3]


def test_a_condition_that_strikes_out_withdraws_its_cells() -> None:
    rule = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1">'
        "<formula>1</formula></cfRule></conditionalFormatting>"
    )
    content = parts({"表": one(number("A1", 5)) + rule})
    content["xl/styles.xml"] = content["xl/styles.xml"].replace(
        "</styleSheet>", "<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
    )
    assert "条件格式" in read_here(content)[0].unreadable[1, 1]


def test_ranges_of_conditional_formats_are_held_against_few_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many there are, the cells looked at are counted, and are few."""
    looked: list[Cell] = []

    def counted(cell: Cell, area: Range) -> bool:
        looked.append(cell)
        return is_within(cell, area)

    monkeypatch.setattr(grids, "is_within", counted)
    rows = data(*(f'<row r="{n}">{number(f"A{n}", n)}</row>' for n in range(1, 5_000)))
    rule = '<cfRule type="iconSet"><iconSet showValue="0"/></cfRule>'
    ranges = " ".join(f"B{n}:J9000" for n in range(1, 1_900))
    condition = f'<conditionalFormatting sqref="{ranges}">{rule}</conditionalFormatting>'
    with pytest.raises(Refused, match="条件格式太多"):
        read_here(parts({"表": rows + condition}))
    assert len(looked) <= 1_000_000


def test_very_many_ranges_of_conditional_formats_are_refused() -> None:
    rule = '<cfRule type="iconSet"><iconSet showValue="0"/></cfRule>'
    ranges = " ".join(f"A{n}" for n in range(1, 5_000))
    condition = f'<conditionalFormatting sqref="{ranges}">{rule}</conditionalFormatting>'
    with pytest.raises(Refused, match="条件格式太多"):
        read_here(parts({"表": one(number("A1", 1)) + condition}))


@pytest.mark.parametrize("where", ["cell", "shared", "formula"])
def test_a_text_without_end_is_let_go_before_it_is_read(where: str) -> None:
    endless = "字" * 200_000
    if where == "shared":
        content = parts({"表": one('<c r="A1" t="s"><v>0</v></c>')}, texts=[f"<t>{endless}</t>"])
    elif where == "cell":
        content = parts({"表": one(text("A1", endless))})
    else:
        content = parts({"表": one(f'<c r="A1"><f>{endless}</f><v>1</v></c>')})
    with pytest.raises(Refused, match="有一处文字太长"):
        read_here(content)
