"""One writer at a time, and a new state of the data folder put in place whole or not at all.

What the folder is to become is first written out in full beside it, in ``versions/.pending-*``.
One rename of that to ``versions/.committed`` decides: killed before it, nothing has happened;
after it only renames and a line of the log are left to do, each of which can be done again, and
whoever takes the lock next does what a kill has left. The data file comes last, and by a rename:
whoever opens it sees the old one or the new one.

Below ``.committed``: ``data/`` (the new inputs), ``versions/`` (the new versions, to be kept),
``school.duckdb``, ``log.json`` (what the log gains), ``old/`` (the inputs that were replaced).
"""

import contextlib
import errno
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import filelock

from dashboard import paths

LOG = "log.jsonl"
PATIENCE = 60.0  # seconds; a publication takes two or three

_LOCK = ".lock"
_PENDING = ".pending-"
_COMMITTED = ".committed"
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


class NotPublished(Exception):
    """Nothing was changed, or not all of it could be finished; the text is for the screen."""


@contextlib.contextmanager
def locked(data: Path, *, wait: float) -> Iterator[None]:
    """Be the only one who writes into the data folder, and first finish what a kill has left.

    The system frees the lock of a process that ends, however it ends. Whatever the system refuses
    inside is raised as NotPublished.
    """
    try:
        folder = data / paths.VERSIONS
        folder.mkdir(exist_ok=True)
        with filelock.FileLock(folder / _LOCK).acquire(timeout=wait):
            _recover(data)
            yield
    except filelock.Timeout:
        message = "另有人正在发布或备份，或正在生成数据文件，这一次没有写入；请过一两分钟再试。"
        raise NotPublished(message) from None
    except OSError as error:
        raise NotPublished(_why_refused(error)) from error


def recover(data: Path) -> None:
    """Finish, or clear away, what a publication left that was killed.

    Raises NotPublished where it cannot be finished now. Costs nothing where there is nothing.
    """
    if unfinished(data):
        with locked(data, wait=PATIENCE):
            pass
    elif _pending(data):
        # Rubbish, or a publication that is at work just now: neither is in anybody's way.
        with contextlib.suppress(NotPublished), locked(data, wait=0):
            pass


def unfinished(data: Path) -> bool:
    """Tell whether something is decided on that is not in place yet."""
    return (data / paths.VERSIONS / _COMMITTED).exists()


@contextlib.contextmanager
def pending(data: Path) -> Iterator[Path]:
    """Give a folder in which to write out what the data folder is to become."""
    made = _fresh(data)
    made.mkdir()
    try:
        for name in ("data", paths.VERSIONS, "old"):
            (made / name).mkdir()
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def commit(data: Path, made: Path, size: int, lines: str) -> None:
    """Put in place what is written out in ``made``; ``lines`` go to the log after ``size`` bytes.

    Where the system refuses a step, those before it are taken back.
    """
    (made / "log.json").write_text(json.dumps({"size": size, "lines": lines}), encoding="utf-8")
    _flush(made)
    committed = data / paths.VERSIONS / _COMMITTED
    made.rename(committed)
    _flush_folder(committed.parent)
    try:
        _finish(data)
    except OSError as error:
        try:
            committed.rename(made)
        except OSError:
            raise NotPublished(_half(error)) from error
        raise
    # All is in place: should this fail, the next to take the lock does it.
    with contextlib.suppress(OSError):
        _close(data, made)


def _why_refused(error: OSError) -> str:
    """Put into words, for the screen, why the system refused to write."""
    name = Path(error.filename).name if isinstance(error.filename, str) else "."
    # Not the folders in which we work: they mean nothing to the reader, and are gone again.
    where = "数据文件夹" if name.startswith(".") else f"「{name}」"
    if error.errno in _FULL:
        return "磁盘已满，没有写入；原来的数据未受影响。请腾出空间后重试。"
    if error.errno in _FORBIDDEN:
        return (
            f"不能写入{where}：没有写入权限，或它正被其他程序（如 Excel）打开；原来的数据未受影响。"
            "请关闭打开它的程序，或请管理员检查文件夹权限，然后重试。"
        )
    return f"无法写入{where}；原来的数据未受影响。请检查磁盘和文件夹。系统的说明：{error}"


def _half(error: OSError) -> str:
    return (
        f"已经开始替换数据，但系统中途拒绝（{error.strerror}），没有全部完成。看到的仍是完整的一版；"
        "请关闭打开着数据文件的程序，下次启动看板或再次发布时会自动完成。"
    )


def _recover(data: Path) -> None:
    if unfinished(data):
        _finish(data)
        _close(data, _fresh(data))
    for left in _pending(data):
        shutil.rmtree(left, ignore_errors=True)


def _pending(data: Path) -> list[Path]:
    return list((data / paths.VERSIONS).glob(f"{_PENDING}*"))


def _fresh(data: Path) -> Path:
    # Never a name used before: on Windows rubbish may stay for as long as somebody has it open.
    return data / paths.VERSIONS / f"{_PENDING}{os.getpid()}-{time.time_ns()}"


def _finish(data: Path) -> None:
    """Do what is decided on, or what is left of it; take it back where the system refuses."""
    folder = data / paths.VERSIONS
    made = folder / _COMMITTED
    gain = json.loads((made / "log.json").read_text(encoding="utf-8"))
    done: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        source.rename(target)
        done.append((source, target))

    try:
        for version in sorted((made / paths.VERSIONS).iterdir()):
            move(version, folder / version.name)
        for name in paths.INPUTS:
            # Gone from here means that it is in place already.
            if (made / "data" / name).exists():
                if (data / name).exists():
                    move(data / name, made / "old" / f"{name}-{time.time_ns()}")
                move(made / "data" / name, data / name)
        _write_at(folder / LOG, gain["size"], gain["lines"])
        _flush_folder(folder)
        # Last, as it cannot be taken back.
        if (made / paths.DATABASE.name).exists():
            (made / paths.DATABASE.name).replace(data / paths.DATABASE.name)
    except OSError as error:
        try:
            _take_back(done, folder / LOG, gain["size"])
        except OSError:
            raise NotPublished(_half(error)) from error
        raise
    # A log left by whoever wrote to the old file does not belong to the new one.
    with contextlib.suppress(OSError):
        (data / f"{paths.DATABASE.name}.wal").unlink(missing_ok=True)
    _flush_folder(data)


def _close(data: Path, rubbish: Path) -> None:
    (data / paths.VERSIONS / _COMMITTED).rename(rubbish)
    shutil.rmtree(rubbish, ignore_errors=True)


def _take_back(done: list[tuple[Path, Path]], log: Path, size: int) -> None:
    if log.exists() and log.stat().st_size > size:
        os.truncate(log, size)
    for source, target in reversed(done):
        target.rename(source)


def _write_at(log: Path, size: int, lines: str) -> None:
    """Append to the log, over what was torn off or written before a kill."""
    log.touch()
    with log.open("r+b") as file:
        file.seek(size)
        if file.read() == lines.encode():
            return
        file.seek(size)
        file.write(lines.encode())
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            _flush(path)
        else:
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """Let a loss of power not undo renames; Windows has nothing of the kind."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
