"""A download, opened again the way its user would: Excel, WPS, Windows, a mail programme."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from dashboard.query import question
from dashboard.query.question import Scope
from dashboard.render import export
from dashboard.text import as_text, no_formula, without_guard
from tests.asking import QUERIES, bindings

EVERYTHING = Scope(1900, 2100)


def opened(content: bytes) -> list[dict[str, str]]:
    """Read a CSV file as a spreadsheet does: by its byte-order mark, cell by cell."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def some(**columns: object) -> pd.DataFrame:
    return pd.DataFrame([columns])


def test_bytes_that_excel_opens_as_chinese(school: Path) -> None:
    content = export.to_csv(question.run("fitness_rates", EVERYTHING))
    assert content.startswith(b"\xef\xbb\xbf")
    assert not content.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 1
    assert content.endswith(b"\r\n")
    assert not content[3:].startswith(b"sep=")


def test_round_trip(school: Path) -> None:
    frame = question.run("fitness_rates", EVERYTHING)
    rows = opened(export.to_csv(frame))
    assert len(rows) == len(frame) > 0
    for row, (_, figure) in zip(rows, frame.iterrows(), strict=True):
        assert float(row["数值"]) == figure["value"]
        assert without_guard(row["报告原文"]) == figure["printed"]
        assert row["指标"] == figure["indicator_name"]
        assert row["单位"] == "%"
        assert row["时期"] == figure["period"]
        assert row["时期类型"] == "自然年"
        assert row["来源"].startswith("图2-5")
        assert row["页码"] == "6"
        assert None not in row  # no row longer than the heading


def test_blank_dash_and_zero_remain_three_things(school: Path) -> None:
    codes = [
        "form2_students_satisfaction_pct",
        "form5_schools_abroad",
        "form4_large_firm_employment",
    ]
    rows = opened(export.to_csv(question.run("headline", EVERYTHING, indicators=codes)))
    found = {row["指标代码"]: (row["数值"], row["报告原文"], row["状态"]) for row in rows}
    assert found == {
        codes[0]: ("", "", "未填"),
        codes[1]: ("", "-", "不适用"),
        codes[2]: ("0", "0", "正常"),
    }


def test_numbers_are_written_as_people_write_them() -> None:
    frame = pd.DataFrame(
        {"value": [0.1 + 0.2, 202500.0, 97.92, 0.0, None, -3.5], "page": [None] * 6}
    )
    values = [row["数值"] for row in opened(export.to_csv(frame))]
    assert values == ["0.3", "202500", "97.92", "0", "", "-3.5"]


def test_pages_are_whole_numbers_also_where_some_are_missing() -> None:
    frame = pd.DataFrame({"item": ["甲", "乙"], "page": [6.0, None]})
    assert [row["页码"] for row in opened(export.to_csv(frame))] == ["6", ""]


@pytest.mark.parametrize(
    "start",
    [
        *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "=HYPERLINK(1)"),
        *("＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "﹦1+1", "=cmd|'/C calc'!A0", "-cmd|' /C'!A0"),
        *(" =1+1", "\n=1+1", "\u3000=1+1", "\xa0＝1+1", "\u200b=1+1", "\u202e=1+1", "\x00=1"),
    ],
)
@pytest.mark.parametrize("column", ["note", "printed", "category", "detail", "item"])
def test_no_text_becomes_a_formula(start: str, column: str) -> None:
    (row,) = opened(export.to_csv(some(**{column: start})))
    (cell,) = row.values()
    assert cell == f"'{start}"
    assert without_guard(cell) == start


