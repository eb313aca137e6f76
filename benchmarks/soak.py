"""Whether a server that is used for long stays as it is: its memory, open files and threads."""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import linear_regression, pstdev
from typing import NamedTuple

from benchmarks import report
from benchmarks.clicks import Clicks
from benchmarks.machine import Held, facts, held, load, wait_until_ready
from dashboard.dev.live_server import Server, running
from dashboard.serve import limits
from dashboard.serve.visit import visitor

_SEED = 1
_VISIT = 50  # changes, after which a reader leaves and another comes
_WARM = 0.4  # of all changes, in which caches fill
_SHOWN = 10  # lines of the table
_REST = limits.ASIDE + 15.0  # seconds, after which closed sessions are over


class Trend(NamedTuple):
    """How something grew after warm-up, by the straight line through its samples.

    ``off`` is how far the samples lie from that line (standard deviation).
    """

    first: float
    last: float
    growth: float
    off: float

    @property
    def is_flat(self) -> bool:
        """Tell whether it grew by no more than it ordinarily varies."""
        return self.growth <= 2 * self.off + 1e-6


class Soaked(NamedTuple):
    """What was held after so many changes, and with nobody there before and after."""

    samples: dict[int, Held]
    before: Held
    after: Held
    seconds: float

    def trends(self) -> dict[str, Trend]:
        """Return the trend of each thing held."""
        warm = max(self.samples) * _WARM
        at = [changes for changes in self.samples if changes > warm]
        return {name: _trend(at, self._values(name, at)) for name in Held._fields}

    def _values(self, name: str, at: Sequence[int]) -> list[float]:
        return [float(getattr(self.samples[changes], name)) for changes in at]


def main(arguments: Sequence[str]) -> int:
    """Change filters and pages again and again; tell what the server held, and whether flat."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks soak", description=__doc__)
    parser.add_argument("--changes", type=int, default=5_000, help="of filters and pages (5000)")
    parser.add_argument("--out", type=Path, help="put it into this report as well")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        visit = max(min(_VISIT, options.changes // 10), 1)
        soaked = soak(server, options.changes, visit=visit)
        text = written(soaked)
        print(text)
        if options.out:
            report.put(options.out, "soak", text)
    return 0 if all(trend.is_flat for trend in soaked.trends().values()) else 1


def soak(server: Server, changes: int, *, visit: int = _VISIT, rest: float = _REST) -> Soaked:
    """Let readers come one after another, make so many changes a ``visit``, and go."""
    chance, samples = random.Random(_SEED), {}
    wait_until_ready(server.url)
    with visitor(server.url) as one:
        for page in Clicks(one.run(), chance).pages:
            one.run(page)
    time.sleep(rest)
    before, start = held(server.pid), time.monotonic()
    for done in range(0, changes, visit):
        with visitor(server.url) as one:
            now = min(done + visit, changes)
            clicks = Clicks(one.run(), chance)
            for _ in range(now - done):
                one.run(*clicks.next())
            samples[now] = held(server.pid)
    seconds = time.monotonic() - start
    time.sleep(rest)
    return Soaked(samples, before, held(server.pid), seconds)


def _trend(at: list[int], values: list[float]) -> Trend:
    slope, start = linear_regression(at, values)
    off = pstdev(value - start - slope * x for x, value in zip(at, values, strict=True))
    return Trend(values[0], values[-1], slope * (at[-1] - at[0]), off)


def written(soaked: Soaked) -> str:
    """Write a run as a section of the report."""
    visit, most, busy = min(soaked.samples), max(soaked.samples), load()
    others = "" if busy is None else f" Load average at the end: {busy:.1f}."
    lead = (
        f"Made by `python -m benchmarks soak --changes {most} --out docs/benchmark.md` on "
        f"{datetime.now(UTC):%Y-%m-%d}.\nReaders come one after another, turn {visit} times at "
        f"random (seed {_SEED}) to other pages, years or\nmajors, and leave: {most:,} changes in "
        f"{soaked.seconds:,.0f} s. Most choices of filters are new, so that the caches\nfill to "
        f"their bounds.\n\n{facts()}.{others}"
    )
    head = ("changes", "memory", "open files", "threads")
    verdicts = (
        f"After warm-up ({_WARM:.0%} of the changes) a straight line is laid through the samples, "
        "one a visit.\nWhat grew by no more than twice the samples' distance from it is flat."
    )
    trends = ("", "first", "last", "growth by the line", "distance from it", "")
    return "\n".join(
        [
            report.section("In long use", head, list(_lines(soaked)), lead),
            verdicts,
            "",
            report.table(trends, _verdicts(soaked)),
            "",
        ]
    )


def _lines(soaked: Soaked) -> Iterator[list[str]]:
    step = max(len(soaked.samples) // _SHOWN, 1)
    shown = list(soaked.samples.items())[step - 1 :: step]
    every = [("nobody there", soaked.before), *shown, ("nobody there any more", soaked.after)]
    for when, it in every:
        name = when if isinstance(when, str) else f"{when:,}"
        yield [name, report.megabytes(it.memory), str(it.files), str(it.threads)]


def _verdicts(soaked: Soaked) -> Iterator[list[str]]:
    for name, trend in soaked.trends().items():
        show = report.megabytes if name == "memory" else "{:.1f}".format
        told = "flat" if trend.is_flat else "**grows**"
        yield [name, *map(show, (trend.first, trend.last, trend.growth, trend.off)), told]
