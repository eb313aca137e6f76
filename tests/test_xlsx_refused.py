"""Workbooks that are not what they seem, or too much: refused, in the process that reads them.

Whatever is harmful goes through the child, as in the server.
"""

import io
import json
import random
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dashboard import paths, xlsx
from dashboard.contract.faults import CellProblem, Refused
from dashboard.xlsx import child
from tests import workbooks
from tests.amount import exhaustive
from tests.workbooks import GOOD, SHEET, data, number, one, parts, read_here, saved

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


def test_what_is_refused_to_read_is_refused_to_mark_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_text("as it was", encoding="utf-8")
    content, _ = STRANGERS["macro"]
    with pytest.raises(Refused, match="宏"):
        xlsx.mark(saved(tmp_path, content), [], out)
    assert out.read_text(encoding="utf-8") == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"out.xlsx", "book.xlsx"}


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
