"""Numbers as people type them, in figures and in words: read, or named with their cell."""

import pytest

from dashboard.intake import form_columns
from dashboard.intake.form_columns import PRINTED
from tests.amount import exhaustively
from tests.intake.conftest import RATE, RATIO, STUDENTS, Typing, said

# Their units slid by a line in the scan of 2024.
ONLINE_STUDENTS = ("附表3", "在线精品课程课均学生数", "2025年")
ONLINE_NATIONAL = ("附表3", "国家级在线精品课程数", "2025年")


@pytest.mark.parametrize(
    ("line", "typed", "printed", "value"),
    [
        (STUDENTS, "１９９９", "1999", "1999"),
        (STUDENTS, "1，999", "1,999", "1999"),
        (STUDENTS, "—", "-", ""),
        (RATE, "98.50％", "98.50%", "98.50"),
        (RATIO, "18.2：1", "18.2:1", "18.2"),
        (STUDENTS, "1.68万人", "1.68万人", "16800"),
        (ONLINE_STUDENTS, "436人", "436人", "436"),
        *exhaustively(
            (STUDENTS, "1999", "1999", "1999"),
            (STUDENTS, "1,999", "1,999", "1999"),
            (STUDENTS, "1999人", "1999人", "1999"),
            (RATIO, "18∶1", "18∶1", "18"),
            (STUDENTS, " 1999 ", "1999", "1999"),
            (STUDENTS, "0", "0", "0"),
            (STUDENTS, "－", "-", ""),
            (RATE, "98.50%", "98.50%", "98.50"),
            (RATE, "98.5", "98.5", "98.5"),
            (RATE, "100%", "100%", "100"),
            (RATE, "0.985%", "0.985%", "0.985"),
            (RATIO, "18.2:1", "18.2:1", "18.2"),
            (STUDENTS, "9.83万", "9.83万", "98300"),
            (ONLINE_NATIONAL, "1门", "1门", "1"),
        ),
    ],
)
def test_a_number_is_understood_as_it_is_typed(
    typing: Typing, line: tuple[str, str, str], typed: str, printed: str, value: str
) -> None:
    typing.type(line, PRINTED, typed)
    found = typing.read()
    assert said(found) == []
    assert [
        row
        for _, rows in found.files.values()
        for row in rows
        if (row.get("printed"), row.get("value"), row.get("period")) == (printed, value, line[2])
    ]


@pytest.mark.parametrize(
    ("line", "typed", "told"),
    [
        (STUDENTS, "1,99", "不是一个完整的数"),
        (STUDENTS, "19 99", "中间有空格"),
        (STUDENTS, "-5", "不应是负数"),
        (STUDENTS, "无数据", "不适用请填 -"),
        (STUDENTS, "1920²", "像是脚注号"),
        (RATE, "0.985", "分不清是 0.985% 还是 98.5%"),
        (RATIO, "18:01", "改成了时间"),
        *exhaustively(
            (STUDENTS, "约1900", "读不出数值"),
            (STUDENTS, "1999.5", "不应有小数"),
            (STUDENTS, "98%", "带百分号"),
            (STUDENTS, "无", "不适用请填 -"),
            (STUDENTS, "/", "不适用请填 -"),
            (STUDENTS, "1.999.5", "不是一个完整的数"),
            (STUDENTS, "1e3", "读不出数值"),
            (STUDENTS, "None", "程序写出的空值"),
            (STUDENTS, "NaN", "程序写出的空值"),
            (STUDENTS, "−5", "减号还是横线"),
            (STUDENTS, "1920①", "像是脚注号"),
            (RATE, "985%", "0 到 100"),
            (RATE, "九成八", "读不出数值"),
        ),
    ],
)
def test_what_is_no_number_is_named_with_its_cell(
    typing: Typing, line: tuple[str, str, str], typed: str, told: str
) -> None:
    place = typing.type(line, PRINTED, typed)
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == place
    assert told in message


# --- numbers in words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "status", "stored"),
    [
        ("一百二十三人", "123", "", "A"),
        ("省级以上12人", "12", "", "A"),
        ("约600", "600", "", "U"),
        ("300多名", "300", "", "U"),
        ("60+", "60", "", "U"),
        ("约600", "600", "正常", "A"),
    ],
)
def test_what_is_not_exact_is_kept_as_such(
    typing: Typing, typed: str, value: str, status: str, stored: str
) -> None:
    note = "约数" if stored == "U" else ""
    for column, text in (("本版所印", typed), ("折合数值", value), ("状态", status)):
        typing.type(STUDENTS, column, text)
    typing.type(STUDENTS, form_columns.NOTE, "")
    found = typing.read()
    assert said(found) == []
    [row] = [row for _, rows in found.files.values() for row in rows if row.get("printed") == typed]
    assert (row["value"], row["status"], row["note"]) == (value, stored, note)
    assert bool([one for one in found.remarks if typed in one]) == bool(note)


@pytest.mark.parametrize(
    ("typed", "value", "told"),
    [
        ("三科", "5", "说的不是 5"),
        ("300多名", "30", "说的不是 30"),
        ("1968、1986", "1968", "不止一个数"),
        ("全体", "600", "没有数"),
    ],
)
def test_a_number_is_held_to_the_words_it_stands_for(
    typing: Typing, typed: str, value: str, told: str
) -> None:
    typing.type(STUDENTS, PRINTED, typed)
    place = typing.type(STUDENTS, form_columns.VALUE, value)
    for column in (form_columns.NOTE, form_columns.STATUS):
        typing.type(STUDENTS, column, "")
    [(sheet, cell, message)] = said(typing.read())
    assert (sheet, cell) == place
    assert told in message
    typing.type(STUDENTS, form_columns.NOTE, "据登记表")
    if "说的不是" in told:
        assert said(typing.read())
        typing.type(STUDENTS, form_columns.STATUS, "可靠性低")
    assert said(typing.read()) == []
