"""Publish in a process of its own that is stopped, or photographed, at any chosen step.

A step is whatever the process is about to change on the disk, as Python's audit events tell, and
each line of the code that puts things in place. ``python -m tests.killing`` is such a process: an
audit hook cannot be taken off again.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from dashboard import paths
from dashboard.publish import transaction, versions

_CHANGES = (
    *("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.link", "os.symlink"),
    *("shutil.copyfile", "shutil.rmtree", "os.chmod"),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def run(
    how: str, what: str, data: Path, staged: Path, album: Path, *, every: int = 1
) -> list[Path]:
    """Photograph or kill whoever publishes or recovers, in a process of its own.

    Returns the folders that this leaves in the album, in the order of the steps.
    """
    told = (how, what, str(every), *map(str, (paths.QUERIES, data, staged, album)))
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", *told],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [album / name / data.name for name in json.loads(done.stdout)]


def _every_step(step: Callable[[], None]) -> None:
    inside = False

    def at_step() -> None:
        nonlocal inside
        if not inside:
            inside = True
            step()
            inside = False

    def on_event(event: str, given: tuple[Any, ...]) -> None:
        writing = event == "open" and isinstance(given[2], int) and given[2] & _WRITING
        if writing or event in _CHANGES:
            at_step()

    def on_line(frame: FrameType, event: str, _given: object) -> Any:
        if frame.f_code.co_filename != transaction.__file__:
            return None
        if event == "line":
            at_step()
        return on_line

    sys.addaudithook(on_event)
    sys.settrace(on_line)


def _publish(data: Path, staged: Path) -> None:
    base = versions.state(data)
    versions.publish(data, staged, who="教务处", why="试验", edition=2024, base=base)


def _recover(data: Path, _staged: Path) -> None:
    versions.recover(data)


def _photograph(work: Callable[[], None], data: Path, album: Path) -> list[str]:
    """Copy the folder at every step at which it differs from the step before."""
    taken: list[str] = []
    last: dict[Path, tuple[int, int, int]] = {}

    def step() -> None:
        nonlocal last
        seen = [(path, path.stat()) for path in data.rglob("*")]
        now = {path: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in seen}
        if now != last:
            last = now
            taken.append(f"{len(taken):04}")
            shutil.copytree(data, album / taken[-1] / data.name)

    _every_step(step)
    work()
    step()
    return taken


def _kill(work: Callable[[Path], None], data: Path, album: Path, every: int) -> list[str]:
    """Work on a copy of the folder for every so manieth step, and be killed there."""
    killed: list[str] = []
    number = 0
    while True:
        copy = album / f"{number:04}" / data.name
        shutil.copytree(data, copy)
        child = os.fork()
        if not child:
            _die_at(number)
            work(copy)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed.append(copy.parent.name)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0
            return killed
        number += every


def _die_at(number: int) -> None:
    steps = iter(range(number, -1, -1))

    def step() -> None:
        if not next(steps):
            os.kill(os.getpid(), signal.SIGKILL)

    _every_step(step)


def main() -> None:
    how, what, every = sys.argv[1], sys.argv[2], int(sys.argv[3])
    paths.QUERIES, data, staged, album = map(Path, sys.argv[4:8])
    paths.CHECKS = paths.QUERIES / "checks"
    work = {"publish": _publish, "recover": _recover}[what]
    if how == "photograph":
        told = _photograph(lambda: work(data, staged), data, album)
    else:
        told = _kill(lambda copy: work(copy, staged), data, album, every)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
