"""The one way to the figures: the built DuckDB file, read-only and locked.

The server never opens ``data/school.duckdb`` itself. DuckDB hands out the old database when a
path is opened again while a connection to it lives, and Windows refuses to replace a file that
is held open. So each version of the file is copied aside (a few hundred kilobytes) and the copy
is opened; a new build swapped in is a new version, seen at the next question asked.

Whoever prepares an edition looks at a data file of their own before anybody else does: which file
is asked is decided anew for each question, by ``look_where`` and ``looking_at``.
"""

import atexit
import contextlib
import errno
import functools
import itertools
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb

from dashboard import paths

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class WarehouseUnavailable(Exception):
    """The data file is missing or cannot be read; the text is meant for the user's screen."""


class NothingPublished(WarehouseUnavailable):
    """A school that has no edition yet: nothing is amiss, and the text says how to begin."""


@dataclass(frozen=True)
class Warehouse:
    """One opened version of the data file; ``version`` is the right key for every cache."""

    version: str
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own, as one connection must not serve two threads."""
        return self.connection.cursor()


_MEMORY = "256MB"  # of a file; by default DuckDB takes four fifths of the machine
_MOST_OPEN = 8  # the published file, and those that are being prepared
_lock = threading.Lock()
_open_files: dict[Path, Warehouse] = {}
_snapshots: Path | None = None
_numbers = itertools.count()
_chosen: ContextVar[Path | None] = ContextVar("chosen", default=None)


def _published() -> Path | None:
    return None


_locate: Callable[[], Path | None] = _published


def look_where(locate: Callable[[], Path | None]) -> None:
    """Let ``locate`` say whose data file a question is asked of; None is the published one."""
    global _locate  # noqa: PLW0603 - the screen says it once for the whole process
    _locate = locate


def source() -> Path:
    """Return the data file that a question asked here and now goes to."""
    return _chosen.get() or _locate() or paths.DATABASE


@contextlib.contextmanager
def looking_at(path: Path | None) -> Iterator[None]:
    """Ask another data file than the published one; None for whichever it is otherwise."""
    token = _chosen.set(path)
    try:
        yield
    finally:
        _chosen.reset(token)


def pinned(function: Callable[[], Answer]) -> Callable[[], Answer]:
    """Let a function that is called later, outside any session, ask what is asked now."""
    path = source()

    def later() -> Answer:
        with looking_at(path):
            return function()

    return later


def current() -> Warehouse:
    """Return the version of the data file that is in place now.

    Raises WarehouseUnavailable, in Chinese, where there is no file or it is damaged, and of these
    NothingPublished where there cannot be one yet.
    """
    path = source()
    try:
        stat = path.stat()
    except OSError:
        if paths.is_new(paths.DATA):
            raise NothingPublished(
                "还没有任何一版的数据。请在“数据填报”页下载模板，填好后上传、检查并发布；"
                "或由管理员运行 python -m dashboard template 和 publish。发布之后这里就有内容。"
            ) from None
        raise WarehouseUnavailable(
            f"没有找到数据文件 {path.name}。请在项目目录运行 "
            "python -m dashboard build 生成数据文件，然后刷新本页。"
        ) from None
    version = f"{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_size}"
    with _lock:
        known = _open_files.pop(path, None)
        if known is None or known.version != version:
            # The old connection is not closed: whoever still holds a cursor finishes with it.
            known = Warehouse(version, _open(path))
        _open_files[path] = known  # last, as the one asked last
        while len(_open_files) > _MOST_OPEN:
            del _open_files[next(iter(_open_files))]
        return known


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """Return a table or view of a data file whole, for a command that asks once and ends."""
    with duckdb.connect(path, read_only=True) as connection:
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        asked = connection.table(table)
        return [dict(zip(asked.columns, row, strict=True)) for row in asked.fetchall()]


def per_version(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Let a function work once for each version of the data and each set of arguments.

    The results are shared by all sessions, so nobody may change them.
    """

    @functools.lru_cache(maxsize=1024)
    def kept(_: Warehouse, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return function(*args, **kwargs)

    @functools.wraps(function)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return kept(current(), *args, **kwargs)  # type: ignore[arg-type]

    return asked


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    # A name never used before: an older file put back in place may still be open under its own.
    snapshot = _folder() / f"{next(_numbers)}.duckdb"
    try:
        shutil.copyfile(path, snapshot)
        connection = duckdb.connect(snapshot, read_only=True)
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        connection.execute("set threads = 1")  # tables of a thousand rows: threads only cost
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        connection.execute("select count(*) from observation_export")
        if os.name == "posix":  # what is open stays there; else a copy of each draft would pile up
            snapshot.unlink()
    except (OSError, duckdb.Error) as error:
        with contextlib.suppress(OSError):  # or copies of a damaged file pile up
            snapshot.unlink()
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise WarehouseUnavailable(
                "存放临时文件的磁盘已满，暂时打不开数据；数据没有损坏。请管理员腾出空间，然后刷新本页。"
            ) from error
        raise WarehouseUnavailable(
            f"数据文件 {path.name} 已损坏或不完整，无法打开。请在项目目录运行 "
            "python -m dashboard build 重新生成，然后刷新本页。"
        ) from error
    if missing := _columns_of_ours() - _columns(connection):
        connection.close()
        logging.getLogger(__name__).warning("%s lacks %s", path.name, sorted(missing)[:5])
        raise WarehouseUnavailable(
            f"数据文件 {path.name} 是另一个版本的程序生成的，和现在的程序不配套。请在项目目录运行 "
            "python -m dashboard build 重新生成，然后刷新本页；正在预览的，请退出预览，再上传一次。"
        )
    return connection


@functools.cache
def _columns_of_ours() -> frozenset[tuple[str, ...]]:
    """Return what a file has that this version of the program builds."""
    with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as empty:
        for made_by in (paths.SCHEMA, paths.DERIVED):
            empty.execute(made_by.read_text(encoding="utf-8"))
        return _columns(empty)


def _columns(connection: duckdb.DuckDBPyConnection) -> frozenset[tuple[str, ...]]:
    # What is needed only while the file is made is not in it.
    every = """
        select table_name, column_name, data_type
        from duckdb_columns()
        where not internal and database_name <> 'temp'
    """
    return frozenset(connection.execute(every).fetchall())


def _folder() -> Path:
    global _snapshots  # noqa: PLW0603 - made once, on first use
    if _snapshots is None:
        _snapshots = Path(tempfile.mkdtemp(prefix="dashboard-"))
        atexit.register(shutil.rmtree, _snapshots, ignore_errors=True)
    return _snapshots
