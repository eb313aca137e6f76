"""How long people wait when many are at the dashboard at once, and what the server holds then."""

import argparse
import random
import ssl
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from threading import Event

from websockets.exceptions import WebSocketException

from benchmarks import report
from benchmarks.clicks import Clicks
from benchmarks.machine import Held, facts, held, load, wait_until_ready
from dashboard.dev import proxy
from dashboard.dev.live_server import Server, running
from dashboard.serve.streamlit_seams import ForwardMsg
from dashboard.serve.visit import Visitor, visitor

_PAUSE = (3.0, 8.0)  # seconds between two clicks of one person
_GOALS = {25: 1.0, 100: 3.0}  # people -> seconds in which 95 of 100 answers are there
_TWICE = 1.7  # times the answers of one process that two are to give
_PRESSING = 16  # people who click again at once: as many answers as there can be
_APOLOGY = "这里出了问题"


@dataclass(frozen=True)
class Place:
    """Where a crowd goes: an address, how to trust it, and the processes behind it."""

    url: str
    servers: Sequence[Server]
    trusted: ssl.SSLContext | None = None


@dataclass
class Crowd:
    """What people met: seconds for each answer, what failed, the most that was held at once."""

    people: int
    answers: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    most: Held = field(default_factory=lambda: Held(0, 0, 0))
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Return the answers a second."""
        return len(self.answers) / self.seconds


def main(arguments: Sequence[str]) -> int:
    """Let crowds of several sizes come, one after another, each to a server just started."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks crowd", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[25, 50, 100])
    parser.add_argument("--minutes", type=float, default=5.0, help="for each crowd (5)")
    parser.add_argument(
        "--two", action="store_true", help="also two processes behind nginx, as in deploy/"
    )
    parser.add_argument("--out", type=Path, help="put it into this report as well")
    options = parser.parse_args(arguments)
    seconds, found = 60 * options.minutes, {}
    for processes in (1, 2) if options.two else (1,):
        found[processes] = [come(people, seconds, processes) for people in options.people]
    pressing = [come(_PRESSING, seconds / 5, n, (0.0, 0.0)) for n in found] if options.two else []
    text = written(found, pressing, options.minutes)
    print(text)
    if options.out:
        report.put(options.out, "crowd", text)
    return 0


def come(people: int, seconds: float, processes: int, pause: tuple[float, float] = _PAUSE) -> Crowd:
    """Let so many people be at servers that were just started, for so long."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), processes) as place:
        return crowd(place, people, seconds, pause)


@contextmanager
def served(folder: Path, processes: int) -> Iterator[Place]:
    """Start servers, several behind nginx. Raises RuntimeError where nginx does not start."""
    with ExitStack() as until_end:
        servers = []
        for number in range(processes):
            own = folder / str(number)
            own.mkdir()
            servers.append(until_end.enter_context(running(own)))
            wait_until_ready(servers[-1].url)
        time.sleep(2)  # their own first visits
        if processes == 1:
            yield Place(servers[0].url, servers)
            return
        ports = [server.url.rpartition(":")[2] for server in servers]
        front = until_end.enter_context(proxy.proxied(folder, ports))
        yield Place(front.url, servers, ssl.create_default_context(cafile=str(front.authority)))


def crowd(place: Place, people: int, seconds: float, pause: tuple[float, float]) -> Crowd:
    """Let people come within one pause, click, and go when the time is over."""
    found, over, start = Crowd(people), Event(), time.monotonic()
    with ThreadPoolExecutor(people) as all_of_them:
        for seed in range(people):
            all_of_them.submit(_be_there, place, seed, pause, over, found)
        while time.monotonic() - start < seconds:
            each = [held(server.pid) for server in place.servers]
            now = [sum(one) for one in zip(*each, strict=True)]
            found.most = Held(*map(max, zip(found.most, now, strict=True)))
            time.sleep(0.5)
        over.set()
        found.seconds = time.monotonic() - start
    for failure in found.failed:
        print(f"{people} people: {failure}", file=sys.stderr)
    return found


def _be_there(
    place: Place, seed: int, pause: tuple[float, float], over: Event, found: Crowd
) -> None:
    chance = random.Random(seed)
    try:
        over.wait(chance.uniform(0, pause[1]))
        with visitor(place.url, trusted=place.trusted) as one:
            clicks = Clicks(_timed(one, found), chance)
            while not over.wait(chance.uniform(*pause)):
                _timed(one, found, *clicks.next())
    except (OSError, WebSocketException, StopIteration) as failure:
        found.failed.append(repr(failure))


def _timed(one: Visitor, found: Crowd, *asked: object) -> list[ForwardMsg]:
    start = time.perf_counter()
    messages = one.run(*asked)  # type: ignore[arg-type]
    found.answers.append(time.perf_counter() - start)
    bodies = (message.delta.new_element.alert.body for message in messages)
    found.failed += [body for body in bodies if body.startswith(_APOLOGY)]
    return messages


def written(found: dict[int, list[Crowd]], pressing: Sequence[Crowd], minutes: float) -> str:
    """Write crowds as a section of the report."""
    busy = load()
    others = "" if busy is None else f" Load average at the end: {busy:.1f}."
    lead = (
        f"Made by `python -m benchmarks crowd --out docs/benchmark.md` on "
        f"{datetime.now(UTC):%Y-%m-%d}.\nEach crowd comes to servers that were just started, and "
        f"is there for {minutes:g} minutes: over\nwebsockets, {_PAUSE[0]:g} to {_PAUSE[1]:g} "
        "seconds between two clicks of one person, a third of them each on\nanother page, other "
        "years and other majors at random. Nothing is kept on their side, so that they\nare sent "
        "more than browsers are; they run on the same machine."
        f"\n\n{facts()}.{others}"
    )
    rows = [_row(one, processes) for processes, all_of in found.items() for one in all_of]
    head = ("people", "processes", "answers", "a second", "p50", "p95", "goal", "errors")
    text = report.section("A crowd", [*head, "memory", "descriptors"], rows, lead)
    if len(pressing) == 2:
        times = pressing[1].rate / pressing[0].rate
        text += (
            f"\n{_PRESSING} people who click again at once get {pressing[0].rate:.1f} answers a "
            f"second from one process and\n{pressing[1].rate:.1f} from two behind nginx, "
            f"{times:.2f} times as many; goal ≥ {_TWICE}: {report.verdict(_TWICE, times)}.\n"
        )
    return text


def _row(one: Crowd, processes: int) -> list[str]:
    twentieths = quantiles(one.answers, n=20)
    goal, most = "", _GOALS.get(one.people)
    if most:
        goal = f"< {most:g} s: {report.verdict(twentieths[18], most)}"
    told = [str(one.people), str(processes), str(len(one.answers)), f"{one.rate:.1f}"]
    told += [f"{twentieths[9]:.2f} s", f"{twentieths[18]:.2f} s", goal, str(len(one.failed))]
    return [*told, report.megabytes(one.most.memory), str(one.most.files)]
