"""Our page and those of the peers, visited in turn: times in the browser, cost, bytes."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from urllib.parse import quote

from playwright.sync_api import Browser

from benchmarks.machine import processor_time, wait_until_ready
from benchmarks.peers import PEERS, peer
from benchmarks.reader import Reader, Taken, reader
from benchmarks.wire import wire
from dashboard.dev.live_server import Server, running
from dashboard.serve.visit import visit

OURS = "dashboard"
SIDES = (OURS, *PEERS)
PAGE = "training"
PART, WHOLE = "the first part", "all parts at once"
VIEWS = {PART: PAGE, WHOLE: f"{PAGE}?part={quote('全部')}"}
_CHANGES = 5  # of the last year, until there are no figures


@dataclass
class Side:
    """What was measured of one page, in the order of the rounds."""

    cold: list[Taken] = field(default_factory=list)
    change: list[Taken] = field(default_factory=list)
    processor: tuple[float | None, float | None] = (None, None)  # a new range, a known one
    wire: tuple[int, int] = (0, 0)  # bytes of a cold visit, of a change


def names(browser: Browser, server: Server, view: str) -> list[str]:
    """Name the queries whose charts a view of ours shows."""
    with reader(browser, server.url) as one:
        one.open(VIEWS[view])
        return one.figures()


@contextmanager
def sides(folder: Path, view: str, queries: list[str]) -> Iterator[dict[str, tuple[Server, str]]]:
    """Run ours and the peers; return each server with the address of its page."""
    with ExitStack() as until_end:
        found = {}
        for place, kind in enumerate(SIDES):
            own = folder / str(place)
            own.mkdir(parents=True)
            start = running(own) if kind == OURS else peer(kind, own, queries)
            found[kind] = (until_end.enter_context(start), VIEWS[view] if kind == OURS else "")
        wait_until_ready(found[OURS][0].url)
        visit(found[OURS][0].url)  # as its own first visitor does
        yield found


def measured(
    browser: Browser, folder: Path, view: str, queries: list[str], rounds: int
) -> Mapping[str, Side]:
    """Visit each page in turn, as often as there are rounds."""
    found = {kind: Side() for kind in SIDES}
    with sides(folder / "first", view, queries) as fresh:
        for kind, (server, address) in fresh.items():
            print(f"{view}: {kind}", file=sys.stderr)
            found[kind].processor = _processor(browser, server, address, len(queries))
            found[kind].wire = _bytes(browser, server, address, len(queries))
        for number in range(rounds):
            print(f"{view}: round {number + 1}", file=sys.stderr)
            for kind, (server, address) in fresh.items():
                with reader(browser, server.url) as one:
                    found[kind].cold.append(one.open(address, len(queries)))
                    one.move_years()
                    found[kind].change += [one.change_years(back=back) for back in (False, True)]
    return found


def _processor(
    browser: Browser, server: Server, address: str, charts: int
) -> tuple[float | None, float | None]:
    """Return seconds of the server's processor time for a range nobody has asked, and again."""
    with reader(browser, server.url) as one:
        one.open(address, charts)
        new = _costs(one, server, back=False)
        _costs(one, server, back=True)
        return new, _costs(one, server, back=False)


def _costs(one: Reader, server: Server, *, back: bool) -> float | None:
    before = processor_time(server.pid)
    for _ in range(_CHANGES):
        one.move_years(back=back)
    after = processor_time(server.pid)
    return None if before is None or after is None else (after - before) / _CHANGES


def _bytes(browser: Browser, server: Server, address: str, charts: int) -> tuple[int, int]:
    """Return what a cold visit brings, and a change, one with the other there and back."""
    with wire(server.url) as between, reader(browser, between.url) as one:
        one.open(address, charts)
        one.rest()
        cold = between.received
        one.move_years()
        sent = []
        for back in (False, True):
            before = between.received
            one.move_years(back=back)
            sent.append(between.received - before)
        return cold, round(mean(sent))
