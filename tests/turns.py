"""Tests run side by side, save the few that need the machine to themselves (marker ``alone``)."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock

_POLL = 0.001  # seconds; thousands of tests take less than the twentieth it is by default


@contextmanager
def turn(folder: Path, mine: str, workers: Iterable[str], *, alone: bool) -> Iterator[None]:
    """Run one test of a worker: beside those of the others, or alone.

    Each worker holds its own lock while it runs a test; whoever has to be alone takes all of them.
    Locks are taken behind a gate, so that others do not slip in while one waits to be alone.
    """
    with ExitStack() as held:
        with FileLock(folder / "gate").acquire(poll_interval=_POLL):
            for worker in workers if alone else (mine,):
                held.enter_context(FileLock(folder / worker).acquire(poll_interval=_POLL))
        yield
