"""What share of planted faults the audit finds, by kind of fault: the table of docs/audit.md."""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.report import put, table
from dashboard.ingest.build import build
from dashboard.paths import ROOT
from tests import correct_edition, planting
from tests.planting import ALONE, DOUBT, EQUATION, ERROR, HINT, LIMIT, REFUSED, Ground, Kind

_PAGE = ROOT / "docs" / "audit.md"
_HEAD = ("fault", "in figures", "planted", "refused", ERROR, DOUBT, "found", f"{HINT} only")
_GROUPS = {
    EQUATION: (EQUATION,),
    LIMIT: (LIMIT,),
    "linked at all": (EQUATION, LIMIT),
    ALONE: (ALONE,),
}
_SEED = 1


def main(arguments: Sequence[str]) -> int:
    """Plant the faults and write the table into docs/audit.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks faults", description=__doc__)
    parser.add_argument("--each", type=int, default=2, help="faults of a kind a figure (2)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        real = build(out=folder / "real.duckdb")
        ground = Ground(build(correct_edition.write(real, folder / "data")))
        made = f"{_about(ground, options.each)}\n\n{table(_HEAD, _rows(ground, options.each))}"
    print(made)
    put(_PAGE, "faults", made)
    return 0


def _about(ground: Ground, each: int) -> str:
    links = Counter(figure.link for figure in ground.figures)
    return (
        f"{len(ground.figures)} figures: {links[EQUATION]} {EQUATION}, {links[LIMIT]} {LIMIT}, "
        f"{links[ALONE]} {ALONE}.\n{each} faults of a kind for each figure, or as many as there "
        f"are for all of them, drawn with seed {_SEED}\nby `python -m benchmarks faults`."
    )


def _rows(ground: Ground, each: int) -> Iterator[list[str]]:
    for kind in Kind:
        drawn = planting.draw(ground.figures, kind, each * len(ground.figures), _SEED)
        tried = ground.try_out(drawn)
        for name, links in _GROUPS.items():
            came = Counter(result for fault, result in tried.items() if fault.figure.link in links)
            if planted := came.total():
                found = sum(came[result] for result in planting.FOUND)
                counts = [str(came[result]) for result in (REFUSED, ERROR, DOUBT)]
                shares = [f"{found / planted:.1%}", f"{came[HINT] / planted:.1%}"]
                yield [kind, name, str(planted), *counts, *shares]
