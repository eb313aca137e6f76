"""What a cell shows is what is read of it: numbers, texts, formulas, dates, what is struck out."""

import io
import random
import re
import string
from collections.abc import Callable
from decimal import Decimal
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from dashboard.contract.faults import Refused
from dashboard.xlsx import grids, number_format
from dashboard.xlsx.references import Cell, Range, cell_at, is_within
from tests.workbooks import data, number, one, parts, read_here, text


def cell(stored: str, code: str) -> tuple[str, str]:
    """Return what is read of a number in a format, and the fault."""
    grid = read_here(parts({"表": one(number("A1", stored, 1))}, formats=[code]))[0]
    return grid.cells.get((1, 1), ""), grid.unreadable.get((1, 1), "")


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
