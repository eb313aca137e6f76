"""Publishing: whole or not at all, whatever happens; and every version can come back."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard import paths
from dashboard.contract.faults import DataProblems
from dashboard.publish import transaction, versions
from dashboard.publish.rebuild import is_current, rebuild
from dashboard.publish.versions import NotPublished, Version
from tests import killing
from tests.amount import exhaustive, exhaustively

WHO, WHY = "教务处", "试验"
FIGURES = "editions/2024/figures.csv"

# A publication taken back may leave it, and it says as much as none.
EMPTY_LOG = {"versions/log.jsonl": b""}

Tree = dict[str, bytes]


def copied(source: Path, target: Path) -> Path:
    for name in paths.INPUTS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
    return target


def say(data: Path, number: int) -> None:
    """Let the made-up school print another number of classes."""
    path = data / FIGURES
    text = path.read_text(encoding="utf-8")
    found = text[text.index("classes,2023学年,计应") :].splitlines()[0]
    changed = f"classes,2023学年,计应,,{number},{number},A,表1 第2行,4,"
    path.write_text(text.replace(found, changed), encoding="utf-8", newline="")


@pytest.fixture(scope="module", autouse=True)
def one_check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Build with one check, as all of them take most of the time and are none of the matter."""
    with pytest.MonkeyPatch.context() as patch:
        queries = tmp_path_factory.mktemp("queries")
        (queries / "checks").mkdir()
        shutil.copy(paths.CHECKS / "captions.sql", queries / "checks")
        patch.setattr(paths, "QUERIES", queries)
        patch.setattr(paths, "CHECKS", queries / "checks")
        yield


