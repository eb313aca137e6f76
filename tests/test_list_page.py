"""The school's lists handed in on the page 数据填报: a real server, a client without a browser.

SYNTHETIC: every pupil here is made up. What is searched for afterwards is any name or number.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dashboard.dev.live_server import Server
from dashboard.publish import versions
from dashboard.text import plain
from tests import made_up_lists as made
from tests.amount import exhaustive
from tests.handing_in import EDITOR, OTHER, VIEWER, Opened, Person, serving
from tests.real import copied
from tests.schools import ask

PUPILS = made.school(2024, 220)
YEAR = "2024—2025 学年"
HEADING = "肺功能指标"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the data, the log, and the temporary files of a server of its own."""
    folder = tmp_path_factory.mktemp("lists")
    copied(folder)
    (folder / "tmp").mkdir()
    return folder


@pytest.fixture(scope="module")
def server(room: Path) -> Iterator[Server]:
    with serving(room / "data", environment={"TMPDIR": str(room / "tmp")}) as started:
        yield started


@pytest.fixture
def opened(server: Server) -> Iterator[Opened]:
    """Return a function that opens the part 本校名单, signed in as somebody."""
    people: list[Person] = []

    def another(email: str = EDITOR) -> Person:
        people.append(Person(server.url, email))
        people[-1].query = "part=本校名单"
        people[-1].run()
        return people[-1]

    yield another
    for one in people:
        one.close()


def read(person: Person, *files: tuple[str, bytes], year: str = YEAR) -> str:
    """Hand files in, have them read, and return what is said then."""
    person.run()
    person.choose("selectbox", "哪一学年", string_value=year)
    (name, content), *more = files
    person.hand_in(name, content, *more)
    person.press("读取名单")
    return person.said()


def fitness(heading: str = "肺活量") -> bytes:
    rows = made.fitness_upload(PUPILS)
    rows[0][made.UPLOAD.index("肺活量")] = heading
    return made.text(rows)


def enrolment(pupils: list[made.Pupil] = PUPILS) -> bytes:
    return made.xlsx(made.enrolment(pupils, 2024))


def search(room: Path, *said: str) -> None:
    """Look for any pupil in data, log, temporary files, and in what was said."""
    files = [path for path in room.rglob("*") if path.is_file()]
    assert {"school.duckdb", "server.log"} <= {path.name for path in files}
    texts = [path.read_bytes() for path in files] + [one.encode() for one in said]
    for pupil in PUPILS:
        for word in (pupil.name, pupil.number):
            assert not any(word.encode() in text for text in texts), word
    # The server's own, a copy of the data file: nothing of the lists beside it.
    assert {path.name.partition("-")[0] for path in (room / "tmp").iterdir()} <= {"dashboard"}


def take_back(room: Path) -> None:
    """Bring back what was there before any test."""
    first = versions.history(room / "data")[-1]
    versions.rollback(room / "data", first.number, who="质量办", why="试验")


def test_lists_are_read_asked_about_looked_at_and_published_and_leave_no_pupil(
    opened: Opened, room: Path
) -> None:
    data = room / "data"
    editor = opened()
    asked = read(editor, ("体测_2024-1.csv", fitness(HEADING)))
    assert plain("《体测_2024-1.csv》") in asked  # made plain, and once
    labels = [one.label for one in editor.elements("selectbox")]
    [column] = [one.replace("\\", "") for one in labels if HEADING in one]  # as Markdown has it
    assert re.fullmatch(rf"体测名单「{HEADING}」，如 (\d\d\*+、?){{3}}", column)
    assert sum("（5 人）" in one for one in labels) == made.CLASSES
    assert "**这 44 个班**，班名里说到专业" in asked
    # The proposals by the names of the classes stand there already; the column is told.
    editor.choose("selectbox", f"「{HEADING}」", string_value="肺活量（毫升）")
    editor.press("按以上回答再读一遍")
    preview = editor.said()
    assert "班名里说到专业" not in preview
    assert re.search(r"汇总了.*?220", preview, flags=re.DOTALL)
    assert versions.history(data) == []
    editor.press("公布")
    done = editor.said()
    assert "已公布，记为第 2 版" in done
    of_list = urlencode({"part": "体测名单"})
    assert f'href="majors?{of_list}"' in done
    assert re.search(
        r'href="training\?showing=fitness_tested&amp;major=[^"]+"[^>]*>二 人才培养', done
    )
    figures = ask(data / "school.duckdb", "from record_export where list = 'fitness'")
    assert {"A", "Q"} == {one["status"] for one in figures}
    assert {one["major"] for one in figures} >= {"会计事务", "计算机应用"}
    assert HEADING in (data / "catalogue/list_headings.csv").read_text("utf-8")
    newest = versions.history(data)[0]
    assert (newest.who, newest.why) == (EDITOR, "汇总体测名单（2024年）")
    search(room, asked, preview, done)
    reader = opened(VIEWER)
    reader.query = of_list
    reader.run("majors")
    assert "由学校自己的名单汇总" in reader.said()
    take_back(room)
    reader.run("majors")
    assert "网址中的体测名单已经撤回" in reader.said()
    reader.query = urlencode({"part": "毕业生名单"})
    reader.run("majors")
    assert "网址中的毕业生名单还没有公布" in reader.said()


