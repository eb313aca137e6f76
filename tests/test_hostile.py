"""What somebody might try who means harm, or only pastes the wrong file: the server stays well.

Files are handed in at a real server, by a client that need not behave as a browser does.
"""

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from websockets.exceptions import InvalidStatus

from dashboard import paths, xlsx
from dashboard.contract.faults import CellProblem, Refused
from dashboard.dev.live_server import Server
from dashboard.intake import csv_form, drafts, form_builder, form_columns, template, upload
from dashboard.publish import versions
from dashboard.text import plain
from tests import filling
from tests.amount import exhaustive, exhaustively
from tests.handing_in import EDITOR, OTHER, VIEWER, Opened, Person, serving
from tests.workbooks import data as rows_in
from tests.workbooks import number, one, packed, parts, saved, text

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
SMALL = b"%PDF-1.7"  # refused at once
YEAR = 2025


def memory(pid: int) -> int:
    """Return how much memory a process holds, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) // 1000


def children(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # a thread that is over by now
            found += [int(child) for child in path.read_text(encoding="utf-8").split()]
    return found


@pytest.fixture(scope="module")
def school_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def server(school_data: Path) -> Iterator[Server]:
    with serving(school_data) as started:
        yield started


@pytest.fixture(scope="module")
def filled_in() -> bytes:
    return filling.workbook(YEAR)


@pytest.fixture
def opened(server: Server) -> Iterator[Opened]:
    """Return a function that opens a session on the entry page, signed in as somebody."""
    people: list[Person] = []

    def another(email: str = "", page: str = "entry", **headers: str) -> Person:
        people.append(Person(server.url, email, **headers))
        people[-1].run(page)
        return people[-1]

    yield another
    for one_of_them in people:
        one_of_them.close()


@pytest.fixture(autouse=True)
def nothing_prepared(school_data: Path) -> Iterator[None]:
    yield
    shutil.rmtree(school_data / "drafts", ignore_errors=True)


# --- who may hand in files ------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["", VIEWER])
def test_a_file_is_taken_from_nobody_who_may_not_prepare_an_edition(
    opened: Opened, email: str
) -> None:
    person = opened(email)
    assert person.elements("file_uploader") == []
    assert person.addresses("a.csv", "b.csv") == []
    assert person.put("a.csv", SMALL) == 403
    assert person.put("a.csv", SMALL, f"/_stcore/upload_file/{'0' * 36}/1") == 403


def test_a_file_is_taken_from_an_editor_until_the_role_is_gone(
    opened: Opened, school_data: Path
) -> None:
    rules = (school_data / "school.toml").read_text(encoding="utf-8")
    editor = opened(EDITOR)
    assert editor.put("a.csv", SMALL) == 204
    try:
        (school_data / "school.toml").write_text("[access]\neditors = []\n", encoding="utf-8")
        editor.run()
        assert editor.put("a.csv", SMALL) == 403
        (school_data / "school.toml").write_text("[access]\nviewing = 1\n", encoding="utf-8")
        editor.run()
        assert editor.put("a.csv", SMALL) == 403
    finally:
        (school_data / "school.toml").write_text(rules, encoding="utf-8")
    editor.run()
    assert editor.put("a.csv", SMALL) == 204


def test_a_file_without_the_token_against_other_sites_is_refused(opened: Opened) -> None:
    assert opened(EDITOR).put("a.csv", SMALL, X_Xsrftoken="made up") == 403


# --- how much ------------------------------------------------------------------------------------


@pytest.mark.alone
@linux
def test_hundreds_of_megabytes_leave_the_server_as_it_was(opened: Opened, server: Server) -> None:
    """Half a gigabyte at once is cut off; of as many files in a row few are taken."""
    editor = opened(EDITOR)
    editor.put("a.csv", bytes(9_000_000))
    before = memory(server.pid)

    def endless() -> Iterator[bytes]:
        yield b'--XXX\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(500):
            yield bytes(1_000_000)

    for headers in ({}, {"Content_Length": "500000000"}):
        with contextlib.suppress(OSError):  # it may hang up before it has seen all
            assert editor.put("a.csv", endless(), **headers) in {400, 413}
    answers = [editor.put("a.csv", bytes(9_000_000)) for _ in range(60)]
    assert (answers.count(204), answers.count(413)) == (4, 56)
    assert memory(server.pid) < before + 100
    editor.run()
    assert editor.elements("file_uploader")


@linux
def test_a_file_needs_no_room_for_temporary_files(opened: Opened, server: Server) -> None:
    """What is uploaded ends in memory; nothing is written on the way."""
    import resource  # not on Windows

    editor = opened(EDITOR)
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        assert editor.put("a.csv", bytes(9_000_000)) == 204
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


def test_addresses_for_a_hundred_thousand_files_are_not_given(opened: Opened) -> None:
    assert len(opened(EDITOR).addresses(*["a"] * 100_000)) == 80


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


@linux
def test_others_are_served_while_one_file_is_read_and_the_server_survives_its_reader(
    opened: Opened, server: Server
) -> None:
    """The process that reads a file is killed in the midst of it."""
    clerk, reader = opened(EDITOR), opened("", "history")
    busy = packed(
        parts(
            {
                "a": rows_in(
                    *(
                        f'<row r="{n}">{"".join(number(f"{c}{n}", 1) for c in "ABCDEFGHIJ")}</row>'
                        for n in range(1, 9_000)
                    )
                )
            }
        )
    )
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(clerk.hand_in, "忙.xlsx", busy)
        child = wait_for(lambda: [pid for pid in children(server.pid) if is_reading(pid)])[0]
        os.kill(child, signal.SIGSTOP)
        reader.run("history")
        assert "版本记录" in reader.said()
        os.kill(child, signal.SIGKILL)
        done.result(timeout=60)
    assert "文件太复杂" in clerk.said()
    clerk.hand_in("小.xlsx", SMALL)
    assert "PDF" in clerk.said()


@linux
@pytest.mark.parametrize("module", ["dashboard.intake", *exhaustively("dashboard.xlsx")])
def test_the_reading_of_a_file_ends_when_its_reader_has_left(
    opened: Opened, server: Server, filled_in: bytes, school_data: Path, module: str
) -> None:
    """The process stands still; only leaving the page ends it before its minute is over."""
    clerk = opened(EDITOR)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(clerk.hand_in, "填.xlsx", filled_in)
        child = wait_for(lambda: [one for one in children(server.pid) if is_reading(one, module)])[
            0
        ]
        os.kill(child, signal.SIGSTOP)
        clerk.close()
        wait_for(lambda: [1] if not is_reading(child, module) else [])
    wait_for(lambda: [] if list((school_data / "drafts").glob("*/draft.json")) else [1])
    clerk = opened(EDITOR)
    clerk.hand_in("小.xlsx", SMALL)
    assert "PDF" in clerk.said()


def is_reading(pid: int, module: str = "dashboard.xlsx") -> bool:
    with contextlib.suppress(OSError):  # over by now
        return module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def wait_for(found: Callable[[], list[int]]) -> list[int]:
    deadline = time.monotonic() + 30
    while not (value := found()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return value


@exhaustive
@pytest.mark.alone
@linux
def test_twenty_files_at_once_are_read_one_by_one_or_asked_to_wait(
    opened: Opened, server: Server, filled_in: bytes
) -> None:
    people = [opened(EDITOR if place % 2 else OTHER) for place in range(20)]
    before, most, over = memory(server.pid), 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.02):
            most = max(most, len([pid for pid in children(server.pid) if is_reading(pid)]))

    watching = threading.Thread(target=watch)
    watching.start()
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda person: person.hand_in("填好.xlsx", filled_in), people))
    over.set()
    watching.join()
    assert most == 1
    said = [person.said() for person in people]
    assert all("四 发布" in one_of_them or "请稍后再试" in one_of_them for one_of_them in said)
    assert sum("请稍后再试" not in one_of_them for one_of_them in said) >= 1
    assert memory(server.pid) < before + 400


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


@exhaustive
def test_a_file_lands_in_its_draft_whatever_it_is_called(opened: Opened, school_data: Path) -> None:
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    for name in ("../../up.xlsx", "![x](https:198.51.100.1).xlsx", "长" * 300 + ".xlsx"):
        editor = opened(EDITOR)
        editor.hand_in(name, content)
        assert "处要改" in editor.said()
        assert "![" not in editor.said()
    everything = {path.name for path in (school_data / "drafts").rglob("*") if path.is_file()}
    assert everything == {"upload.xlsx", "draft.json", "marked.xlsx"}


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


# --- drafts are seen by nobody else ---------------------------------------------------------------


@pytest.fixture
def clerk(opened: Opened, filled_in: bytes) -> Person:
    """Return an editor with a draft that is looked at on every page."""
    person: Person = opened(EDITOR)
    person.hand_in("我的草稿.xlsx", filled_in)
    person.press("在各页预览")
    assert "正在预览" in person.said()
    return person


def sees(person: Person) -> bool:
    """Tell whether somebody is shown anything of the draft, on whatever page."""
    shown = []
    for page in ("entry", "forms", "history", ""):
        person.run(page)
        shown.append(person.said())
    return any("我的草稿" in one_of_them or f"{YEAR}年" in one_of_them for one_of_them in shown)


def test_nobody_sees_the_draft_of_another(clerk: Person, opened: Opened) -> None:
    assert sees(clerk)
    assert sees(opened(EDITOR))  # the same author at another machine
    for email in ("", VIEWER, OTHER):
        person = opened(email)
        person.run("forms")
        assert f"{YEAR}年" not in person.said()
        person.run("entry")
        assert "我的草稿" not in person.said()


def test_a_preview_ends_with_the_role(clerk: Person, school_data: Path) -> None:
    rules = (school_data / "school.toml").read_text(encoding="utf-8")
    try:
        (school_data / "school.toml").write_text("[access]\neditors = []\n", encoding="utf-8")
        clerk.run("forms")
        assert f"{YEAR}年" not in clerk.said()
        assert "正在预览" not in clerk.said()
    finally:
        (school_data / "school.toml").write_text(rules, encoding="utf-8")


@exhaustive
def test_a_part_drawn_by_itself_knows_that_the_preview_is_over(
    clerk: Person, school_data: Path
) -> None:
    """A choice between chart and table draws one figure anew, and not the page round it."""
    clerk.run("training")
    figures = {message.delta.fragment_id for message in clerk.messages} - {""}
    [draft] = drafts.of(school_data, EDITOR)

    def shown() -> str:
        said = ""
        for figure in figures:
            clerk.ask_for("training", fragment=figure)
            clerk.receive()
            said += str([message.delta for message in clerk.messages])
        return said

    before = shown()
    draft.discard()  # by the test: the server does not know of it
    after = shown()
    assert "这里出了问题" not in after
    assert before != after


@pytest.mark.parametrize(
    "record", ['{"faults": [{"x": 1}]}', *exhaustively("", "[]", "{}", '{"faults": 1}')]
)
def test_a_draft_that_was_tampered_with_is_as_if_not_there(
    clerk: Person, school_data: Path, record: str
) -> None:
    [draft] = drafts.of(school_data, EDITOR)
    (draft.folder / "draft.json").write_text(record, encoding="utf-8")
    clerk.run("forms")
    assert "正在预览" not in clerk.said()
    assert f"{YEAR}年" not in clerk.said()
    clerk.run("entry")
    assert "这里出了问题" not in clerk.said()
    assert clerk.elements("file_uploader")


WRONG_KINDS: dict[str, object] = {
    "author": [],
    "file": 7,
    "made": 5,
    "year": "x",
    "filled": None,
    "remarks": [1],
    "confirmed": None,
    "faults": [{"sheet": "a", "row": "x", "column": 1, "message": ""}],
}


def test_a_record_with_other_kinds_of_values_hides_no_other_draft(school_data: Path) -> None:
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    draft = drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    record = json.loads((draft.folder / "draft.json").read_text(encoding="utf-8"))
    beside = school_data / "drafts" / "changed"
    beside.mkdir()
    for name, value in WRONG_KINDS.items():
        changed = json.dumps(record | {name: value})
        (beside / "draft.json").write_text(changed, encoding="utf-8")
        assert drafts.every(school_data) == [draft], name
    (beside / "draft.json").write_text("[" * 100_000, encoding="utf-8")
    assert drafts.every(school_data) == [draft]


def test_what_is_confirmed_in_a_draft_that_is_gone_is_said_to_be_gone(school_data: Path) -> None:
    """It was published, dropped or replaced in another window; the disk is well."""
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    draft = drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    draft.discard()
    with pytest.raises(Refused, match="已经不在了"):
        draft.confirm(["a"])


@exhaustive
def test_a_draft_taken_away_meanwhile(clerk: Person, school_data: Path) -> None:
    shutil.rmtree(school_data / "drafts")
    for page in ("forms", "entry"):
        clerk.run(page)
        assert "正在预览" not in clerk.said()
        assert "这里出了问题" not in clerk.said()


@exhaustive
def test_what_a_killed_server_left_is_cleared_away(school_data: Path) -> None:
    left = school_data / "drafts" / "00000000"
    left.mkdir(parents=True)
    (left / "upload.xlsx").write_bytes(SMALL)
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    assert left.exists()  # somebody may be at work on it
    os.utime(left, (1, 1))
    drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    assert not left.exists()
    assert len(drafts.of(school_data, "一人")) == 2


# --- without sign-in: this computer only ----------------------------------------------------------

NOT_HERE: dict[str, dict[str, str]] = {
    "a server in front that says for whom": {"X_Forwarded_For": "192.0.2.1"},
    "one that is made to say it is us": {"X_Forwarded_For": "127.0.0.1"},
    "another way to say so": {"Forwarded": "for=192.0.2.1"},
    "a server in front with its own name": {"Via": "1.1 proxy"},
    "a name that leads here": {"host": "kanban.example.edu.cn"},
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("alone") / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, folder / name)
    with serving(folder, sign_in=False) as started:
        yield started


@pytest.mark.parametrize("how", NOT_HERE)
def test_without_sign_in_only_this_computer_prepares_an_edition(alone: Server, how: str) -> None:
    for headers, may in (({}, True), (NOT_HERE[how], False)):
        person = Person(alone.url, origin=None, **headers)
        person.run()
        assert bool(person.elements("file_uploader")) == may
        assert (person.put("a.csv", SMALL) == 204) == may
        person.close()


def test_whoever_calls_the_server_by_two_names_is_refused(alone: Server) -> None:
    with pytest.raises(InvalidStatus, match="400"):
        Person(alone.url, origin=None, Host="127.0.0.1")


def test_a_page_of_another_program_on_this_computer_is_not_the_dashboard(alone: Server) -> None:
    """Streamlit lets such a page in, as it may be a proxy."""
    for origin, may in ((alone.url, True), ("http://127.0.0.1:1", False)):
        person = Person(alone.url, origin=origin)
        person.run()
        assert bool(person.elements("file_uploader")) == may
        person.close()


# --- publishing -----------------------------------------------------------------------------------


@pytest.fixture
def prepared(opened: Opened, filled_in: bytes) -> Person:
    """Return an editor who has but to press the button."""
    person: Person = opened(EDITOR)
    person.hand_in("我的草稿.xlsx", filled_in)
    person.get_ready()
    return person


@exhaustive
def test_the_press_of_an_editor_does_nothing_for_a_viewer(
    prepared: Person, opened: Opened, school_data: Path
) -> None:
    button, state = prepared.button("发布"), versions.state(school_data)
    for email in ("", VIEWER):
        person = opened(email)
        person._chosen = dict(prepared._chosen)
        person.run("entry", button)
        assert "已发布" not in person.said()
    assert versions.state(school_data) == state


@exhaustive
def test_a_press_is_for_the_draft_that_is_on_the_screen(
    prepared: Person, opened: Opened, filled_in: bytes
) -> None:
    """In another window of the same editor another file was read meanwhile."""
    before = prepared.button("发布"), prepared.button("放弃")
    opened(EDITOR).hand_in("另一份.xlsx", filled_in)
    prepared.run()
    after = prepared.button("发布"), prepared.button("放弃")
    assert not {one.id for one in before} & {one.id for one in after}


def test_two_clicks_publish_once_and_say_nothing_else(prepared: Person, school_data: Path) -> None:
    button, before = prepared.button("发布"), len(versions.history(school_data))
    prepared.ask_for("entry", button)
    prepared.ask_for("entry", button)
    prepared.receive()
    prepared.run()
    try:
        made = versions.history(school_data)
        assert [version.kind for version in made].count("publish") == 1 + (before > 0)
        assert "没有发布" not in prepared.said()
        assert drafts.of(school_data, EDITOR) == []
    finally:
        versions.rollback(school_data, 1, who="测试", why="恢复")
        for version in versions.history(school_data)[:-1]:
            assert version.kind in {"publish", "rollback"}


@exhaustive
def test_a_sign_in_that_is_over_publishes_nothing(prepared: Person, school_data: Path) -> None:
    button, state = prepared.button("发布"), versions.state(school_data)
    rules = (school_data / "school.toml").read_text(encoding="utf-8")
    try:
        (school_data / "school.toml").write_text("[access]\neditors = []\n", encoding="utf-8")
        prepared.run("entry", button)
    finally:
        (school_data / "school.toml").write_text(rules, encoding="utf-8")
    assert versions.state(school_data) == state


@exhaustive
def test_what_was_not_looked_at_is_not_published(prepared: Person, school_data: Path) -> None:
    """Somebody changes a figure of the draft after it was checked."""
    [draft] = drafts.of(school_data, EDITOR)
    button, state = prepared.button("发布"), versions.state(school_data)
    figures = next((draft.staged / "editions" / str(YEAR)).glob("form_6.csv"))
    figures.write_bytes(figures.read_bytes().replace(b",A,", b",B,", 1))
    prepared.run("entry", button)
    assert "与核对时不同了" in prepared.said()
    assert versions.state(school_data) == state


@exhaustive
def test_two_editors_press_at_once_and_one_is_told(
    prepared: Person, opened: Opened, school_data: Path, filled_in: bytes
) -> None:
    other = opened(OTHER)
    other.hand_in("别人的.xlsx", filled_in)
    other.get_ready()
    before = len(versions.history(school_data))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda person: person.press("发布"), (prepared, other)))
    try:
        said = prepared.said() + other.said()
        assert said.count("已发布为第") == 1
        assert "另有人正在发布" in said or "已更新" in said
        assert len(versions.history(school_data)) == before + (1 if before else 2)
        assert versions.broken(school_data) is None
        history = opened("", "history")
        assert "\\*定稿\\*" in history.said() or "*定稿*" in history.said()
        shown = [*history.elements("markdown"), *history.elements("alert")]
        assert not [one_of_them for one_of_them in shown if "![" in one_of_them.body]
    finally:
        versions.rollback(school_data, 1, who="测试", why="恢复")


def test_a_log_changed_by_hand_is_told_on_the_page(school_data: Path, opened: Opened) -> None:
    log = school_data / "versions" / "log.jsonl"
    if not log.exists():
        log.parent.mkdir(exist_ok=True)
        log.write_text("{}\n", encoding="utf-8")
        kept = None
    else:
        kept = log.read_bytes()
        lines = log.read_text(encoding="utf-8").splitlines()
        lines[0] = json.dumps(json.loads(lines[0]) | {"who": "别人"}, ensure_ascii=False)
        log.write_text("\n".join([*lines, ""]), encoding="utf-8")
    try:
        reader = opened("", "history")
        assert "版本记录有问题" in reader.said() or kept is None
        assert "这里出了问题" not in reader.said()
    finally:
        log.unlink() if kept is None else log.write_bytes(kept)


# --- a disk that is full, a folder that is closed -------------------------------------------------


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


def test_a_folder_that_cannot_be_written_is_told_on_the_page(
    opened: Opened, school_data: Path
) -> None:
    (school_data / "drafts").write_text("in the way", encoding="utf-8")
    try:
        editor = opened(EDITOR)
        editor.hand_in("填.xlsx", packed(parts({"报告信息": one(text("A1", "x"))})))
        assert "草稿无法保存" in editor.said()
        assert str(school_data) not in editor.said()
    finally:
        (school_data / "drafts").unlink()


def test_no_path_of_the_machine_and_nothing_secret_is_in_the_log(
    server: Server, opened: Opened
) -> None:
    opened(EDITOR)
    log = server.log.read_text(encoding="utf-8")
    for secret in ("nobody asks for it", "only a test signs", "Traceback"):
        assert secret not in log
