"""What more editions cost: to build, to ask, and to look at the same years as with one.

The editions are SYNTHETIC (tests/many_editions.py): the real one again for each year before it.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from benchmarks import questions, report
from benchmarks.machine import facts, load, wait_until_ready
from benchmarks.sections import address_of
from benchmarks.session import Cost, Ranges, cost, has_years
from dashboard.dev.live_server import running
from dashboard.ingest.build import build
from dashboard.paths import ROOT
from dashboard.query import connection, question
from dashboard.query.question import Scope
from tests import many_editions

_MANY = (1, 5, 10, 20)
_YEARS = 5  # the newest, which are looked at however many there are
_MOST = 1.3
_SHOWN = 12  # queries that have a line of their own
_PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


class Grown(NamedTuple):
    """What so many editions cost: seconds, and bytes of the data file."""

    build: float
    size: int
    queries: dict[str, float]
    pages: dict[str, Cost]


def main(arguments: Sequence[str]) -> int:
    """Measure each number of editions; print the section and put it where the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument("--editions", type=int, nargs="+", default=_MANY, help="%(default)s")
    parser.add_argument("--pages", nargs="+", choices=_PAGES, default=_PAGES, help="all of them")
    parser.add_argument("--out", type=Path, help="put it into this report as well")
    options = parser.parse_args(arguments)
    text = written({many: _grown(many, options.pages) for many in sorted(options.editions)})
    print(text)
    if options.out:
        report.put(options.out, "growth", text)
    return 0


def _grown(many: int, pages: Sequence[str]) -> Grown:
    with tempfile.TemporaryDirectory() as temporary:
        data = many_editions.write(Path(temporary) / "data", many)
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            built = build(data)
            taken.append(time.perf_counter() - start)
        with connection.looking_at(built):
            last = max(question.run("years")["year"])
            asked = questions.times([Scope(int(last) - _YEARS + 1, int(last))])
        with running(data.parent, environment={"DASHBOARD_DATA": str(data)}) as server:
            wait_until_ready(server.url)
            shown = [page for page in pages if has_years(server, address_of(page))]
            time.sleep(2)  # its own first visit is over
            costs = {page: cost(server, address_of(page), _newest) for page in shown}
        return Grown(
            min(taken),
            built.stat().st_size,
            {name: mean(values) for name, values in asked.items()},
            costs,
        )


def _newest(options: list[str]) -> Ranges:
    return list(itertools.combinations(options[-_YEARS:], 2))


def written(found: Mapping[int, Grown]) -> str:
    """Write a run as a section of the report."""
    busy = load()
    others = "" if busy is None else f" Load average at the end: {busy:.1f}."
    lead = (
        f"Made by `python -m benchmarks growth --out docs/benchmark.md` on "
        f"{datetime.now(UTC):%Y-%m-%d}, on\nsynthetic editions, looking at the {_YEARS} newest "
        f"years however many there are. A single edition\nprints most of its figures for two "
        f"years only, so that there is more to draw with five.\n\n{facts()}.{others}"
    )
    numbers = [f"{many} editions" if many > 1 else "1 edition" for many in found]
    head = ["", *numbers, "ratio", f"goal: ratio ≤ {_MOST}"]
    return "\n".join(
        [
            report.section("More editions", ["", *numbers], list(_builds(found)), lead),
            "Processor time of the server for years that nobody has asked for, and once more:\n",
            report.table(head, _pages(found)),
            "\nQueries, all sets of filters for these years, those first that grow most:\n",
            report.table(head, _queries(found)),
            "",
        ]
    )


def _builds(found: Mapping[int, Grown]) -> Iterator[list[str]]:
    yield ["build", *(f"{one.build:.2f} s" for one in found.values())]
    yield ["of that an edition", *(f"{one.build / many:.2f} s" for many, one in found.items())]
    yield ["data file", *(report.megabytes(one.size) for one in found.values())]


def _pages(found: Mapping[int, Grown]) -> Iterator[list[str]]:
    for page in next(iter(found.values())).pages:
        costs = [one.pages[page] for one in found.values()]
        yield _compared(f"{page}: new years", [one.processor_new for one in costs])
        yield _compared(f"{page}: again", [one.processor_again for one in costs])


def _compared(name: str, taken: Sequence[float | None]) -> list[str]:
    ratio = taken[-1] / taken[0] if taken[-1] and taken[0] else None
    shown = "" if ratio is None else f"{ratio:.2f}"
    return [name, *map(report.milliseconds, taken), shown, report.verdict(ratio, _MOST)]


def _queries(found: Mapping[int, Grown]) -> Iterator[list[str]]:
    each = [one.queries for one in found.values()]
    growth = {name: each[-1][name] / each[0][name] for name in each[0]}
    order = sorted(growth, key=lambda name: each[0][name] - each[-1][name])
    for name in order[:_SHOWN]:
        taken = [one[name] for one in each]
        told = [f"{growth[name]:.2f}", report.verdict(growth[name], _MOST)]
        yield [name, *map(report.tenths, taken), *told]
    total = [sum(one.values()) for one in each]
    all_of_them = total[-1] / total[0]
    told = [f"{all_of_them:.2f}", report.verdict(all_of_them, _MOST)]
    yield [f"all {len(growth)} together", *map(report.tenths, total), *told]
