"""Files that are none, without end, full of faults or oddly named, and a disk without room.

No server is asked: what would take it down is refused before.
"""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dashboard import paths, xlsx
from dashboard.contract.faults import CellProblem, Refused
from dashboard.intake import csv_form, drafts, form_builder, form_columns, template, upload
from dashboard.text import plain
from tests import filling
from tests.amount import exhaustive, exhaustively
from tests.hostile.conftest import YEAR, linux
from tests.workbooks import data as rows_in
from tests.workbooks import number, one, packed, parts, saved, text

# --- CSV files ------------------------------------------------------------------------------------


def started_with_header() -> str:
    asked = form_builder.layout(paths.DATA, YEAR)
    lines = template.csv_text(asked).decode("utf-8-sig").splitlines()
    return (
        "\r\n".join([lines[0], *(line for line in lines if line.startswith("报告信息"))]) + "\r\n"
    )


WIDE = "a wide header over many lines"
LARGE_CSV: dict[str, Callable[[], str]] = {
    "one line": lambda: "a" * 9_900_000,
    "commas": lambda: "," * 9_900_000,
    "a header without end": lambda: "表," + "a," * 4_900_000,
    "a wide header and many sheets": lambda: (
        f"表,{'a,' * 3_000}\r\n" + "".join(f"n{row}\r\n" for row in range(9_000))
    ),
    WIDE: lambda: (
        f'"{chr(10) * 90}"{",a" * 400}\r\n' + "".join(f"n{row}\r\n" for row in range(9_000))
    ),
    "a million rows": lambda: started_with_header() + "x,y\r\n" * 1_000_000,
    "ends of lines of old": lambda: "表,b\r" + "\r" * 5_000_000,
    "quotes": lambda: '"' * 5_000_001,
    "nothing but zeros": lambda: "\0" * 9_000_000,
}


