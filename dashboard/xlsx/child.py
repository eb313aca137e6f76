"""Work on what a stranger handed in, in a process that ends with whoever waits for it."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO

from dashboard import paths

_OFTEN = 0.3  # seconds, after which it is asked whether anybody waits still

Waiting = Callable[[], None]


def nobody_asks() -> None:
    """Wait to the end."""


def run(
    module: str,
    arguments: Sequence[str],
    *,
    said: bytes = b"",
    seconds: float,
    waiting: Waiting = nobody_asks,
) -> bytes:
    """Run a module, and return what it prints. Raises TimeoutExpired.

    ``waiting`` is called now and then: what it raises ends the process, as the time limit does.
    """
    deadline = time.monotonic() + seconds
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=paths.ROOT,
        # Whatever else is installed, XML is read by the library that refuses entities.
        env=os.environ | {"OPENPYXL_LXML": "False"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        # By a thread: what is asked again after a while would not go on writing.
        pipe, process.stdin = process.stdin, None
        threading.Thread(target=_feed, args=(pipe, said), daemon=True).start()
        try:
            while True:
                left = deadline - time.monotonic()
                try:
                    return process.communicate(timeout=max(min(_OFTEN, left), 0))[0]
                except subprocess.TimeoutExpired:
                    if left <= _OFTEN:
                        raise
                waiting()
        finally:
            process.kill()


def _feed(pipe: IO[bytes] | None, said: bytes) -> None:
    with contextlib.suppress(OSError):  # it has ended, and needs no more
        if pipe:
            with pipe:
                pipe.write(said)


def limit(seconds: int, memory: int = 0) -> None:
    """Bound what this process may take: seconds of the processor, and bytes where told."""
    # Windows has no such limits; there the clock and the sizes of what is unpacked have to do.
    with contextlib.suppress(ImportError):
        import resource

        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
