"""What the school's own lists cost: to read and count one, to count a bureau's, to look at pages.

All of them are SYNTHETIC (tests/made_up_lists.py, and what benchmarks/bureau/ makes up in DuckDB).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeAlias

import duckdb

from benchmarks import report
from benchmarks.machine import Spent, facts, load, spent
from benchmarks.sections import address_of, warm
from benchmarks.session import Cost, Ranges, cost, has_years
from dashboard import paths
from dashboard.dev.live_server import running
from dashboard.ingest.build import build
from dashboard.records import file, lists, publishing
from tests import made_up_lists as made_up

_PUPILS, _BUREAU, _YEAR, _YEARS = 10_000, 10_000_000, 2024, 10
_SECONDS, _MEMORY, _MINUTE, _SLOWER = 5.0, 300e6, 60.0, 1.1
_ROUNDS, _RANGES = 3, 5
_PAGES = sorted(path.stem for path in (paths.ROOT / "pages").glob("*.py"))
_MADE_UP, _COUNTED = Path(__file__).parent / "bureau", paths.QUERIES / "records"

Pages: TypeAlias = dict[str, tuple[list[Cost], list[Cost]]]  # without any list, and with


class Counted(NamedTuple):
    """Seconds that it took to count pupils, and in how many places of grade, sex and class."""

    seconds: float
    places: int


def main(arguments: Sequence[str]) -> int:
    """Measure all three; print the section and put it where the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks records", description=__doc__)
    parser.add_argument("--pupils", type=int, default=_PUPILS, help="of the file (%(default)s)")
    parser.add_argument("--bureau", type=int, default=_BUREAU, help="rows (%(default)s)")
    parser.add_argument("--pages", nargs="+", choices=_PAGES, default=_PAGES, help="all of them")
    parser.add_argument("--out", type=Path, help="put it into this report as well")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        one = one_file(folder, options.pupils)
        bureau = bureau_counted(folder, options.bureau)
        pages = pages_beside(folder, options.pages)
    text = written(options, one, bureau, pages)
    print(text)
    if options.out:
        report.put(options.out, "records", text)
    return 0


# --- a file ---------------------------------------------------------------------------------------


def one_file(folder: Path, pupils: int) -> Spent:
    """Let the command look at the fitness list of so many pupils, as an Excel workbook."""
    data = school(folder / "one")
    path = folder / "list.xlsx"
    path.write_bytes(made_up.xlsx(made_up.fitness_upload(made_up.school(_YEAR, pupils))))
    command = ["-m", "dashboard.commands.main", "records", str(path), "--year", str(_YEAR)]
    return spent(
        [sys.executable, *command, "--who", made_up.LABEL],
        cwd=paths.ROOT,
        env=os.environ | {"DASHBOARD_DATA": str(data)},
        stdout=subprocess.DEVNULL,
    )


# --- a bureau -------------------------------------------------------------------------------------


def bureau_counted(folder: Path, pupils: int) -> dict[str, Counted]:
    """Count lists of so many pupils, forty a class, in DuckDB by the questions to a school's."""
    found = {}
    for made in sorted(_MADE_UP.glob("*.sql")):
        path = folder / f"{made.stem}.parquet"
        with duckdb.connect() as connection:
            connection.execute("set enable_progress_bar = false")
            rows = connection.sql(made.read_text(encoding="utf-8"), params={"pupils": pupils})
            rows.write_parquet(str(path))
        with duckdb.connect() as connection:
            connection.execute("set enable_progress_bar = false")
            connection.read_parquet(str(path)).create_view("people")
            connection.execute((_COUNTED / "macros.sql").read_text(encoding="utf-8"))
            start = time.perf_counter()
            counted = connection.sql((_COUNTED / made.name).read_text(encoding="utf-8"))
            counted.create("counted")
            taken = time.perf_counter() - start
            [(places,)] = connection.sql("select count(*) from counted").fetchall()
        found[made.stem] = Counted(taken, places)
        path.unlink()
    return found


# --- the pages ------------------------------------------------------------------------------------