@pytest.mark.parametrize(
    "name", [WIDE, *exhaustively(*(name for name in LARGE_CSV if name != WIDE))]
)
def test_a_csv_that_is_none_is_refused_before_it_is_taken_apart(
    name: str, school_data: Path, tmp_path: Path
) -> None:
    """Each in a process of its own, with half a gigabyte and ten seconds of the processor."""
    path = tmp_path / "文件.csv"
    path.write_text(LARGE_CSV[name](), encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, "review", str(path)],
        cwd=paths.ROOT,
        env=os.environ | {"DASHBOARD_DATA": str(school_data), "MEMORY": "700000000"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    said = done.stderr.decode()
    assert done.returncode == 1, said
    assert "请" in said
    assert "程序出错" not in said
    assert len(said) < 2_000


def test_a_csv_is_taken_apart_in_a_process_of_its_own(
    school_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_form, "read", lambda _: pytest.fail("read by the server itself"))
    with pytest.raises(Refused, match="看不出是哪一年的报告"):
        drafts.make(school_data, "一人", "填.csv", "表,b\nx,y".encode(), lambda _: None)


# Data, not address space, of which the libraries alone take a lot.
BOUNDED = """\
import os, sys
try:
    import resource
except ImportError:
    pass
else:
    memory = int(os.environ["MEMORY"])
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from dashboard.commands import main
sys.exit(main.main(sys.argv[1:]))
"""


def test_letters_of_another_encoding_do_not_hide_a_wide_header() -> None:
    """The bytes of a header are counted as those who decode them later will part them."""
    for encoding in ("utf-8-sig", "gb18030"):
        with pytest.raises(Refused, match="第一行有 60 格"):
            upload._check_csv(('"表\n，"' + ",学校" * 59 + "\r\n").encode(encoding))
        upload._check_csv(('"表\n，"' + ",学校" * 20 + "\r\n").encode(encoding))


# --- workbooks ------------------------------------------------------------------------------------


MERGED = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2, 4_000))
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "a name of a sheet without end": lambda: packed(
        parts({"A" * 30_000_000: one(text("A1", "x"))})
    ),
    "a longer name than any": lambda: packed(parts({"A" * 3_000: one(text("A1", "x"))})),
    "a format without end": lambda: packed(
        parts({"a": one(number("A1", 1, 1))}, formats=["0" * 30_000_000])
    ),
    "an attribute without end": lambda: packed(
        parts({"a": f"<sheetData><row r='1' a='{'x' * 30_000_000}'/></sheetData>"})
    ),
    "attributes without end": lambda: packed(
        parts(
            {
                "a": "<sheetData><row "
                + "".join(f"a{n}='' " for n in range(10**6))
                + "/></sheetData>"
            }
        )
    ),
    "a hundred thousand merged ranges": lambda: packed(
        parts({f"s{n}": one(text("A1", "x")) + MERGED for n in range(20)})
    ),
    "three thousand sheets": lambda: packed(
        parts({f"s{n}": one(text("A1", "x")) for n in range(3_000)})
    ),
    "more rows than anybody types": lambda: packed(
        parts(
            {"a": rows_in(*(f'<row r="{n}">{number(f"A{n}", n)}</row>' for n in range(1, 12_000)))}
        )
    ),
    "two sheets of nearly one name": lambda: packed(
        parts({"报告信息": one(text("A1", "x")), "报 告信息　": one(text("A1", "y"))})
    ),
    "a picture in front": lambda: b"\x89PNG\r\n\x1a\n" + packed(parts({"a": one(text("A1", "x"))})),
    "a document in front": lambda: b"%PDF-1.7\n" + packed(parts({"a": one(text("A1", "x"))})),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused_within_seconds(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_SECONDS", 10)
    with pytest.raises(Refused) as refused:
        xlsx.read(saved(tmp_path, WORKBOOKS[name]()))
    assert "秒内没有处理完" not in str(refused.value)
    assert len(str(refused.value)) < 300


# --- thousands of faults --------------------------------------------------------------------------


@exhaustive
def test_a_workbook_with_five_thousand_faults_is_handed_back_marked(
    school_data: Path, filled_in: bytes
) -> None:
    book = filling.opened(filled_in)
    sheet = book[next(name for name in book.sheetnames if name.startswith("附表6"))]
    top, columns = filling.header(sheet)
    for row in range(top + 200, top + 5_200):
        sheet.cell(row, columns[form_columns.NAME]).value = f"没有的指标 {row}"
        sheet.cell(row, columns[form_columns.PRINTED]).value = row
    draft = drafts.make(school_data, "一人", "填.xlsx", filling.saved(book), lambda _: None)
    assert len(draft.faults) + draft.unlisted >= 5_000
    assert len(draft.faults) == 500
    marked = openpyxl.load_workbook(draft.marked)
    assert marked[xlsx.FAULTS_SHEET].max_row == 501
    assert (draft.folder / "draft.json").stat().st_size < 300_000
    assert drafts.of(school_data, "一人") == [draft]


def test_faults_are_told_also_where_the_workbook_cannot_be_marked(
    school_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("无法做标记。")

    monkeypatch.setattr(xlsx, "mark", refuse)
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    draft = drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    assert draft.faults
    assert draft.unmarked == "无法做标记。"
    assert not draft.marked.exists()


# --- texts that want to be more than texts --------------------------------------------------------


NAMES = [
    "../../../etc/passwd.xlsx",
    "..\\..\\windows\\system32.xlsx",
    "C:\\a.xlsx",
    "![x](http://198.51.100.1/a.png).xlsx",
    "<img src=x onerror=alert(1)>.xlsx",
    "a\nb\r\nc\0d\u202exslx.xlsx",
    ":material/bolt: $x^2$ `c`.xlsx",
    "长" * 2_000 + ".xlsx",
    "." * 300 + "xlsx",
    "名.xlsx" + "x" * 500,
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_one_short_line_and_leads_nowhere(name: str) -> None:
    shown = upload.file_name(name)
    assert len(shown.encode()) < 300
    assert shown.isprintable()
    assert not set(shown) & set('/\\<>:"|?*![]`$#')


FORMULAS = ["=cmd|'/C calc'!A0", "+1+1", "@SUM(1)", "-1+cmd|'/C calc'!A0", '=HYPERLINK("http://a")']


def test_what_looks_like_a_formula_stays_a_text_in_the_marked_workbook(tmp_path: Path) -> None:
    cells = [text(f"A{row}", said) for row, said in enumerate(FORMULAS, start=1)]
    rows = [f'<row r="{row}">{cell}</row>' for row, cell in enumerate(cells, start=1)]
    last = len(rows) + 1
    real = f'<row r="{last}"><c r="A{last}"><f>cmd|\'/C calc\'!A0</f><v>1</v></c></row>'
    kept = f'<row r="{last + 1}"><c r="A{last + 1}"><f>1+1</f><v>2</v></c></row>'
    path, out = (
        saved(tmp_path, packed(parts({"=甲": rows_in(*rows, real, kept)}))),
        tmp_path / "out",
    )
    faults = [
        CellProblem("=甲", row, 1, f"「{said}」") for row, said in enumerate(FORMULAS, start=1)
    ]
    xlsx.mark(path, [*faults, CellProblem("=甲", 0, 0, "=1+1")], out)
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    formulas = {
        cell.coordinate
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    }
    assert formulas == {f"A{last + 1}"}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a*b*_c_", r"a\*b\*\_c\_"),
        ("a\u202eb\x07c", "abc"),
        ("a\u061cb\U000e0041\x9b\u2063c", "abc"),
        ("👩\u200d🏫\u2028b", "👩\u200d🏫  \nb"),
        ("  一\n二 ", "一  \n二"),
        ("www.example.org", "www\u200b\\.example\\.org"),
        ("a@b", "a\u200b\\@b"),
    ],
)
def test_a_text_from_outside_keeps_its_letters(given: str, shown: str) -> None:
    assert plain(given) == shown


# --- a disk that is full, a folder that is gone ---------------------------------------------------


@exhaustive
@linux
def test_a_full_disk_is_told_calmly_and_leaves_nothing(
    school_data: Path, filled_in: bytes, tmp_path: Path
) -> None:
    """In a process that may write no file larger than a few bytes, or than the upload."""
    path = tmp_path / "填.xlsx"
    path.write_bytes(filled_in)
    for room in (1_000, len(filled_in) + 1):
        done = subprocess.run(
            [sys.executable, "-c", FULL, str(room), str(school_data), str(path)],
            cwd=paths.ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert "草稿无法保存" in done.stdout, done.stderr
        assert "磁盘已满" in done.stdout
        assert str(school_data) not in done.stdout
        assert "Errno" not in done.stdout
        assert not list((school_data / "drafts").iterdir())


FULL = """\
import resource, signal, sys
from pathlib import Path
from dashboard.contract.faults import CellProblem, Refused
from dashboard.intake import drafts
room, data, file = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    drafts.make(data, "一人", file.name, file.read_bytes(), lambda _: None)
except Refused as refused:
    print(refused)
"""


def test_a_data_folder_that_was_moved_away_is_not_made_anew(
    tmp_path: Path, filled_in: bytes
) -> None:
    """Else the real one, put back, would land inside it."""
    with pytest.raises(Refused, match="数据文件夹不在了"):
        drafts.make(tmp_path / "data", "一人", "填.xlsx", filled_in, lambda _: None)
    assert not list(tmp_path.iterdir())


def test_a_data_folder_that_is_moved_away_in_between_is_not_made_anew(
    school_data: Path, tmp_path: Path, filled_in: bytes
) -> None:
    for moment in ("读取表格", "逐格检查", "生成数据并核查"):
        data = shutil.copytree(school_data, tmp_path / moment / "data")
        shutil.rmtree(data / "drafts", ignore_errors=True)

        def move(step: str, moment: str = moment, data: Path = data) -> None:
            if step == moment:
                data.rename(data.with_name("away"))

        with pytest.raises(Refused):
            drafts.make(data, "一人", "填.xlsx", filled_in, move)
        assert not data.exists(), moment
