"""What is measured, a section of the report each."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks import questions
from benchmarks.machine import wait_until_ready
from benchmarks.peers import STREAMLIT, TUNED, charts
from benchmarks.report import beside, megabytes, milliseconds, seconds, section, tenths, verdict
from benchmarks.session import cost, has_years
from benchmarks.visits import OURS, PART, WHOLE, Side
from dashboard.dev.live_server import Server, running
from dashboard.serve.visit import visit

_SHOWN = 20  # queries that have a line of their own
_KNOWN, _NEW, _WIRE = 0.030, 0.120, 2_000
_CLOCK = """\
The clock goes from the request, or a key press, to the last change in any chart; cold is with an
empty cache. The work of the page's main thread is beside it, as other programs disturb it less.
The dashboard draws what is near the screen, the others all of a page. The change of years is
between two ranges whose figures differ."""


def address_of(page: str) -> str:
    return "" if page == "overview" else page


def beside_peers(
    shown: Mapping[str, Sequence[str]], found: Mapping[str, Mapping[str, Side]]
) -> Iterator[str]:
    for view, by_kind in found.items():
        lead = _CLOCK if view == PART else ""
        yield _times(f"In the browser: {view}, {len(shown[view])} charts", by_kind, lead)
    if found.keys() >= {PART, WHOLE}:
        yield _part_beside_whole(found[PART][OURS], found[WHOLE][STREAMLIT])
    for view, by_kind in found.items():
        yield _server(view, shown[view], by_kind)


def _times(title: str, by_kind: Mapping[str, Side], lead: str) -> str:
    ours, rows = by_kind[OURS], []
    for kind, side in by_kind.items():
        row = [kind]
        for own, theirs in ((ours.cold, side.cold), (ours.change, side.change)):
            clocks = [one.clock for one in own], [one.clock for one in theirs]
            ratio, told = beside(*clocks)
            row += [seconds(clocks[1]), seconds([one.thread for one in theirs])]
            row += ["", ""] if kind == OURS else [told, verdict(ratio, 1) if kind == TUNED else ""]
        rows.append(row)
    each = ["main thread", "dashboard takes", "goal: ≤ 1"]
    return section(title, ["", "cold", *each, "change of years", *each], rows, lead)


def _part_beside_whole(part: Side, whole: Side) -> str:
    ratio, told = beside([one.clock for one in part.cold], [one.clock for one in whole.cold])
    return (
        f"\nA part of ours opens cold in {told} of the time of the whole page as Streamlit's own "
        f"charts show it,\nwhich is what the dashboard did before; goal ≤ 0.5: "
        f"{verdict(ratio, 0.5)}.\n"
    )


def _server(view: str, queries: Sequence[str], by_kind: Mapping[str, Side]) -> str:
    changed = _changed(queries)
    rows = []
    for kind, side in by_kind.items():
        (new, known), (cold, change) = side.processor, side.wire
        held = [verdict(new, _NEW), verdict(known, _KNOWN), verdict(change / changed, _WIRE)]
        if kind != OURS or view != PART:
            held[:2] = "", ""
        row = [kind, milliseconds(new), held[0], milliseconds(known), held[1], megabytes(cold)]
        row += [f"{change / 1000:.1f} kB", f"{change / changed / 1000:.2f} kB"]
        rows.append([*row, held[2] if kind == OURS else ""])
    head = ["", "new range", "goal: ≤ 120 ms", "known", "goal: ≤ 30 ms", "cold visit"]
    head += ["change of years", "a changed chart", "goal: ≤ 2 kB"]
    lead = (
        "Processor time of the server for a change of years, and all bytes that it sends, headers "
        f"and WebSocket\nincluded, counted between the two. The change alters {changed} charts."
    )
    return section(f"On the server and on the wire: {view}", head, rows, lead)


def _changed(queries: Sequence[str]) -> int:
    """Count the charts that differ between the two ranges that a change goes to and fro."""
    years = charts.years()
    before, after = (
        [charts.coloured(charts.draw(name, years[0], last)) for name in queries]
        for last in years[-3:-1]
    )
    return sum(one != other for one, other in zip(before, after, strict=True))


def warm(server: Server, pages: Sequence[str]) -> None:
    wait_until_ready(server.url)
    for page in pages:
        visit(server.url, address_of(page))


def costs(folder: Path, pages: Sequence[str]) -> str:
    rows = []
    with running(folder) as fresh:  # so that nobody has asked it for any years yet
        warm(fresh, pages)
        time.sleep(2)  # its own first visit is over
        for page in pages:
            if not has_years(fresh, address_of(page)):
                continue
            one = cost(fresh, address_of(page))
            row = [page, milliseconds(one.new), milliseconds(one.again)]
            row += [milliseconds(one.processor_new), verdict(one.processor_new, _NEW)]
            row += [milliseconds(one.processor_again), verdict(one.processor_again, _KNOWN)]
            rows.append(row)
    head = ["page", "answered in, new years", "again", "processor, new years", "goal: ≤ 120 ms"]
    head += ["again", "goal: ≤ 30 ms"]
    lead = (
        "One session, without a browser, changes the years of each page as it opens first; "
        "processor time is\nthe server's (read on Linux only)."
    )
    return section("A change of years on every page", head, rows, lead)


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
