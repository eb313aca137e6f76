"""The one way to the figures: the built DuckDB file, read-only and locked.

The server never opens ``data/school.duckdb`` itself. DuckDB hands out the old database when a
path is opened again while a connection to it lives, and Windows refuses to replace a file that
is held open. So each version of the file is copied aside (a few hundred kilobytes) and the copy
is opened; a new build swapped in is a new version, seen at the next question asked.
"""

import atexit
import contextlib
import functools
import itertools
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb

from dashboard import paths

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class WarehouseUnavailable(Exception):
    """The data file is missing or cannot be read; the text is meant for the user's screen."""


@dataclass(frozen=True)
class Warehouse:
    """One opened version of the data file; ``version`` is the right key for every cache."""

    version: str
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own, as one connection must not serve two threads."""
        return self.connection.cursor()


_lock = threading.Lock()
_current: Warehouse | None = None
_snapshots: Path | None = None
_numbers = itertools.count()


def current() -> Warehouse:
    """Return the version of the data file that is in place now.

    Raises WarehouseUnavailable, in Chinese, where there is no file or it is damaged.
    """
    global _current  # noqa: PLW0603 - one open version for the whole process is the point
    try:
        stat = paths.DATABASE.stat()
    except OSError:
        raise WarehouseUnavailable(
            f"没有找到数据文件 {paths.DATABASE.name}。请在项目目录运行 "
            "python -m dashboard build 生成数据文件，然后刷新本页。"
        ) from None
    version = f"{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_size}"
    with _lock:
        if _current is None or _current.version != version:
            # The old connection is not closed: whoever still holds a cursor finishes with it.
            _current = Warehouse(version, _open())
        return _current


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


def _open() -> duckdb.DuckDBPyConnection:
    # A name never used before: an older file put back in place may still be open under its own.
    snapshot = _folder() / f"{next(_numbers)}.duckdb"
    try:
        shutil.copyfile(paths.DATABASE, snapshot)
        connection = duckdb.connect(snapshot, read_only=True)
        connection.execute("set threads = 1")  # tables of a thousand rows: threads only cost
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        connection.execute("select count(*) from observation_export")
    except (OSError, duckdb.Error) as error:
        with contextlib.suppress(OSError):  # or copies of a damaged file pile up
            snapshot.unlink()
        raise WarehouseUnavailable(
            f"数据文件 {paths.DATABASE.name} 已损坏或不完整，无法打开。请在项目目录运行 "
            "python -m dashboard build 重新生成，然后刷新本页。"
        ) from error
    return connection


def _folder() -> Path:
    global _snapshots  # noqa: PLW0603 - made once, on first use
    if _snapshots is None:
        _snapshots = Path(tempfile.mkdtemp(prefix="dashboard-"))
        atexit.register(shutil.rmtree, _snapshots, ignore_errors=True)
    return _snapshots
