"""Who may hand in files, how much and how many at once: the server stays well."""

import contextlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard import paths
from dashboard.dev.live_server import Server
from tests.amount import exhaustive, exhaustively
from tests.handing_in import EDITOR, OTHER, VIEWER, Opened, Person, serving
from tests.hostile.conftest import SMALL, linux
from tests.workbooks import data as rows_in
from tests.workbooks import number, one, packed, parts, text


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


# --- how much -------------------------------------------------------------------------------------


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


# --- while a file is read -------------------------------------------------------------------------


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


# --- where it lands, and what is told of it -------------------------------------------------------


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
