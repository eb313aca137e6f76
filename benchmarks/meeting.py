"""What files for a meeting cost: thirty figures in each kind; ten people who want one at once."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import quantiles

from benchmarks import report
from benchmarks.machine import Spent, facts, load, spent, wait_until_ready
from benchmarks.session import changes
from dashboard import paths
from dashboard.dev.live_server import Server, running
from dashboard.material import apart, files, names
from dashboard.material.apart import Wanted
from dashboard.material.selection import Item
from dashboard.query import scopes

_FIGURES, _PEOPLE, _CHANGES = 30, 10, 60
_SECONDS, _MEMORY, _SLOWER = 10.0, 300e6, 1.5
_PAGE = "training"


def main(arguments: Sequence[str]) -> int:
    """Measure both; print the section and put it where the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks meeting", description=__doc__)
    parser.add_argument("--out", type=Path, help="put it into this report as well")
    options = parser.parse_args(arguments)
    text = written({kind: one_file(kind) for kind in files.FORMATS}, *people_at_once())
    print(text)
    if options.out:
        report.put(options.out, "meeting", text)
    return 0


def wanted(kind: str) -> Wanted:
    asked = names.questions([*names.pages()], scopes.everything())[:_FIGURES]
    day = date(2026, 11, 30)
    return Wanted(kind, paths.DATABASE, "三十张图", day, [Item(one) for one in asked])


def one_file(kind: str) -> Spent:
    """Make a file in the process apart, from its start to its end."""
    said = json.dumps(wanted(kind).as_record()).encode()
    with tempfile.TemporaryFile() as handed:
        handed.write(said)
        handed.seek(0)
        command = [sys.executable, "-m", "dashboard.material"]
        return spent(command, cwd=paths.ROOT, stdin=handed, stdout=subprocess.DEVNULL)


def people_at_once() -> tuple[list[float], list[float], float]:
    """Return seconds of answers without and with ten files being made, and until all are made."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        wait_until_ready(server.url)
        changes(server, _PAGE, _CHANGES)  # so that all ranges are known
        without = changes(server, _PAGE, _CHANGES)
        start = time.perf_counter()
        with ThreadPoolExecutor(_PEOPLE) as people:
            made = [people.submit(apart.make, wanted("pptx")) for _ in range(_PEOPLE)]
            during = _while(made, server)
        return without, during, time.perf_counter() - start


def _while(made: Sequence[Future[bytes]], server: Server) -> list[float]:
    answers: list[float] = []
    while not all(one.done() for one in made):
        answers += changes(server, _PAGE, 5)
    for one in made:
        one.result()
    return answers


def written(
    by_kind: dict[str, Spent], without: list[float], during: list[float], all_made: float
) -> str:
    """Write a run as a section of the report."""
    busy = load()
    others = "" if busy is None else f" Load average at the end: {busy:.1f}."
    lead = (
        f"Made by `python -m benchmarks meeting --out docs/benchmark.md` on "
        f"{datetime.now(UTC):%Y-%m-%d}. {_FIGURES} figures\nof the chapters are written into a "
        f"file by the process apart, from its start to its end.\n\n{facts()}.{others}"
    )
    rows = [
        [
            *(kind, f"{one.seconds:.1f} s"),
            f"≤ {_SECONDS:g} s: {report.verdict(one.seconds, _SECONDS)}",
            report.megabytes(one.memory),
            f"≤ {_MEMORY / 1e6:g} MB: {report.verdict(one.memory, _MEMORY)}",
        ]
        for kind, one in by_kind.items()
    ]
    head = ["", "time", "goal", "memory", "goal"]
    times = [
        f"{1000 * quantiles(one, n=20)[place]:.0f}"
        for one in (without, during)
        for place in (9, 18)
    ]
    beside = (
        f"{_PEOPLE} people want slides of {_FIGURES} figures at once: all have them after "
        f"{all_made:.0f} s (two are made at a time).\nMeanwhile a known range of a page is "
        f"answered in p50 {times[2]} ms and p95 {times[3]} ms, before in {times[0]} and "
        f"{times[1]} ms.\n"
    )
    return f"{report.section('Files for a meeting', head, rows, lead)}\n{beside}"