def pages_beside(folder: Path, pages: Sequence[str]) -> Pages:
    """Change the years of pages without any list, and with the lists of ten years; in turns."""
    without, many = school(folder / "without"), school(folder / "with")
    build(without)
    give_lists(many)
    build(many)
    found: Pages = {}
    for turn in range(_ROUNDS):
        with ExitStack() as until_end:
            servers = [
                until_end.enter_context(
                    running(data.parent, environment={"DASHBOARD_DATA": str(data)})
                )
                for data in (without, many)
            ]
            for server in servers:
                warm(server, pages)
            time.sleep(2)  # their own first visits are over
            for page in pages:
                address = address_of(page)
                if not has_years(servers[0], address):
                    continue
                sides = found.setdefault(page, ([], []))
                both = [*zip(sides, servers, strict=True)]
                # In turns, as whoever comes second finds the machine as the first left it.
                for side, server in both[:: 1 if turn % 2 else -1]:
                    side.append(cost(server, address, newest))
    return found


def newest(options: list[str]) -> Ranges:
    """Return ranges that leave the first years out.

    All years are what a page shows at first, which costs nothing; lists have more of them.
    """
    return [(year, options[-1]) for year in options[1:-1][-_RANGES:]]


def give_lists(data: Path, pupils: int = made_up.PUPILS) -> None:
    """Put the figures of one year's lists into a data folder for each of ten years."""
    school = made_up.school(_YEAR, pupils)
    leaving = [pupil for pupil in school if pupil.grade == 3]
    rows = {
        "enrolment": made_up.enrolment(school, _YEAR),
        "fitness": made_up.fitness_upload(school),
        "vision": made_up.vision_upload(school),
        "graduates": made_up.graduates(leaving, _YEAR),
    }
    contents = [(f"{kind}.xlsx", made_up.xlsx(of_kind)) for kind, of_kind in rows.items()]
    for listing in lists.read(contents, data, _YEAR):
        figures = publishing.prepare(data, listing).figures
        for year in range(_YEAR - _YEARS + 1, _YEAR + 1):
            of_year = [replace(one, period=_of_year(one.period, year)) for one in figures]
            file.write(file.path_of(data, year, listing.kind), of_year)


def _of_year(period: str, year: int) -> str:
    return re.sub("[0-9]{4}", str(year), period)


def school(folder: Path) -> Path:
    """Return a copy of the data folder, with room of its own."""
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, folder / "data" / name)
    return folder / "data"


# --- the section ----------------------------------------------------------------------------------


def written(
    options: argparse.Namespace, one: Spent, bureau: Mapping[str, Counted], pages: Pages
) -> str:
    """Write a run as a section of the report."""
    busy = load()
    others = "" if busy is None else f" Load average at the end: {busy:.1f}."
    lead = (
        f"Made by `python -m benchmarks records --out docs/benchmark.md` on "
        f"{datetime.now(UTC):%Y-%m-%d}. Every list is\nSYNTHETIC. A workbook is read, counted and "
        "decided upon by the command, from its start to its end; the\nmemory is that of both its "
        "processes together. A Parquet file is counted by the same questions\n"
        f"(`queries/records/`) in DuckDB.\n\n{facts()}.{others}"
    )
    rows = [
        [
            *(f"a workbook of {options.pupils:,} pupils (体测)", f"{one.seconds:.1f} s"),
            f"≤ {_SECONDS:g} s: {report.verdict(one.seconds, _SECONDS)}",
            report.megabytes(one.memory),
            f"≤ {_MEMORY / 1e6:g} MB: {report.verdict(one.memory, _MEMORY)}",
        ],
        *(
            [
                f"{kind}.sql: {options.bureau:,} pupils in {each.places:,} places",
                f"{each.seconds:.1f} s",
                f"≤ {_MINUTE:g} s: {report.verdict(each.seconds, _MINUTE)}",
                *("", ""),
            ]
            for kind, each in bureau.items()
        ),
    ]
    head = ["", "time", "goal", "memory", "goal"]
    beside = (
        "Processor time of the server for a change of years, without any list and with all four of "
        f"{_YEARS}\nyears, medians of {_ROUNDS} rounds that take turns:\n"
    )
    compared = report.table(["page", "without", "with", "ratio", "goal: ≤ 1.1"], _compared(pages))
    return "\n".join(
        [report.section("The school's own lists", head, rows, lead), beside, compared, ""]
    )


def _compared(pages: Pages) -> Iterator[list[str]]:
    for page, sides in pages.items():
        for when, of in (("new years", "processor_new"), ("again", "processor_again")):
            without, with_lists = ([getattr(one, of) or 0.0 for one in side] for side in sides)
            ratio, told = report.beside(with_lists, without)
            each = [report.milliseconds(median(side)) for side in (without, with_lists)]
            yield [f"{page}: {when}", *each, told, report.verdict(ratio, _SLOWER)]
