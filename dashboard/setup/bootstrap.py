"""From Python and pip to a running program: see to the environment, then step into it.

Only the standard library is imported here.
"""

import os
import sys
from pathlib import Path

from dashboard.paths import ROOT
from dashboard.setup import environment

# The commands that need more than the dashboard itself does: a browser, linters, pytest.
DEVELOPING = ("test", "lint", "benchmark", "screenshots")


def main(arguments: list[str]) -> int:
    """Run a command of ``dashboard.commands.main`` inside the environment; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character shows "?" rather than ending the program.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    develops = arguments[:1] and arguments[0] in DEVELOPING
    lock = ROOT / ("requirements-dev.txt" if develops else "requirements.txt")
    place = environment.location()
    try:
        if not environment.is_ready(place, lock):
            from dashboard.commands.main import parse

            parse(arguments)  # a slip in the arguments is told before anything is installed
            environment.prepare(place, lock)
        if _inside(place):
            from dashboard.commands.main import main as run

            return run(arguments)
        return _step_into(place, arguments)
    except KeyboardInterrupt:
        return 130
    except environment.SetupError as error:
        print(error, file=sys.stderr)
        return 1


def _inside(place: Path) -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(place)


def _step_into(place: Path, arguments: list[str]) -> int:
    command = [str(environment.python(place)), "-m", "dashboard", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    import subprocess

    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the same key press reached the inner process, which ends in its own time
