"""The data file as the server meets it: missing, damaged, swapped, asked to do what it must not."""

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard import paths
from dashboard.query import connection, question
from dashboard.query.connection import WarehouseUnavailable
from dashboard.query.question import Scope

COUNT = "select count(*) from observation"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the server looks for its data file in one test; nothing is there yet."""
    path = tmp_path / "school.duckdb"
    monkeypatch.setattr(paths, "DATABASE", path)
    return path


def numbers(cursor: duckdb.DuckDBPyConnection, sql: str = COUNT) -> tuple[int, ...]:
    row = cursor.execute(sql).fetchone()
    assert row is not None
    return tuple(row)


# --- no usable file -------------------------------------------------------------------------------


def test_missing(place: Path) -> None:
    with pytest.raises(WarehouseUnavailable, match=r"没有找到数据文件 school\.duckdb") as raised:
        connection.current()
    assert "python -m dashboard build" in str(raised.value)
    assert str(place.parent) not in str(raised.value)  # visitors need not know the server's disk


def half(school: Path) -> bytes:
    content = school.read_bytes()
    return content[: len(content) // 2]


def holed(school: Path) -> bytes:
    content = bytearray(school.read_bytes())
    content[4096 : len(content) - 4096] = bytes(len(content) - 8192)
    return bytes(content)


def csv_instead(_: Path) -> bytes:
    return "indicator,period\n近视率,2024年\n".encode()


def noise(_: Path) -> bytes:
    return bytes(range(256)) * 400


def empty(_: Path) -> bytes:
    return b""


@pytest.mark.parametrize("spoil", [half, holed, csv_instead, noise, empty])
def test_damaged(spoil: object, place: Path, school: Path) -> None:
    assert callable(spoil)
    place.write_bytes(spoil(school))
    with pytest.raises(WarehouseUnavailable, match="已损坏或不完整") as raised:
        connection.current()
    assert "python -m dashboard build" in str(raised.value)


def test_another_database(place: Path) -> None:
    """A sound DuckDB file that somebody else made is not ours."""
    with duckdb.connect(place) as other:
        other.execute("create table observation (indicator varchar)")
    with pytest.raises(WarehouseUnavailable, match="已损坏或不完整"):
        connection.current()


def without_a_column(data: duckdb.DuckDBPyConnection) -> None:
    data.execute("create table kept as select * exclude (indicator) from latest_figure")
    data.execute("drop table latest_figure")
    data.execute("alter table kept rename to latest_figure")


def without_a_table(data: duckdb.DuckDBPyConnection) -> None:
    data.execute("drop table latest_figure")


@pytest.mark.parametrize("change", [without_a_column, without_a_table])
def test_file_of_an_older_version_of_the_program(
    change: Callable[[duckdb.DuckDBPyConnection], None], place: Path, school: Path
) -> None:
    """It opens and holds figures, and only some question would stumble over it."""
    shutil.copyfile(school, place)
    with duckdb.connect(place) as data:
        change(data)
        assert numbers(data)[0] > 500
    with pytest.raises(WarehouseUnavailable, match="另一个版本的程序") as raised:
        connection.current()
    assert "python -m dashboard build" in str(raised.value)


def test_memory_is_bounded(school: Path) -> None:
    cursor = connection.current().cursor()
    with pytest.raises(duckdb.OutOfMemoryException):
        cursor.execute("select list(a) from range(100_000_000) numbers(a)")
    assert numbers(cursor)[0] > 500


def test_a_good_file_heals_without_a_restart(place: Path, school: Path) -> None:
    place.write_bytes(b"damaged")
    with pytest.raises(WarehouseUnavailable):
        connection.current()
    shutil.copyfile(school, place)
    assert numbers(connection.current().cursor())[0] > 500
    place.unlink()
    with pytest.raises(WarehouseUnavailable, match="没有找到"):
        connection.current()


# --- a new build put in place while people read ---------------------------------------------------


def newer(school: Path, path: Path) -> Path:
    """Make a second version of the data file, in which the rates of fitness are gone."""
    shutil.copyfile(school, path)
    with duckdb.connect(path) as data:
        for table in ("observation", "latest_figure"):
            data.execute(f"delete from {table} where indicator like 'fitness%rate_pct'")
    return path


def test_swap_while_a_cursor_is_open(place: Path, school: Path, tmp_path: Path) -> None:
    shutil.copyfile(school, place)
    first = connection.current()
    before = numbers(first.cursor())
    reading = first.cursor().execute("select * from observation, range(100)")
    assert len(reading.fetchmany(10)) == 10

    newer(school, tmp_path / "new.duckdb").replace(place)

    second = connection.current()
    assert second.version != first.version
    assert numbers(second.cursor()) < before
    # Whoever was in the middle of an answer gets the rest of it, from the old figures.
    assert len(reading.fetchall()) == before[0] * 100 - 10
    assert numbers(first.cursor()) == before
    assert connection.current() is second  # opened once, not at every question


def test_swap_is_seen_by_the_next_query(place: Path, school: Path, tmp_path: Path) -> None:
    shutil.copyfile(school, place)
    everything = Scope(1900, 2100)
    assert len(question.run("fitness_rates", everything))
    newer(school, tmp_path / "new.duckdb").replace(place)
    assert question.run("fitness_rates", everything).empty  # no cache holds on to the old answer


def test_an_older_file_put_back(place: Path, school: Path, tmp_path: Path) -> None:
    """Moved back from a backup it has the same identity as before, and is still open."""
    shutil.copyfile(school, place)
    first = connection.current()
    before = numbers(first.cursor())
    place.rename(tmp_path / "backup.duckdb")
    newer(school, place)
    assert numbers(connection.current().cursor()) < before
    (tmp_path / "backup.duckdb").replace(place)
    assert connection.current().version == first.version
    assert numbers(connection.current().cursor()) == before


def test_copies_of_a_damaged_file_do_not_pile_up(place: Path) -> None:
    place.write_bytes(b"damaged")
    folder = connection._folder()
    before = set(folder.iterdir())
    for _ in range(3):
        with pytest.raises(WarehouseUnavailable):
            connection.current()
    assert set(folder.iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away")
def test_copies_of_good_files_do_not_pile_up(place: Path, school: Path) -> None:
    for _ in range(3):
        place.unlink(missing_ok=True)
        shutil.copyfile(school, place)
        assert numbers(connection.current().cursor()) > (0,)
    assert not list(connection._folder().glob("*.duckdb"))


def test_a_full_folder_for_temporary_files_is_no_damaged_data(
    place: Path, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(school, place)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(WarehouseUnavailable, match="磁盘已满"):
        connection.current()


def test_the_file_itself_is_never_held_open(place: Path, school: Path) -> None:
    """Else Windows could not replace it, and DuckDB would hand out the old one under the name."""
    shutil.copyfile(school, place)
    connection.current().cursor().execute(COUNT)
    with duckdb.connect(place) as writer:  # DuckDB's own lock: only one process or mode at a time
        writer.execute("create table extra as select 1")


# --- what a query may do --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "insert into build values ('w', 'x', 'y')",
        "update observation set value = 0",
        "delete from observation",
        "create table mine as select 1",
        "create view mine as select 1",
        "drop view observation_export",
        "copy observation to '{folder}/out.csv'",
        "export database '{folder}/out'",
        "select * from read_csv('{folder}/secret.csv')",
        "select * from '{folder}/secret.csv'",
        "select * from read_text('{folder}/secret.csv')",
        "select * from glob('{folder}/*')",
        "attach '{folder}/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set threads = 4",
        "reset enable_external_access",
    ],
)
def test_read_only_and_locked(statement: str, school: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    duckdb.connect(tmp_path / "other.duckdb").close()
    cursor = connection.current().cursor()
    before = numbers(cursor)
    with pytest.raises(duckdb.Error):
        cursor.execute(statement.format(folder=tmp_path.as_posix())).fetchall()
    assert numbers(cursor) == before
    assert {path.name for path in tmp_path.iterdir()} == {"secret.csv", "other.duckdb"}


def test_many_threads_at_once(school: Path) -> None:
    """Every visitor is a thread of the server; a connection of DuckDB must not serve two."""
    codes = [
        code
        for (code,) in connection.current()
        .cursor()
        .execute("select distinct indicator from observation order by indicator")
        .fetchall()
    ]
    sql = (
        "select indicator, count(*), sum(value) from observation where indicator = $code group by 1"
    )
    expected = {
        code: connection.current().cursor().execute(sql, {"code": code}).fetchall()
        for code in codes
    }
    failures: list[object] = []
    start = threading.Barrier(8)

    def visitor(offset: int) -> None:
        start.wait()
        for code in codes[offset::8] * 3:
            try:
                found = connection.current().cursor().execute(sql, {"code": code}).fetchall()
            except duckdb.Error as error:
                failures.append(error)
            else:
                if found != expected[code]:
                    failures.append((code, found))

    threads = [threading.Thread(target=visitor, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not failures
    assert not any(thread.is_alive() for thread in threads)


def test_two_threads_open_a_new_version_once(
    place: Path, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(school, place)
    monkeypatch.setattr(connection, "_open_files", {})
    start = threading.Barrier(4)
    opened: list[connection.Warehouse] = []

    def visitor() -> None:
        start.wait()
        opened.append(connection.current())

    threads = [threading.Thread(target=visitor) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(opened) == 4
    assert len({id(found.connection) for found in opened}) == 1
