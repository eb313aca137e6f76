"""The same charts on pages made with other tools: what the dashboard is timed beside."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers.ports import free_port
from dashboard.dev.live_server import Server, running
from dashboard.paths import ROOT
from dashboard.setup import environment

STREAMLIT, DASH, TUNED, STATIC = "Streamlit", "Dash", "Dash, tuned", "static page"
_MODULES = {DASH: "untuned_dash", TUNED: "tuned_dash", STATIC: "static_page"}
_LOCK = Path(__file__).parents[1] / "requirements.txt"
PEERS = (STREAMLIT, *_MODULES)


@contextmanager
def peer(kind: str, folder: Path, names: Sequence[str]) -> Iterator[Server]:
    """Run a page of one of these tools with the charts of these queries; its log is in a folder.

    Dash has an environment of its own, inside ours, which is made where there is none.
    """
    arguments = ("-m", f"benchmarks.peers.{_MODULES.get(kind)}", *names)
    if kind == STREAMLIT:
        script = str(Path(__file__).with_name("plain_streamlit.py"))
        # Those without which nothing can be measured; the last keeps it from asking outside.
        settings = ("headless=true", "address=127.0.0.1", f"port={free_port()}")
        options = [f"--server.{one}" for one in settings] + ["--browser.gatherUsageStats=false"]
        arguments = ("-m", "streamlit", "run", script, *options, "--", *names)
    # Not within the project, whose settings are for our own page.
    surroundings, python = {"PYTHONPATH": str(ROOT)}, Path(sys.executable)
    if kind in (DASH, TUNED):
        python = _python_with_dash()
    with running(folder, arguments, surroundings, within=folder, python=python) as server:
        yield server


def _python_with_dash() -> Path:
    place = environment.location() / "peers"
    if not environment.is_ready(place, _LOCK):
        environment.prepare(place, _LOCK)
    return environment.python(place)
