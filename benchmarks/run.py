"""The whole run: our page and the peers', one browser, every section; then the report."""

import argparse
import importlib
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import sections, visits
from benchmarks.machine import facts, load
from benchmarks.report import marked
from dashboard.dev.live_server import browsing, running
from dashboard.paths import ROOT

_PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
_OTHERS = ("crowd", "growth", "meeting", "records", "soak", "faults")  # runs of their own
_KEPT = (
    "crowd",
    "growth",
    "meeting",
    "records",
    "soak",
    "tried",
)  # what stands in the report besides


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; print the report and write it where they say."""
    if arguments and arguments[0] in _OTHERS:
        other = importlib.import_module(f"benchmarks.{arguments[0]}")
        return int(other.main(arguments[1:]))
    options = _options(arguments)
    with browsing() as browser:
        text = "".join(_sections(browser, options.views, options.rounds, quick=options.quick))
    print(text)
    if options.out:
        text += "".join(marked(options.out, name) for name in _KEPT)
        options.out.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=f"Runs of their own: {', '.join(_OTHERS)} (each with --help).",
    )
    parser.add_argument("--rounds", type=int, default=9, help="how often to time each (9)")
    parser.add_argument("--quick", action="store_true", help="two rounds, one part, few filters")
    parser.add_argument("--out", type=Path, help="write the report there as well")
    options = parser.parse_args(arguments)
    options.views = list(visits.VIEWS)
    if options.quick:
        options.views, options.rounds = options.views[:1], min(options.rounds, 2)
    return options


def _sections(browser: Browser, views: Sequence[str], rounds: int, *, quick: bool) -> Iterator[str]:
    yield _about(browser, rounds)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with running(folder) as ours:
            shown = {view: visits.names(browser, ours, view) for view in views}
        found = {
            view: visits.measured(browser, folder / str(place), view, queries, rounds)
            for place, (view, queries) in enumerate(shown.items())
        }
        yield from sections.beside_peers(shown, found)
        yield sections.costs(folder, _PAGES[:2] if quick else _PAGES)
    yield sections.queries(quick=quick)


def _about(browser: Browser, rounds: int) -> str:
    busy = load()
    others = "" if busy is None else f" Load average at the start: {busy:.1f}."
    return f"""\
# Benchmark

Made by `python -m benchmarks --out docs/benchmark.md` on {datetime.now(UTC):%Y-%m-%d}. The
dashboard stands beside pages with the same charts of its chapter on training, from the same
queries, made with other tools (`benchmarks/peers/`): Streamlit and Dash as most people write a
page; Dash as somebody writes it who knows it well (figures kept, only what is different sent, a
small Plotly, all packed, waitress); and a static page with files of figures made beforehand. The
peers have charts, headings and a choice of years, and nothing else of what the dashboard has. All
take turns, {rounds} rounds, on one machine for server and browser. Times depend on it, ratios much
less: they are medians of the rounds' ratios, with the range of these.

{facts(browser.version)}.{others}
"""
