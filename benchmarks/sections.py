"""What is measured, a section of the report each."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks import questions
from benchmarks.machine import wait_until_ready
from benchmarks.plain import plain
from benchmarks.reader import Taken, reader
from benchmarks.report import against, megabytes, milliseconds, section, tenths, verdict
from benchmarks.session import Cost, cost
from benchmarks.wire import wire
from dashboard.dev.live_server import Server, running
from dashboard.serve.visit import visit

PLAIN = "plain page"
_SHOWN = 20  # queries that have a line of their own


def address_of(page: str) -> str:
    return "" if page == "overview" else page


def warm(server: Server, pages: Sequence[str]) -> None:
    wait_until_ready(server.url)
    for page in pages:
        visit(server.url, address_of(page))


def starts(folder: Path, rounds: int) -> list[str]:
    """Start each server in turn; the plain page lies in the folder."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for times, start in zip(taken, (running, plain), strict=True):
            began = time.perf_counter()
            with start(folder) as server:
                wait_until_ready(server.url)
                times.append(time.perf_counter() - began)
    return against("start to ready", *taken)


def times(
    browser: Browser, page: str, ours: Server, other: tuple[Server, int], rounds: int
) -> Iterator[list[str]]:
    plainly, charts = other
    what = ("cold load to charts drawn", "change of years to charts changed", "change of page")
    taken: dict[str, tuple[list[Taken], list[Taken]]] = {name: ([], []) for name in what}
    sides = ((ours, address_of(page), "about"), (plainly, "", "other"))
    for _ in range(rounds):
        for side, (server, address, without) in enumerate(sides):
            with reader(browser, server.url) as one:
                taken[what[0]][side].append(one.open(address, charts))
                taken[what[1]][side].append(one.change_years(back=False))
                taken[what[1]][side].append(one.change_years(back=True))
                one.leave(without)
                taken[what[2]][side].append(one.turn_to(address, charts))
    for name, (own, others) in taken.items():
        clocks = [one.clock for one in own], [one.clock for one in others]
        threads = [one.thread for one in own], [one.thread for one in others]
        row = against(f"{page} ({charts} charts): {name}", *clocks)
        yield [*row, *against("", *threads)[1:4]]


def costs(folder: Path, others: dict[str, Server], pages: Sequence[str]) -> str:
    rows = []
    with running(folder) as fresh:  # so that nobody has asked it for any years yet
        warm(fresh, pages)
        time.sleep(2)  # its own first visit is over
        for page in pages:
            ours = cost(fresh, address_of(page))
            other = cost(others[page], "") if page in others else None
            rows.append(_cost(page, ours, other))
    head = ["page", "re-run, new years", "again", "processor, new years", "again"]
    head += ["goal: ≤ 30 ms again", f"{PLAIN}: re-run", "processor"]
    lead = "One session changes the years; processor time is the server's (read on Linux only)."
    return section("A change of years on the server", head, rows, lead)


def _cost(page: str, ours: Cost, other: Cost | None) -> list[str]:
    show = milliseconds
    processor = (ours.processor_new, ours.processor_again)
    row = [page, show(ours.new), show(ours.again), *map(show, processor)]
    row.append(verdict(ours.processor_again, 0.030))
    return [*row, *([show(other.again), show(other.processor_again)] if other else ["", ""])]


def sent(browser: Browser, ours: Server, others: dict[str, Server], pages: Sequence[str]) -> str:
    rows = []
    for page in pages:
        cold, change = _received(browser, ours, address_of(page))
        row = [page, megabytes(cold), verdict(cold, 2.6e6), f"{change / 1000:.0f} kB"]
        if page in others:
            plainly = _received(browser, others[page], "")
            row += [megabytes(plainly[0]), f"{plainly[1] / 1000:.0f} kB"]
        rows.append(row + [""] * (6 - len(row)))
    head = ["page", "cold visit", "goal: ≤ 2.6 MB", "change of years"]
    head += [f"{PLAIN}: cold", "change of years"]
    lead = "Everything the server sends, headers and WebSocket included, counted between the two."
    return section("Bytes on the wire", head, rows, lead)


def _received(browser: Browser, server: Server, address: str) -> tuple[int, int]:
    with wire(server.url) as between, reader(browser, between.url) as one:
        one.load(address)
        cold = between.received
        one.load_other_years()
        return cold, between.received - cold


def queries(*, quick: bool) -> str:
    """Ask every query; the slowest stand in the table, the rest in its last line."""
    found = sorted(
        questions.times(questions.scopes(quick=quick)).items(), key=lambda item: -max(item[1])
    )
    rest = [value for _, taken in found[_SHOWN:] for value in taken]
    rows = [
        [
            name,
            str(len(taken)),
            *map(tenths, (median(taken), max(taken))),
            verdict(max(taken), 0.005),
        ]
        for name, taken in [*found[:_SHOWN], (f"the other {len(found) - _SHOWN}", rest)]
    ]
    head = ["query", "sets of filters", "median", "slowest", "goal: ≤ 5 ms"]
    lead = "Without any cache, frame included; each set of filters the best of five."
    return section("Queries", head, rows, lead)
