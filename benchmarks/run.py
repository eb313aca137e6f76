"""The whole run: both servers, one browser, every section; then the report."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import sections
from benchmarks.machine import facts, load
from benchmarks.plain import plain, write
from benchmarks.reader import reader
from benchmarks.report import marked, section
from dashboard.dev.live_server import browsing, running
from dashboard.paths import ROOT

_PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
_HEAD = ["", "dashboard", sections.PLAIN, "ratio", "goal: ratio ≤ 1.3"]
_WORK = ["dashboard: main thread", f"{sections.PLAIN}: main thread", "ratio"]

_LEAD = """\
The clock goes from key press or click to the last change in any chart, or the end of the run. The
work of the page's main thread is beside it, as other programs on the machine disturb it less."""


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; print the report and write it where they say."""
    if arguments[:1] == ["faults"]:
        from benchmarks import faults

        return faults.main(arguments[1:])
    if arguments[:1] == ["soak"]:
        from benchmarks import soak

        return soak.main(arguments[1:])
    if arguments[:1] == ["growth"]:
        from benchmarks import growth

        return growth.main(arguments[1:])
    options = _options(arguments)
    with browsing() as browser:
        text = "".join(_sections(browser, options.pages, options.rounds, quick=options.quick))
    print(text)
    if options.out:
        for name in ("growth", "soak"):  # which have runs of their own
            text += marked(options.out, name)
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
        sections.warm(ours, _PAGES)
        others = {}
        for page in pages:
            with reader(browser, ours.url) as one:
                one.open(sections.address_of(page))
                heights = one.heights()
            place = folder / page
            place.mkdir()
            write(place, heights)
            others[page] = (until_end.enter_context(plain(place)), len(heights))
            sections.warm(others[page][0], [""])
        start = folder / "start"
        start.mkdir()
        write(start, heights)
        yield section("Server start to ready", _HEAD, [sections.starts(start, rounds)])
        rows = [
            row
            for page in pages
            for row in sections.times(browser, page, ours, others[page], rounds)
        ]
        yield section("In the browser", [*_HEAD, *_WORK], rows, _LEAD)
        plain_pages = {page: server for page, (server, _) in others.items()}
        yield sections.costs(start, plain_pages, pages if quick else _PAGES)
        yield sections.sent(browser, ours, plain_pages, pages if quick else _PAGES)
    yield sections.queries(quick=quick)


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