def test_files_lie_there_no_longer_than_they_may_be_read(opened: Opened) -> None:
    """Five large ones fill the room of a session; what leaves it room again has forgotten them."""
    large = bytes(9_000_000)
    editor = opened()

    def room_left() -> int:
        return [editor.put("a.csv", large) for _ in range(6)].count(204)

    assert room_left() == 5
    assert room_left() == 0
    editor.run("history")  # the page was left
    assert room_left() == 5
    editor.run()
    editor.run("history")
    assert "没有读取" in read(editor, ("菜单.csv", "菜名,价格\n红烧肉,12\n".encode()))
    assert "读取名单" in editor.said()
    editor.run("history")
    assert room_left() == 5
    said = read(editor, ("学籍.xlsx", enrolment()))
    assert "每一行都读懂了" in said
    assert room_left() == 5


@exhaustive
@pytest.mark.parametrize(
    ("files", "year", "told"),
    [
        ([("菜单.csv", "菜名,价格\n红烧肉,12\n".encode())], YEAR, "不是体测、视力、学籍、毕业生"),
        ([("空.xlsx", b"")], YEAR, "空文件"),
        ([("学籍.xlsx", enrolment())], "2026—2027 学年", "不是 2026 学年的"),
        ([("锁.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))], YEAR, "密码"),
        ([("宏.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"))], YEAR, "宏"),
        ([("体测.csv", fitness("身高"))], YEAR, "出现了不止一次"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    opened: Opened, room: Path, files: list[tuple[str, bytes]], year: str, told: str
) -> None:
    editor = opened()
    said = read(editor, *files, year=year)
    assert "没有读取" in said
    assert told in said
    assert editor.elements("exception") == []
    assert "Traceback" not in (room / "server.log").read_text("utf-8")
    search(room, said)


@exhaustive
def test_whoever_may_not_prepare_anything_hands_nothing_in(opened: Opened) -> None:
    for email in ("", VIEWER):
        person = opened(email)
        assert "一 交来名单" in person.said()
        assert person.elements("file_uploader") == []
        assert person.addresses("a.csv") == []


@exhaustive
def test_what_does_not_look_like_a_class_is_asked_about_without_saying_it(
    opened: Opened, room: Path
) -> None:
    rows = made.enrolment(PUPILS, 2024)
    for row in rows[1:3]:
        row[rows[0].index("班级名称")] = "机电24-1"
    editor = opened()
    said = read(editor, ("学籍.xlsx", made.xlsx(rows)))
    assert "这几处是班级的名称吗" in said
    assert "看着不像" in said
    assert "机电24-1" not in said
    editor.choose("checkbox", "学籍", bool_value=True)
    editor.press("按以上回答再读一遍")
    said = editor.said()
    assert "这几处是班级的名称吗" not in said
    assert "每一行都读懂了" in said
    editor.press("公布")
    assert "机电24-1" in (room / "data/editions/2024/classes.csv").read_text("utf-8")
    take_back(room)


@exhaustive
def test_of_two_editors_at_once_the_second_is_told(opened: Opened, room: Path) -> None:
    one, other = opened(), opened(OTHER)
    for editor in (one, other):
        read(editor, ("学籍.xlsx", enrolment()))
    one.press("公布")
    assert "已公布" in one.said()
    other.press("公布")
    assert "没有公布" in other.said() or "已更新" in other.said()
    other.run()
    assert "请再交一次" in other.said()
    newest = versions.history(room / "data")[0]
    assert (newest.who, newest.why) == (EDITOR, "汇总学籍名单（2024学年）")
    take_back(room)


@exhaustive
def test_a_sign_in_that_is_over_publishes_nothing(opened: Opened, room: Path) -> None:
    editor = opened()
    read(editor, ("学籍.xlsx", enrolment()))
    before = versions.state(room / "data")
    press = editor.button("公布")
    rules = room / "data" / "school.toml"
    kept = rules.read_text("utf-8")
    rules.write_text(f'[access]\neditors = ["{OTHER}"]\n', "utf-8")
    try:
        editor.run("entry", press)
        said = editor.said()
    finally:
        rules.write_text(kept, "utf-8")
    assert "不能填报或发布" in said
    assert "汇总了" not in said
    assert versions.state(room / "data") == before


@exhaustive
def test_a_list_a_class_and_a_list_delivered_again(opened: Opened, room: Path) -> None:
    """Forty-four files at once; then the same again, which changes nothing."""
    classes = sorted({pupil.class_name for pupil in PUPILS})
    files = [
        (f"{name}.xls", made.xls(made.enrolment([p for p in PUPILS if p.class_name == name], 2024)))
        for name in classes
    ]
    editor = opened()
    preview = read(editor, *files)
    assert "名单有 220 人" in preview
    assert re.search(r"报告也印着的 \d+ 个数里，有 \d+ 个与名单算出的不同", preview)
    assert re.search(
        r"各专业学生数，全校.*?220 人.*?1920 人（2024年，表3-1 合计行）", preview, re.DOTALL
    )
    editor.press("公布")
    read(editor, *files)
    assert "与现在的完全相同，不需要公布" in editor.said()
    take_back(room)
