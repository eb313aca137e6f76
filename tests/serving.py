"""Start a real server for a test, and stop it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.paths import ROOT

SERVE = ("-m", "dashboard.cli", "serve", "--no-browser", "--port", "0")


@dataclass(frozen=True)
class Server:
    """A server that answers at ``url``; whatever it says stands in ``log``."""

    url: str
    log: Path


@contextmanager
def running(
    folder: Path, arguments: Sequence[str] = SERVE, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run Python with ``arguments`` from the project until it has said its address.

    The port is the system's choice, so that tests may run side by side.
    """
    log = folder / "server.log"
    surroundings = os.environ | {"PYTHONUNBUFFERED": "1"} | dict(environment or {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=surroundings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(_address(process, log), log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        said = log.read_text(encoding="utf-8")
        if found := re.search(r"http://[0-9.]+:\d+", said):
            return found[0]
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
