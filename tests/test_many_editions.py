"""SYNTHETIC editions: each the real one of an earlier year, and all of one mind."""

import csv
import filecmp
from pathlib import Path

import duckdb

from dashboard.contract import columns
from dashboard.ingest.build import build
from tests import many_editions
from tests.amount import exhaustive

Key = tuple[str, ...]


def prints(edition: Path) -> dict[Key, str]:
    found = {}
    for path in edition.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if tuple(rows.fieldnames or ()) == columns.names(columns.FIGURES):
                for row in rows:
                    found[tuple(row[name] for name in many_editions.KEY)] = row["printed"]
    return found


def test_editions_that_print_the_same_figure_agree(tmp_path: Path) -> None:
    data = many_editions.write(tmp_path / "data", 3)
    oldest, middle, newest = (prints(folder) for folder in sorted((data / "editions").iterdir()))
    assert len(oldest) == len(middle) == len(newest)
    again = middle.keys() & newest.keys()
    assert 0.2 * len(newest) < len(again) < 0.8 * len(newest)
    assert {key: middle[key] for key in again} == {key: newest[key] for key in again}
    # What is printed for the first time is not only what it is a year later.
    assert len(set(oldest.items()) - set(middle.items())) > 0.2 * len(oldest)


def test_the_same_editions_are_made_each_time(tmp_path: Path) -> None:
    first, second = (many_editions.write(tmp_path / name, 2) for name in "ab")
    names = [path.relative_to(first) for path in first.rglob("*.csv")]
    assert filecmp.cmpfiles(first, second, map(str, names), shallow=False)[1:] == ([], [])


@exhaustive
def test_they_are_built_and_nothing_in_them_is_revised(tmp_path: Path) -> None:
    built = build(many_editions.write(tmp_path / "data", 3))
    with duckdb.connect(built, read_only=True) as connection:
        editions = connection.execute("select school, note from edition").fetchall()
        found = dict(
            connection.execute("select edition, count(*) from finding group by edition").fetchall()
        )
        revised = connection.execute("select 1 from finding where check_id = 'revised'").fetchall()
    assert set(editions) == {("虚构学校", "SYNTHETIC")}
    assert max(found.values()) < 4 * min(found.values())
    assert not revised
