"""What a server costs, and what it costs it on."""

import os
import platform
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

_OFTEN = 0.02  # seconds between two looks at what a process holds
_PACKAGES = ("streamlit", "plotly", "pandas", "duckdb", "playwright")


class Held(NamedTuple):
    """What a process holds at a moment; memory in bytes."""

    memory: int
    files: int
    threads: int


def held(pid: int) -> Held:
    """Return what a process holds now. Raises OSError but on Linux."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    said = dict(line.split(":", 1) for line in status.splitlines())
    kilobytes = int(said["VmRSS"].split()[0])
    files = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - only counted
    return Held(kilobytes * 1024, files, int(said["Threads"]))


class Spent(NamedTuple):
    """Seconds that a program took, and bytes that it and those it started held at most."""

    seconds: float
    memory: float


def spent(command: Sequence[str], **how: Any) -> Spent:
    """Run a program to its end. Raises CalledProcessError where it fails, OSError but on Linux."""
    start, most = time.perf_counter(), 0
    with subprocess.Popen(command, **how) as process:
        while process.poll() is None:
            most = max(most, _with_children(process.pid))
            time.sleep(_OFTEN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(time.perf_counter() - start, most)


def _with_children(pid: int) -> int:
    """Return what a process and those that it has started hold now."""
    memory = 0
    with suppress(OSError, KeyError):  # one of them has ended meanwhile
        memory = held(pid).memory
        for of_thread in Path(f"/proc/{pid}/task").glob("*/children"):
            started = of_thread.read_text(encoding="utf-8").split()
            memory += sum(_with_children(int(one)) for one in started)
    return memory


def processor_time(pid: int) -> float | None:
    """Return the seconds of processor time a process has used so far; None but on Linux."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def wait_until_ready(url: str) -> None:
    """Wait until the server at ``url`` says that it is well."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
    raise TimeoutError(f"{url} did not become ready")


def facts(browser: str = "") -> str:
    """Describe the machine, and the browser that took part, in a line, without naming it."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}"
        f"{browser and f', Chromium {browser}'}"
    )


def load() -> float | None:
    """Return how many processes wanted a processor in the last minute; None on Windows."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None
