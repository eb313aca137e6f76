"""The benchmark of long use: what it calls flat, where it writes, and that it runs at all."""

import sys
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.machine import Held
from benchmarks.soak import Soaked, soak, written
from dashboard.dev.live_server import running
from tests.amount import exhaustive


def test_what_grows_beyond_its_variation_is_told() -> None:
    samples = {
        50 * visit: Held(
            memory=400_000_000 + 1_000_000 * visit + 500_000 * (visit % 2),
            files=20 + visit % 5,
            threads=4,
        )
        for visit in range(1, 101)
    }
    # As a cache fills in the first visits.
    samples[50] = Held(300_000_000, 90, 40)
    soaked = Soaked(samples, samples[50], samples[5000], 1.0)
    trends = soaked.trends()
    assert {name: trend.is_flat for name, trend in trends.items()} == {
        "memory": False,
        "files": True,
        "threads": True,
    }
    assert trends["memory"].growth == pytest.approx(59e6, rel=0.02)
    assert trends["memory"].off < 1e6
    assert "**grows**" in written(soaked)


def test_a_section_takes_the_place_of_the_one_before_and_stays_in_a_new_report(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"# Before\n{report.marked(path, 'soak')}", encoding="utf-8")
    for text in ("once", "twice"):
        report.put(path, "soak", text)
    assert path.read_text(encoding="utf-8").count("# Before\n\n<!-- soak -->\n\ntwice\n\n") == 1
    assert "once" not in path.read_text(encoding="utf-8")
    assert report.marked(path, "soak") == "\n<!-- soak -->\n\ntwice\n\n<!-- end of soak -->\n"


@exhaustive
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_readers_come_and_go(tmp_path: Path, made_up: Path) -> None:
    with running(tmp_path, environment={"DASHBOARD_DATA": str(made_up)}) as server:
        soaked = soak(server, 36, visit=12, rest=0)
    assert list(soaked.samples) == [12, 24, 36]
    assert all(held.memory > 50e6 and held.files > 5 for held in soaked.samples.values())
    assert "| nobody there any more |" in written(soaked)
