"""The tests run side by side, a file to a process, with what they write kept in memory."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - looked at before it is used, and used privately
_ROOM = 4 << 30  # bytes; several times what all tests write


def run(arguments: Sequence[str]) -> int:
    """Run the tests with these arguments of pytest; return its exit code."""
    with _files_in_memory():
        import pytest

        # In the order of their names: those that drive a browser take longest. One more than there
        # are processors, as they wait for servers and browsers as much as they reckon.
        workers = str((os.cpu_count() or 1) + 1)
        side_by_side = ("--numprocesses", workers, "--dist", "loadfile", "--no-loadscope-reorder")
        return int(pytest.main([*side_by_side, *arguments]))


@contextmanager
def _files_in_memory() -> Iterator[None]:
    """Keep temporary files in memory, where the system lets one and nobody has said otherwise.

    Much of a test's time is waiting for a disk to have written what is thrown away at once.
    """
    if "TMPDIR" in os.environ or not _is_roomy(_IN_MEMORY):
        yield
        return
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # some tests run as another user
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None  # asked anew
        try:
            yield
        finally:
            del os.environ["TMPDIR"]
            tempfile.tempdir = None


def _is_roomy(folder: Path) -> bool:
    """Tell whether a folder has room, and programs in it may be run: some tests make some."""
    if not hasattr(os, "statvfs") or not folder.is_dir():
        return False
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize > _ROOM and not about.f_flag & os.ST_NOEXEC