@pytest.fixture(scope="module")
def built(synthetic_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied(synthetic_database.parent, tmp_path_factory.mktemp("built") / "data")
    return rebuild(folder).parent


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """Return the folder of the made-up school, built and never published."""
    folder = copied(built, tmp_path / "data")
    shutil.copyfile(built / "school.duckdb", folder / "school.duckdb")
    return folder


@pytest.fixture
def staged(data: Path) -> Path:
    return stage(data, 8)


def stage(data: Path, number: int) -> Path:
    folder = copied(data, data.parent / f"staged-{number}")
    say(folder, number)
    return folder


def publish(data: Path, staged: Path, *, why: str = WHY, base: str | None = None) -> Version:
    base = base or versions.state(data)
    return versions.publish(data, staged, who=WHO, why=why, edition=2024, base=base)


def inputs(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in paths.INPUTS
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def everything(data: Path) -> Tree:
    return {
        path.relative_to(data).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in data.rglob("*")
        if path.name != ".lock" and path != data / paths.VERSIONS
    }


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def classes(database: Path) -> float:
    with duckdb.connect(database, read_only=True) as connection:
        sql = "select value from observation where indicator = 'classes' and major = '计算机应用'"
        row = connection.execute(sql).fetchone()
    assert row
    return float(row[0])


# --- the ordinary course of things ----------------------------------------------------------------


def test_published_edited_published_and_brought_back(data: Path) -> None:
    first = (data / "school.duckdb").read_bytes(), inputs(data)
    one = publish(data, stage(data, 8), why=" 更正班级数 ")
    second = (data / "school.duckdb").read_bytes(), inputs(data)
    assert second[1] == inputs(data.parent / "staged-8")
    assert classes(data / "school.duckdb") == 8
    assert is_current(data)
    assert (one.number, one.kind, one.why, one.edition, one.of) == (
        *(2, "publish", "更正班级数", 2024),
        None,
    )
    assert one.output_sha256 == sha(data / "school.duckdb")
    assert one.input_sha256 == versions.state(data)

    say(data, 9)  # by hand, past every check
    two = publish(data, stage(data, 10))
    assert [(version.number, version.kind) for version in versions.history(data)] == [
        *((4, "publish"), (3, "by hand"), (2, "publish")),
        (1, "baseline"),
    ]
    by_hand = data / "versions/0003"
    assert classes(rebuild(by_hand, data.parent / "else" / "school.duckdb")) == 9

    back = versions.rollback(data, 2, who=WHO, why="改回")
    assert (back.number, back.kind, back.of, back.edition) == (5, "rollback", 2, 2024)
    assert ((data / "school.duckdb").read_bytes(), inputs(data)) == second
    assert back.output_sha256 == one.output_sha256
    assert versions.rollback(data, 1, who=WHO, why="改回").of == 1
    assert ((data / "school.duckdb").read_bytes(), inputs(data)) == first
    assert versions.rollback(data, 4, who=WHO, why="改回").output_sha256 == two.output_sha256
    assert versions.history(data)[-1].output_sha256 == hashlib.sha256(first[0]).hexdigest()

    assert [version.number for version in versions.history(data)] == [7, 6, 5, 4, 3, 2, 1]
    assert versions.broken(data) is None
    for version in versions.history(data):
        assert versions.state(data / "versions" / version.folder) == version.input_sha256
    assert sorted(path.name for path in (data / "versions").iterdir()) == [
        *(".lock", "0001", "0002", "0003", "0004", "0005", "0006", "0007", "log.jsonl"),
    ]
    assert {path.name for path in data.iterdir()} == {
        *("catalogue", "editions", "school.duckdb", "versions"),
    }


def test_the_first_edition_of_an_empty_folder_needs_no_version_before_it(
    synthetic: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    publish(empty, synthetic)
    assert [(one.number, one.kind) for one in versions.history(empty)] == [(1, "publish")]
    assert inputs(empty) == inputs(synthetic)
    assert is_current(empty)


def test_the_staged_data_file_is_not_trusted(data: Path, staged: Path) -> None:
    (staged / "school.duckdb").write_bytes(b"made elsewhere")
    publish(data, staged)
    assert classes(data / "school.duckdb") == 8


def test_what_is_no_input_is_neither_hashed_nor_kept(data: Path, staged: Path) -> None:
    before = versions.state(data)
    for name in ("school.toml", "secrets.toml", "drafts/1/catalogue/majors.csv", "versions/x"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("x", encoding="utf-8")
    (staged / "editions/2024/~$figures.csv").write_bytes(b"kept by Excel while open")
    (data / "editions/.DS_Store").write_bytes(b"x")
    assert versions.state(data) == before
    publish(data, staged)
    assert not list((data / "versions").glob("000*/*/*/~$*"))
    assert (data / "school.toml").read_text(encoding="utf-8") == "x"


def test_faulty_files_edited_by_hand_are_kept_all_the_same(data: Path, staged: Path) -> None:
    (data / FIGURES).write_text("nonsense", encoding="utf-8")
    publish(data, staged)
    kept = versions.history(data)[-1]
    assert (kept.kind, kept.output_sha256) == ("baseline", "")
    assert (data / "versions/0001" / FIGURES).read_text(encoding="utf-8") == "nonsense"
    before = everything(data)
    with pytest.raises(NotPublished, match=r"figures\.csv"):
        versions.rollback(data, 1, who=WHO, why=WHY)
    assert everything(data) == before


# --- what is refused ------------------------------------------------------------------------------


def refused(data: Path, act: Callable[[], object], match: str) -> None:
    """Expect a refusal in these words, after which all is as before."""
    before, served = everything(data), (data / "school.duckdb").stat()
    with pytest.raises(NotPublished, match=match):
        act()
    assert everything(data) == before
    now = (data / "school.duckdb").stat()
    assert (now.st_ino, now.st_mtime_ns) == (served.st_ino, served.st_mtime_ns)


def test_faulty_inputs_are_refused_in_the_words_of_the_build(data: Path, staged: Path) -> None:
    (staged / "editions/2024/more.csv").write_text("nonsense", encoding="utf-8")
    refused(data, lambda: publish(data, staged), r"没有发布(.|\n)*data/editions/2024/more.csv")


def test_an_outdated_draft_is_told_by_whom_and_when(data: Path, staged: Path) -> None:
    base = versions.state(data)
    published = publish(data, stage(data, 9), why="另一处更正")
    when = published.when[:16].replace("T", " ")
    words = f"已更新（{WHO}于 {when} 发布了第 2 版：另一处更正）.*重新核对"
    refused(data, lambda: publish(data, staged, base=base), words)


def test_a_draft_outdated_by_hand_is_told_so(data: Path, staged: Path) -> None:
    base = versions.state(data)
    say(data, 11)
    refused(data, lambda: publish(data, staged, base=base), "直接改动了数据文件")


def test_nothing_new_is_nothing_to_publish(data: Path) -> None:
    same = copied(data, data.parent / "same")
    refused(data, lambda: publish(data, same), "完全相同")


def test_a_rollback_to_what_is_there_or_never_was(data: Path, staged: Path) -> None:
    refused(data, lambda: versions.rollback(data, 1, who=WHO, why=WHY), "还没有任何版本")
    publish(data, staged)
    refused(data, lambda: versions.rollback(data, 2, who=WHO, why=WHY), "已经是这一版")
    refused(data, lambda: versions.rollback(data, 9, who=WHO, why=WHY), "没有第 9 版；现有：1、2。")


def test_a_rollback_decided_on_before_another_publication_is_told(data: Path, staged: Path) -> None:
    base = versions.state(data)
    publish(data, staged, why="别人的更正")
    words = f"刚刚更新过（{WHO}于 .* 发布了第 2 版：别人的更正）。没有恢复"
    refused(data, lambda: versions.rollback(data, 1, who=WHO, why=WHY, base=base), words)


def test_a_version_that_was_tampered_with_does_not_come_back(data: Path, staged: Path) -> None:
    publish(data, staged)
    say(data / "versions/0001", 99)
    refused(data, lambda: versions.rollback(data, 1, who=WHO, why=WHY), "与记录不符")


@pytest.mark.parametrize(
    ("who", "why", "match"),
    [
        ("", WHY, "请写明谁发布"),
        (WHO, " \t", "请写明为什么发布"),
        (WHO, "字" * 201, "不超过 200 个字"),
        (WHO, "一行\n两行", "写成一行"),
        ("a\u2028b", WHY, "写成一行"),
        ("a\udc80b", WHY, "写成一行"),
    ],
)
def test_who_and_why_are_asked_for(
    data: Path, staged: Path, who: str, why: str, match: str
) -> None:
    base = versions.state(data)

    def act() -> None:
        versions.publish(data, staged, who=who, why=why, edition=2024, base=base)

    refused(data, act, match)
    back = match.replace("发布", "恢复")
    refused(data, lambda: versions.rollback(data, 1, who=who, why=why), back)


# --- the log --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three(built: Path) -> Path:
    """Return a folder with three versions."""
    folder = copied(built, built.parent / "three" / "data")
    for number in (8, 9):
        publish(folder, stage(folder, number))
    return folder


@pytest.fixture
def logged(data: Path, three: Path) -> Path:
    """Return the log of a folder with three versions."""
    shutil.rmtree(data)
    shutil.copytree(three, data)
    return data / "versions" / "log.jsonl"


def test_every_line_holds_the_hash_of_the_one_before(logged: Path) -> None:
    lines = [json.loads(line) for line in logged.read_text(encoding="utf-8").splitlines()]
    assert [line["previous"] for line in lines] == ["", lines[0]["sha256"], lines[1]["sha256"]]
    assert lines[2]["why"] == WHY


def _line(number: int, old: str, new: str) -> Callable[[Path], None]:
    def spoil(log: Path) -> None:
        lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[number] = lines[number].replace(old, new) if new else ""
        log.write_text("".join(lines), encoding="utf-8")

    return spoil


def _remove_folder(log: Path) -> None:
    shutil.rmtree(log.parent / "0002")


@pytest.mark.parametrize(
    ("spoil", "match"),
    [
        (_line(2, WHO, "别人"), "第 3 行.*改动过"),  # also the last, which no other line holds
        (_remove_folder, "第 2 版的文件夹不见了"),
        *exhaustively(
            (_line(1, WHO, "别人"), "第 2 行.*改动过"),
            (_line(0, "{", "!"), "第 1 行无法读取"),
            (_line(1, "", ""), "第 2 行（第 3 版）或它前面的行被改动过"),
            (_line(2, "", ""), "有第 3 版的文件夹"),
        ),
    ],
)
def test_tampering_shows_and_hinders_nobody(
    data: Path, logged: Path, spoil: Callable[[Path], None], match: str
) -> None:
    assert versions.broken(data) is None
    spoil(logged)
    assert re.search(match, versions.broken(data) or "")
    assert versions.history(data)
    publish(data, stage(data, 20))
    assert versions.history(data)[0].number in {4, 5}
    assert versions.broken(data)


def test_a_line_torn_off_is_passed_over_and_cleaned_away(data: Path, logged: Path) -> None:
    whole = logged.read_bytes()
    for torn in (b'{"number": 4, "when": "20', "，".encode()[:2], b"\0\0\0\0\n"):
        logged.write_bytes(whole + torn)
        assert [one.number for one in versions.history(data)] == [3, 2, 1]
        assert versions.broken(data) is None
    publish(data, stage(data, 20))
    assert [one.number for one in versions.history(data)] == [4, 3, 2, 1]
    assert logged.read_bytes().startswith(whole)
    assert len(logged.read_bytes().splitlines()) == 4
    assert versions.broken(data) is None


def test_a_log_saved_again_by_an_editor_is_the_same(data: Path, logged: Path) -> None:
    text = logged.read_text(encoding="utf-8").rstrip("\n")
    logged.write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert versions.broken(data) is None
    publish(data, stage(data, 20))
    assert [one.number for one in versions.history(data)] == [4, 3, 2, 1]
    assert versions.broken(data) is None


def test_a_lost_log_overwrites_no_version(data: Path, logged: Path) -> None:
    logged.unlink()
    before = inputs(data / "versions/0001")
    publish(data, stage(data, 20))
    assert [one.number for one in versions.history(data)] == [5, 4]
    assert inputs(data / "versions/0001") == before
    assert "记录可能被删改" in (versions.broken(data) or "")


# --- killed at every step -------------------------------------------------------------------------


def examine(data: Path, old: tuple[bytes, str], new: tuple[bytes, str]) -> bool:
    """Look at a folder in which a publication was killed; tell whether the new version stands."""
    served = (data / "school.duckdb").read_bytes()
    assert served in (old[0], new[0])
    numbers = [version.number for version in versions.history(data)]
    assert numbers in ([], [2, 1])
    assert versions.broken(data) is None

    versions.recover(data)
    versions.recover(data)
    is_new = versions.state(data) == new[1]
    assert ((data / "school.duckdb").read_bytes(), versions.state(data)) == (new if is_new else old)
    assert is_new or served == old[0]  # what was once seen is never taken back
    assert versions.broken(data) is None
    kept = {f"{version.number:04}" for version in versions.history(data)}
    assert kept == ({"0001", "0002"} if is_new else set())
    left = {path.name for path in (data / "versions").glob("*")}
    assert left - {".lock", "log.jsonl"} == kept
    assert {path.name for path in data.iterdir()} <= {
        *("catalogue", "editions", "school.duckdb", "versions"),
    }
    for version in versions.history(data):
        assert versions.state(data / "versions" / version.folder) == version.input_sha256
    return is_new


def outcome(data: Path, staged: Path, tmp_path: Path) -> tuple[tuple[bytes, str], ...]:
    """Return data file and state, before and after."""
    built = rebuild(staged, tmp_path / "expected" / "school.duckdb")
    old = (data / "school.duckdb").read_bytes(), versions.state(data)
    return old, (built.read_bytes(), versions.state(staged))


@pytest.mark.parametrize("every", [5, *exhaustively(1)])
def test_at_every_step_the_folder_becomes_wholly_old_or_wholly_new(
    data: Path, staged: Path, tmp_path: Path, every: int
) -> None:
    old, new = outcome(data, staged, tmp_path)
    taken = killing.run("photograph", "publish", data, staged, tmp_path / "album")
    decided = [transaction.unfinished(folder) for folder in taken]
    assert len(taken) > 80
    assert sum(decided) >= 10
    first = decided.index(True)
    before, after = taken[first - 1 : first + 1]
    for name in ("by a build", "by a recovery"):
        shutil.copytree(after, tmp_path / name / data.name)

    stands = [examine(folder, old, new) for folder in taken]
    assert stands == [False] * first + [True] * (len(stands) - first)

    for folder in (before, after):  # life goes on after either
        publish(folder, stage(folder, 30))
        assert classes(folder / "school.duckdb") == 30
        assert versions.broken(folder) is None
        assert is_current(folder)

    folder = tmp_path / "by a build" / data.name
    assert not is_current(folder)
    rebuild(folder)
    assert examine(folder, new, new)

    # Killed once more, at every so manieth step of finishing what the first kill has left.
    folder = tmp_path / "by a recovery" / data.name
    killed = killing.run("kill", "recover", folder, staged, tmp_path / "again", every=every)
    assert len(killed) > 50 // every
    assert all(examine(folder, old, new) for folder in killed)


@exhaustive
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_killed_in_earnest(data: Path, staged: Path, tmp_path: Path) -> None:
    old, new = outcome(data, staged, tmp_path)
    killed = killing.run("kill", "publish", data, staged, tmp_path / "album", every=90)
    stands = [examine(folder, old, new) for folder in killed]
    assert len(stands) > 5
    assert stands == sorted(stands)
    assert not stands[0]
    assert stands[-1]


# --- refused by the system ------------------------------------------------------------------------


def test_where_the_last_step_is_refused_all_others_are_taken_back(data: Path, staged: Path) -> None:
    # A folder in its place can be replaced no more than a file that Windows holds open.
    (data / "school.duckdb").unlink()
    (data / "school.duckdb/in the way").mkdir(parents=True)
    before = everything(data)
    with pytest.raises(NotPublished, match="原来的数据未受影响"):
        publish(data, staged)
    assert {name: text for name, text in everything(data).items() if text} == {
        name: text for name, text in before.items() if text
    }
    assert versions.history(data) == []
    shutil.rmtree(data / "school.duckdb")
    publish(data, staged)
    assert [version.number for version in versions.history(data)] == [2, 1]


@pytest.fixture
def small_disk() -> Iterator[Callable[[str], Path]]:
    """Give a disk of a given size, where mounting is allowed."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    mounted = []

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("no mount on this system")
        if done.returncode:
            pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for _ in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


@pytest.mark.parametrize("closeness", [1 << 18, *exhaustively(1 << 12)])
def test_a_full_disk_changes_nothing(
    data: Path, staged: Path, small_disk: Callable[[str], Path], closeness: int
) -> None:
    disk = small_disk("size=32m")

    def enough(spare: int) -> bool:
        there = disk / "data"
        shutil.rmtree(there, ignore_errors=True)
        shutil.copytree(data, there)
        before = everything(there)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - spare // 4096 * 4096))
        try:
            publish(there, staged)
        except NotPublished as refusal:
            told = str(refusal)
        else:
            told = ""
        ballast.unlink()
        if told:
            assert "磁盘已满" in told
            assert everything(there) | EMPTY_LOG == before | EMPTY_LOG
            assert versions.history(there) == []
            return False
        assert classes(there / "school.duckdb") == 8
        return True

    # From nothing at all up to what is just enough, so that it is another step each time.
    low, high = 0, 8 << 20
    assert not enough(low)
    assert enough(high)
    while high - low > closeness:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)


def test_a_read_only_disk_is_said_so(
    data: Path, staged: Path, small_disk: Callable[[str], Path]
) -> None:
    disk = small_disk("size=64m")
    there = copied(data, disk / "data")
    rebuild(there)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    refused(there, lambda: publish(there, staged), "不能写入.*权限")
    assert is_current(there)  # and so needs no lock, which could not be had
    versions.recover(there)


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Be a user who may not do everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept elsewhere")
@pytest.mark.parametrize(
    ("writable", "which"),
    # Where only the versions can be written the refusal comes after the decision.
    [(set(), "数据文件夹"), ({"versions"}, "「catalogue」")],
)
def test_a_folder_one_may_not_write_is_said_so(
    data: Path,
    staged: Path,
    writable: set[str],
    which: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        there, new = copied(data, Path(folder) / "data"), copied(staged, Path(folder) / "new")
        queries = Path(shutil.copytree(paths.QUERIES, Path(folder) / "queries"))
        monkeypatch.setattr(paths, "QUERIES", queries)
        monkeypatch.setattr(paths, "CHECKS", queries / "checks")
        rebuild(there)
        if not os.geteuid():
            for path in (Path(folder), *Path(folder).rglob("*")):
                os.chown(path, 65534, 65534)
        for name in {".", "versions"} - writable:
            (there / name).chmod(0o555)
        with nobody():
            if not os.access(paths.SCHEMA, os.R_OK, effective_ids=True):
                pytest.skip("another user may not read the project here")
            before = everything(there)
            with pytest.raises(NotPublished, match=f"不能写入{which}：没有写入权限"):
                publish(there, new)
            assert everything(there) | EMPTY_LOG == before | EMPTY_LOG
            there.chmod(0o755)
            (there / "versions").chmod(0o755)
            publish(there, new)


# --- several at once ------------------------------------------------------------------------------

PUBLISHER = """
import sys, time
from pathlib import Path
from dashboard import paths
from dashboard.publish import versions
data, staged, go, paths.CHECKS = map(Path, sys.argv[1:5])
paths.QUERIES = paths.CHECKS.parent
base = sys.argv[5]
print("ready", flush=True)
while not go.exists():
    time.sleep(0.002)
try:
    print(versions.publish(data, staged, who=staged.name, why="w", edition=1, base=base).number)
except versions.NotPublished as told:
    print(told)
"""
READER = """
import sys, time
from pathlib import Path
import duckdb
sql = '''
    select value, (select count(*) from observation), (select count(*) from observation_export)
    from observation where indicator = 'classes' and major = '计算机应用'
'''
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        print(*connection.execute(sql).fetchone())
    time.sleep(0.01)
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=paths.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(paths.ROOT), "PYTHONUTF8": "1"},
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_of_several_publishers_one_wins_and_the_others_are_told(data: Path) -> None:
    base, go = versions.state(data), data.parent / "go"
    folders = {number: stage(data, number) for number in (8, 9, 10)}
    publishers = [
        start(PUBLISHER, data, folder, go, paths.CHECKS, base) for folder in folders.values()
    ]
    go.touch()
    told = dict(zip(folders, (one.communicate()[0].strip() for one in publishers), strict=True))
    winner = next(number for number, text in told.items() if text == "2")
    for number, text in told.items():
        assert number == winner or "另有人正在发布" in text or "已更新" in text, text
    assert inputs(data) == inputs(folders[winner])
    assert classes(data / "school.duckdb") == winner
    assert [version.who for version in versions.history(data)] == [f"staged-{winner}", "系统"]
    assert versions.broken(data) is None


def test_whoever_comes_while_another_publishes_is_told_at_once(data: Path, staged: Path) -> None:
    with transaction.locked(data, wait=0):
        refused(data, lambda: publish(data, staged), "另有人正在发布")
        refused(data, lambda: versions.rollback(data, 1, who=WHO, why=WHY), "另有人正在发布")
        versions.recover(data)  # nothing to do: waits for nobody
    publish(data, staged)


def test_a_build_waits_for_its_turn(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(data, 8)
    elsewhere = data.parent / "elsewhere.duckdb"
    with transaction.locked(data, wait=0):
        rebuild(data, elsewhere)  # hinders nobody
        with monkeypatch.context() as patch:
            patch.setattr(transaction, "PATIENCE", 0.2)
            with pytest.raises(DataProblems, match="另有人正在发布"):
                rebuild(data)
        waiting = threading.Thread(target=rebuild, args=(data,))
        waiting.start()
        assert classes(data / "school.duckdb") == 7
    waiting.join()
    assert classes(data / "school.duckdb") == 8


@exhaustive
def test_a_reader_always_sees_one_version_whole(data: Path) -> None:
    rebuild(stage(data, 8))
    stop = data.parent / "stop"
    reader = start(READER, data / "school.duckdb", stop)
    staged = [data.parent / "staged-8", stage(data, 9)]
    for number in range(20):
        publish(data, staged[number % 2])
    stop.touch()
    told, _ = reader.communicate()
    assert reader.returncode == 0
    seen = told.splitlines()
    assert set(seen) == {"7.0 8 8", "8.0 8 8", "9.0 8 8"}
    assert len(versions.history(data)) == 21
