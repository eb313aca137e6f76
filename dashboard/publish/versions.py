"""Publish a staged data folder, keep every version with who, when and why, and bring one back.

Nothing is trusted that was built elsewhere: the data file is built anew from the inputs. The same
inputs and code give the same bytes, so a rollback needs no old data file; the log holds the hash
of each, which differs from that of the version brought back only where the code has changed.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dashboard import paths, security_log
from dashboard.contract.codes import BASELINE, BY_HAND, PUBLISH, ROLLBACK
from dashboard.contract.faults import DataProblems
from dashboard.ingest.build import build, hashed
from dashboard.publish import transaction
from dashboard.publish.log import Log, NewVersion, Version, folders, read_log
from dashboard.publish.rebuild import is_current
from dashboard.publish.transaction import NotPublished, recover

__all__ = [
    "NotPublished",
    "Version",
    "amend",
    "broken",
    "history",
    "publish",
    "recover",
    "rollback",
    "state",
]

_NOBODY = "系统"
_WHY_KEPT = {
    BASELINE: "第一次发布之前的数据，自动留存",
    BY_HAND: "不经发布、直接改动数据文件后的内容，下一次发布之前自动留存",
}


def state(data: Path) -> str:
    """Hash the inputs (catalogue and editions) by name and content."""
    return hashed(data)


def history(data: Path) -> list[Version]:
    """Return the versions that the log tells of, the newest first."""
    return list(reversed(read_log(data).versions))


def broken(data: Path) -> str | None:
    """Say what in the log, or beside it, was changed afterwards; None where all is as written."""
    log = read_log(data)
    if log.faults:
        return log.faults[0]
    if transaction.unfinished(data):  # the folder of a version is there before its line
        return None
    named, there = {version.folder for version in log.versions}, folders(data)
    if named - there:
        return f"第 {int(min(named - there))} 版的文件夹不见了，不能再恢复到这一版。"
    if there - named:
        return f"有第 {int(min(there - named))} 版的文件夹，版本记录里却没有它；记录可能被删改。"
    return None


def publish(
    data: Path, staged: Path, *, who: str, why: str, edition: int | None, base: str
) -> Version:
    """Make the staged inputs those of the data folder; ``base`` is the state they were made on."""
    data = data.resolve()
    new = NewVersion(who.strip(), why.strip(), PUBLISH, edition)
    with transaction.locked(data, wait=0):
        if state(data) != base:
            raise NotPublished(_outdated(data))
        return _put(data, staged, base, new)


def amend(data: Path, change: Callable[[Path], None], *, who: str, why: str, base: str) -> Version:
    """Publish what ``change`` makes of a copy of the inputs in the state ``base``.

    The copy lies where the next start clears away what a kill has left.
    """
    data = data.resolve()
    new = NewVersion(who.strip(), why.strip(), PUBLISH)
    with transaction.locked(data, wait=0):
        if state(data) != base:
            raise NotPublished(_outdated(data))
        with transaction.pending(data) as made:
            staged = made / "data"
            _copy(data, staged, base)
            change(staged)
            return _put(data, staged, base, new)


def rollback(data: Path, number: int, *, who: str, why: str, base: str = "") -> Version:
    """Publish the inputs of an earlier version again, as a new version.

    ``base`` is the state of the data that was shown to whoever decided on it; empty where none was.
    """
    data = data.resolve()
    new = NewVersion(who.strip(), why.strip(), ROLLBACK, of=number)
    with transaction.locked(data, wait=0):
        past = {version.number: version for version in read_log(data).versions}
        if number not in past:
            there = f"现有：{'、'.join(map(str, past))}。" if past else "还没有任何版本。"
            raise NotPublished(f"没有第 {number} 版；{there}")
        wanted, now = past[number], state(data)
        if base not in {"", now}:
            message = f"数据刚刚更新过（{_changed_by(data)}）。没有恢复；请看过版本记录再决定。"
            raise NotPublished(message)
        if wanted.input_sha256 == now:
            raise NotPublished(f"现在的数据已经是这一版（第 {number} 版）的内容，不需要恢复。")
        staged = data / paths.VERSIONS / wanted.folder
        if state(staged) != wanted.input_sha256:
            message = f"第 {number} 版留存的文件已缺失或被改动，与记录不符，不能恢复到这一版。"
            raise NotPublished(message)
        return _put(data, staged, now, replace(new, edition=wanted.edition))


def _put(data: Path, staged: Path, now: str, new: NewVersion) -> Version:
    """Publish, under the lock, where the data folder is in the state ``now``."""
    log = read_log(data)
    wanted = state(staged)
    if wanted == now:
        raise NotPublished("要发布的内容与现在的数据完全相同，不需要发布。")
    with transaction.pending(data) as made:
        if _unknown(data, log, now):
            kind = BY_HAND if log.versions else BASELINE
            kept = _keep(data, made, _next(data, log), now)
            try:
                output = _built(kept, made / "before" / paths.DATABASE.name)
            except DataProblems:
                output = ""  # kept all the same, as it is somebody's work
            log.add(kept, NewVersion(_NOBODY, _WHY_KEPT[kind], kind), now, output)
        _copy(staged, made / "data", wanted)
        for name in paths.INPUTS:
            if (data / name).is_dir():  # or a folder that is gone would stay: an empty one goes in
                (made / "data" / name).mkdir(exist_ok=True)
        try:
            output = _built(made / "data", made / paths.DATABASE.name)
        except DataProblems as problems:
            raise NotPublished(f"数据有问题，没有发布。{problems}") from problems
        kept = _keep(made / "data", made, _next(data, log), wanted)
        version = log.add(kept, new, wanted, output)
        # Somebody may have saved a file while the new one was being built.
        if state(data) != now:
            raise NotPublished(_outdated(data))
        transaction.commit(data, made, log.size, log.gained)
    security_log.note("publication", account=new.who, kind=new.kind, version=version.number)
    return version


def _unknown(data: Path, log: Log, now: str) -> bool:
    """Tell whether the inputs that there are stand in no version, and would be lost."""
    if log.versions:
        return log.versions[-1].input_sha256 != now
    return any((data / name).exists() for name in paths.INPUTS)


def _next(data: Path, log: Log) -> int:
    # Above the folders too: what lies there is not overwritten, even if the log was lost.
    numbers = (version.number for version in log.versions)
    return max((0, *numbers, *map(int, folders(data)))) + 1


def _keep(inputs: Path, made: Path, number: int, expected: str) -> Path:
    kept = made / paths.VERSIONS / f"{number:04}"
    _copy(inputs, kept, expected)
    return kept


def _copy(source: Path, target: Path, expected: str) -> None:
    """Copy the inputs, and nothing that is none; refuse what was changed meanwhile."""
    target.mkdir(exist_ok=True)
    for name in paths.INPUTS:
        if (source / name).is_dir():
            _copy_folder(source / name, target / name)
    if state(target) != expected:
        raise NotPublished("文件在发布途中被改动，没有发布；请重新核对后再发布。")


def _copy_folder(source: Path, target: Path) -> None:
    target.mkdir()
    for path in paths.visible(source):
        if path.is_dir():
            _copy_folder(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


def _built(inputs: Path, out: Path) -> str:
    """Build, and return the hash of the data file; raises DataProblems for the inputs only."""
    try:
        build(inputs, out)
    except DataProblems as problems:
        if isinstance(problems.__cause__, OSError):
            raise problems.__cause__ from None
        if problems.__cause__:
            raise NotPublished(_not_written(problems.__cause__)) from problems
        raise
    if not is_current(inputs, out):  # opens it as a reader will, and reads the inputs once more
        raise NotPublished("新的数据文件与要发布的内容不符，没有发布；请重试。")
    return hashlib.sha256(out.read_bytes()).hexdigest()


def _not_written(cause: BaseException) -> str:
    return (
        "写不成数据文件，多半是磁盘已满；没有发布，原来的数据未受影响。请腾出空间后重试。"
        f"数据库的说明：{cause}"
    )


def _outdated(data: Path) -> str:
    told = f"数据在您核对之后已更新（{_changed_by(data)}）。"
    return f"{told}没有发布；请在新的数据上重新核对后再发布。"


def _changed_by(data: Path) -> str:
    """Say who changed the data last, and how."""
    log = read_log(data)
    last = log.versions[-1] if log.versions else None
    if last and last.input_sha256 == state(data):
        when = last.when[:16].replace("T", " ")
        return f"{last.who}于 {when} 发布了第 {last.number} 版：{last.why}"
    return "有人不经发布、直接改动了数据文件"
