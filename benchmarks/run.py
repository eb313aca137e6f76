"""The whole run: both servers, one browser, every section; then the report."""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks import questions, report
from benchmarks.machine import facts, load, wait_until_ready
from benchmarks.plain import plain, write
from benchmarks.reader import reader
from benchmarks.session import Cost, cost
from benchmarks.wire import wire
from dashboard.driven import Server, browsing, running
from dashboard.paths import ROOT
from dashboard.visit import visit

_PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
_OURS, _PLAIN = ("dashboard", "plain page")
_HEAD = ["", _OURS, _PLAIN, "ratio", "goal: ratio ≤ 1.3"]


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; print the report and write it where they say."""
    options = _options(arguments)
    with browsing() as browser:
        text = "".join(_sections(browser, options.pages, options.rounds, quick=options.quick))
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--pages",
        nargs="+",
        choices=_PAGES,
        default=["overview", "training", "development"],
        help="pages with charts to time in the browser (default: %(default)s)",
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often to time each (5)")
    parser.add_argument("--quick", action="store_true", help="two rounds, one page, few filters")
    parser.add_argument("--out", type=Path, help="write the report there as well")
    options = parser.parse_args(arguments)
    if options.quick:
        options.pages, options.rounds = options.pages[:1], 2
    return options


def _sections(browser: Browser, pages: list[str], rounds: int, *, quick: bool) -> Iterator[str]:
    yield _about(browser, rounds)
    with ExitStack() as until_end, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = until_end.enter_context(running(folder))
        _warm(ours, _PAGES)
        others = {}
        for page in pages:
            with reader(browser, ours.url) as one:
                one.open(_address(page))
                heights = one.heights()
            place = folder / page
            place.mkdir()
            write(place, heights)
            others[page] = (until_end.enter_context(plain(place)), len(heights))
            _warm(others[page][0], [""])
        yield _section("Server start to ready", _HEAD, [_starts(folder, folder / pages[0], rounds)])
        rows = [row for page in pages for row in _times(browser, ours, page, *others[page], rounds)]
        yield _section("In the browser", _HEAD, rows)
        plain_pages = {page: server for page, (server, _) in others.items()}
        yield _costs(folder, plain_pages, pages if quick else _PAGES)
        yield _bytes(browser, ours, plain_pages, pages if quick else _PAGES)
    yield _queries(quick=quick)


def _about(browser: Browser, rounds: int) -> str:
    busy = load()
    others = "" if busy is None else f" Load average at the start: {busy:.1f}."
    return f"""\
# Benchmark

Made by `python -m benchmarks --out docs/benchmark.md` on {datetime.now(UTC):%Y-%m-%d}: the
dashboard beside a plain page of as many Plotly Express charts of the same heights, written as most
people write one and started with `streamlit run`. Medians of {rounds} rounds that take turns, on
one machine for server and browser; times depend on it, ratios much less.

{facts(browser.version)}.{others}
"""


def _section(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], lead: str = "") -> str:
    words = f"{lead}\n\n" if lead else ""
    return f"\n## {title}\n\n{words}{report.table(head, rows)}\n"


def _address(page: str) -> str:
    return "" if page == "overview" else page


def _warm(server: Server, pages: Sequence[str]) -> None:
    wait_until_ready(server.url)
    for page in pages:
        visit(server.url, _address(page))


def _starts(ours: Path, other: Path, rounds: int) -> list[str]:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for times, start in zip(taken, (lambda: running(ours), lambda: plain(other)), strict=True):
            began = time.perf_counter()
            with start() as server:
                wait_until_ready(server.url)
                times.append(time.perf_counter() - began)
    return report.against("start to ready", *taken)


def _times(
    browser: Browser, ours: Server, page: str, other: Server, charts: int, rounds: int
) -> Iterator[list[str]]:
    what = ("cold load to charts drawn", "change of years to charts changed", "change of page")
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in what}
    sides = ((ours, _address(page), "about"), (other, "", "other"))
    for _ in range(rounds):
        for side, (server, address, without) in enumerate(sides):
            with reader(browser, server.url) as one:
                taken[what[0]][side].append(one.open(address, charts))
                taken[what[1]][side].append(one.change_years(back=False))
                taken[what[1]][side].append(one.change_years(back=True))
                one.leave(without)
                taken[what[2]][side].append(one.turn_to(address, charts))
    for name, times in taken.items():
        yield report.against(f"{page} ({charts} charts): {name}", *times)


def _costs(folder: Path, others: dict[str, Server], pages: Sequence[str]) -> str:
    rows = []
    with running(folder) as fresh:  # so that nobody has asked it for any years yet
        _warm(fresh, pages)
        time.sleep(2)  # its own first visit is over
        for page in pages:
            ours = cost(fresh, _address(page))
            other = cost(others[page], "") if page in others else None
            rows.append(_cost(page, ours, other))
    head = ["page", "re-run, new years", "again", "processor, new years", "again"]
    head += ["goal: ≤ 30 ms again", f"{_PLAIN}: re-run", "processor"]
    lead = "One session changes the years; processor time is the server's (read on Linux only)."
    return _section("A change of years on the server", head, rows, lead)


def _cost(page: str, ours: Cost, other: Cost | None) -> list[str]:
    show = report.milliseconds
    processor = (ours.processor_new, ours.processor_again)
    row = [page, show(ours.new), show(ours.again), *map(show, processor)]
    row.append(report.verdict(ours.processor_again, 0.030))
    return [*row, *([show(other.again), show(other.processor_again)] if other else ["", ""])]


def _bytes(
    browser: Browser, ours: Server, others: dict[str, Server], pages: Sequence[str]
) -> str:
    rows = []
    for page in pages:
        cold, change = _received(browser, ours, _address(page))
        row = [page, report.megabytes(cold), report.verdict(cold, 2.6e6), f"{change / 1000:.0f} kB"]
        if page in others:
            plainly = _received(browser, others[page], "")
            row += [report.megabytes(plainly[0]), f"{plainly[1] / 1000:.0f} kB"]
        rows.append(row + [""] * (6 - len(row)))
    head = ["page", "cold visit", "goal: ≤ 2.6 MB", "change of years"]
    head += [f"{_PLAIN}: cold", "change of years"]
    lead = "Everything the server sends, headers and WebSocket included, counted between the two."
    return _section("Bytes on the wire", head, rows, lead)


def _received(browser: Browser, server: Server, address: str) -> tuple[int, int]:
    with wire(server.url) as between, reader(browser, between.url) as one:
        one.load(address)
        cold = between.received
        one.load_other_years()
        return cold, between.received - cold


def _queries(*, quick: bool) -> str:
    found = questions.times(quick=quick)
    slowest = sorted(found.items(), key=lambda item: -max(item[1]))
    rows = [
        [name, str(len(taken)), f"{median(taken) * 1000:.1f} ms", f"{max(taken) * 1000:.1f} ms"]
        + [report.verdict(max(taken), 0.005)]
        for name, taken in slowest
    ]
    head = ["query", "sets of filters", "median", "slowest", "goal: ≤ 5 ms"]
    lead = "Without any cache, frame included; each set of filters the best of five."
    return _section("Queries", head, rows, lead)