@pytest.mark.parametrize("text", ["-", "－", "-5", "－5", "-1,234.5%", "—", "1-2", "甲=乙", " 甲"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert no_formula(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("18:1", "7:30", "18.10", "3.00", "-3.00", "1,234.50", "０.５０", "18：1"),
        *("007", "1/3", "1-2", "2024-12", "1E5", "2e-3", "440302198001"),
    ],
)
def test_what_a_spreadsheet_would_read_otherwise_stays_text(text: str) -> None:
    (row,) = opened(export.to_csv(some(printed=text)))
    assert row["报告原文"] == f"'{text}"
    assert without_guard(row["报告原文"]) == text


@pytest.mark.parametrize(
    "text",
    [
        *("18", "18.1", "0", "0.5", "-", "-5", "1,976", "97.92%", "98.40%", "18.10:1", ""),
        *("2024-12-23", "2016-2024", "300多名", "图2-5", "1/3以上", "第九年"),
    ],
)
def test_what_a_spreadsheet_leaves_as_it_is_bears_no_sign(text: str) -> None:
    assert as_text(text) == text


def test_every_print_of_the_report_is_opened_as_printed(school: Path) -> None:
    """Read back cell by cell, in all figures of all editions."""
    frame = question.run("export_observations", EVERYTHING)
    rows = opened(export.to_csv(frame))
    assert [without_guard(row["报告原文"]) for row in rows] == list(frame["printed"])
    for row, value in zip(rows, frame["value"], strict=True):
        assert (float(row["数值"]) if row["数值"] else None) == (None if pd.isna(value) else value)
        cell = row["报告原文"]
        # What is left to be read as a number is written by a spreadsheet as it is printed.
        if re.fullmatch(r"-?[\d.]+", cell):
            assert f"{float(cell):.12g}" == cell, cell
        assert not re.fullmatch(r"\d+:\d+", cell)
        if re.fullmatch(r"'[\d.]+", cell):
            assert row["数值"] == cell[1:]  # and the number beside it has its noughts, too


@pytest.mark.parametrize("name", ["export_observations", "standards_held", "findings"])
def test_what_one_reckons_with_bears_no_sign_of_a_text(name: str, school: Path) -> None:
    """3.00 as it is printed is a text; the number stands in a column of its own."""
    frame = question.run(name, EVERYTHING, **next(bindings(name)))
    cells = [cell for row in opened(export.to_csv(frame)) for cell in row.items()]
    assert {column for column, cell in cells if re.match(r"'[\d.:]+$", cell)} == {"报告原文"}


def test_what_is_worked_out_is_rounded_and_has_its_base_beside_it(school: Path) -> None:
    found = 0
    for name in QUERIES:
        if not name.startswith("checks/") and question.load(name).chart:
            frame = question.run(name, EVERYTHING, **next(bindings(name)))
            if not {"value", "source", "decimals"} <= set(frame.columns):
                continue
            rows = opened(export.to_csv(frame))
            for row, figure in zip(rows, frame.to_dict("records"), strict=True):
                if str(figure["source"]).startswith("据") and row["数值"] and "计算" in row["来源"]:
                    found += 1
                    assert len(row["数值"].partition(".")[2]) <= max(figure["decimals"], 2), name
                    if row["单位"] == "%":
                        assert float(row["计算基数"]) > 0, (name, row)
                        assert row["什么作基数"], (name, row)
    assert found > 20


def test_a_recomputed_value_is_as_exact_as_what_it_is_held_against() -> None:
    def cells(**said: object) -> list[str]:
        (row,) = opened(export.to_csv(some(printed=None, decimals=0, **said)))
        return [row[name] for name in ("数值", "重算或另一处") if name in row]

    assert cells(value=1 / 3, recomputed=25.05060729) == ["0", "25.05"]
    assert export.to_csv(some(value=2 / 3, printed=None, decimals=2)).endswith(b"0.67,\r\n")
    # 19.996 does not look as if it were the 20 that it has to be.
    told = opened(export.to_csv(some(value=19.996, printed=None, decimals=1, standard=20.0)))
    assert told[0]["数值"] == "19.996"


def test_text_with_all_that_a_csv_must_quote() -> None:
    note = '含逗号,引号"与\n换行；𠮷'
    (row,) = opened(export.to_csv(some(note=note, item="甲")))
    assert (row["备注"], row["名称"]) == (note, "甲")


def test_internal_columns_stay_inside() -> None:
    (row,) = opened(export.to_csv(some(value=1.0, ordinal=7, split_by=None)))
    assert row == {"数值": "1"}


def test_empty_answer_still_has_its_headings(school: Path) -> None:
    content = export.to_csv(question.run("fitness_rates", Scope(1900, 1901)))
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert {"指标", "时期", "数值", "单位", "来源"} <= set(head)
    assert not rows


def test_headings_are_chinese_and_told_apart() -> None:
    assert len(set(export.HEADINGS.values())) == len(export.HEADINGS)
    assert not [text for text in export.HEADINGS.values() if re.search("[A-Za-z]", text)]


# --- names of files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        ["二 人才培养", "体测合格率与优良率", "2019-2023年", "全校"],
        ['甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "一\n二\t三", "年份.."],
        ["附表", "附表1", "2023年", "计算机应用、会计事务"],
        ["很长" * 200, "尾"],
        ["", "", "甲"],
    ],
)
def test_names_are_legal_everywhere(parts: list[str]) -> None:
    name = export.file_name(parts, "csv")
    assert name.endswith(".csv")
    stem = name.removesuffix(".csv")
    assert stem
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert stem == stem.strip(" .")
    assert len(name.encode()) <= 255  # ext4, and so most systems a school runs on Linux


def test_names_say_what_is_inside() -> None:
    parts = ["二 人才培养", "体测合格率", "2019-2023年", "会计事务"]
    assert export.file_name(parts, "csv") == "二人才培养_体测合格率_2019-2023年_会计事务.csv"


# --- the page as one ZIP --------------------------------------------------------------------------


def test_zip_opens_with_chinese_names(tmp_path: Path) -> None:
    files = [("体测合格率_全校.csv", b"a"), ("近视率_会计事务.csv", "近视".encode())]
    path = tmp_path / "all.zip"
    path.write_bytes(export.to_zip(files))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == files
        # Explorer takes a name for UTF-8 only where this bit says so.
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())
        archive.extractall(tmp_path / "out")
    assert (tmp_path / "out" / "近视率_会计事务.csv").read_bytes() == files[1][1]


def test_zip_of_equal_content_is_equal() -> None:
    files = [("一.csv", b"1"), ("二.csv", b"2")]
    assert export.to_zip(files) == export.to_zip(files)


def test_zip_keeps_both_of_two_files_of_one_name() -> None:
    """Two figures may bear one title; neither may vanish when the archive is unpacked."""
    packed = export.to_zip([("一.csv", b"1"), ("一.csv", b"2")])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        assert len(set(names)) == 2
        assert sorted(map(archive.read, names)) == [b"1", b"2"]
