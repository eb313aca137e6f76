"""The audit on an edition of full size: what it says where nothing is wrong, and what it finds.

docs/audit.md has the shares of planted faults for all kinds and figures, from a larger run.
"""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from dashboard.ingest.build import build
from tests import correct_edition
from tests.amount import exhaustive, exhaustively
from tests.planting import (
    ALONE,
    DOUBT,
    EQUATION,
    ERROR,
    FOUND,
    HINT,
    LIMIT,
    MISSED,
    REFUSED,
    Fault,
    Ground,
    Kind,
    draw,
    share,
)
from tests.real import csv_rows
from tests.schools import ask

SEED = 7
# The large run of docs/audit.md finds 95 in 100 wrong digits; so few as are tried here may come out
# a little lower when the catalogue, and with it every draw, changes.
FLOOR = 0.93
LOST = "form3_quality_online_course_hours"


@pytest.fixture(scope="module")
def data(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the correct edition."""
    return correct_edition.write(database, tmp_path_factory.mktemp("correct") / "data")


@pytest.fixture(scope="module")
def correct(data: Path) -> Path:
    return build(data)


@pytest.fixture(scope="module")
def ground(correct: Path) -> Ground:
    return Ground(correct)


def test_the_edition_is_of_full_size(correct: Path, database: Path) -> None:
    """Every figure of the report is there, with a number, and every relation is compared."""
    size = "select count(*) as figures from observation"
    assert ask(correct, f"{size} where status = 'A'") == ask(correct, size) == ask(database, size)
    # A relation over majors is idle as long as the report does not split the figure by them.
    idle = """
        select relation from relation
        where relation not in (select relation from comparison)
            and relation not in (
                select relation from operand
                where over_what = 'major'
                    and indicator not in (
                        select indicator from observation where major is not null
                    )
            )
    """
    assert ask(correct, idle) == []


def test_nothing_is_wrong_where_nothing_is(correct: Path) -> None:
    """What is left are hints at totals that may well be more than their parts."""
    keys = ("severity", "check_id", "indicator")
    assert {tuple(row[key] for key in keys) for row in findings(correct)} == {
        (HINT, "parts_and_total", "form4_first_employment"),
        (HINT, "parts_and_total", "full_time_teachers_prose"),
        (HINT, "parts_and_total", "graduates"),
        (HINT, "parts_and_total", "graduates_employed"),
    }


def tried(ground: Ground, kind: Kind, most: int, *links: str) -> list[str]:
    figures = [one for one in ground.figures if one.link in (links or (EQUATION, LIMIT, ALONE))]
    return list(ground.try_out(draw(figures, kind, most, SEED)).values())


@pytest.mark.parametrize(("most", "least"), [(24, 0.85), *exhaustively((144, FLOOR))])
def test_a_wrong_digit_in_an_equation_is_found(ground: Ground, most: int, least: float) -> None:
    assert share(tried(ground, Kind.DIGIT, most, EQUATION), *FOUND) >= least


@exhaustive
def test_swapped_digits_in_an_equation_are_found(ground: Ground) -> None:
    assert share(tried(ground, Kind.SWAPPED, 72, EQUATION), *FOUND) >= FLOOR


@exhaustive
def test_a_wrong_unit_of_a_linked_figure_is_found(ground: Ground) -> None:
    assert share(tried(ground, Kind.UNIT, 48, EQUATION, LIMIT), *FOUND) >= 0.95


@exhaustive
def test_the_number_of_the_year_before_is_found_in_an_equation(ground: Ground) -> None:
    assert share(tried(ground, Kind.COPIED, 96, EQUATION), *FOUND) >= 0.9


def test_a_blank_in_a_required_cell_is_always_found(ground: Ground) -> None:
    assert set(tried(ground, Kind.BLANK, 24)) == {ERROR}


@exhaustive
def test_a_row_dropped_from_a_form_is_always_found(ground: Ground) -> None:
    figures = [figure for figure in ground.figures if figure.official]
    results = ground.try_out(draw(figures, Kind.DROPPED, 24, SEED)).values()
    assert share(results, ERROR, DOUBT) == 1


@exhaustive
def test_a_row_dropped_from_an_equation_is_mostly_found(ground: Ground) -> None:
    assert share(tried(ground, Kind.DROPPED, 48, EQUATION), *FOUND) >= 0.6


@exhaustive
def test_what_is_tried_in_memory_is_what_a_build_says(ground: Ground, data: Path) -> None:
    """Dozens of editions in one database must not hide or make a finding."""
    faults = [
        draw(ground.figures, kind, 1, SEED + 1)[0] for kind in (Kind.DIGIT, Kind.UNIT, Kind.DROPPED)
    ]
    faults += draw([one for one in ground.figures if one.required], Kind.BLANK, 1, SEED)
    for fault, came in ground.try_out(faults).items():
        if came != REFUSED:
            assert ground.try_out([fault]) == {fault: came}
            found = {row["severity"] for row in built_with(fault, data)}
            assert (came in found) if came != MISSED else found <= {HINT}


def built_with(fault: Fault, data: Path) -> list[dict[str, Any]]:
    """Write the fault into the file of figures, and return what a build finds."""
    folder = data.parent / "faulty" / "data"
    shutil.copytree(data, folder, dirs_exist_ok=True)
    path = folder / "editions" / str(correct_edition.YEAR) / "figures.csv"
    rows = csv_rows(path)
    row = rows[fault.figure.ordinal - 1]
    assert row["value"] == fault.figure.number
    if fault.number is None:
        rows.remove(row)
    else:
        text = fault.number and correct_edition.printed(fault.number, fault.figure.unit)
        row |= {"value": fault.number, "printed": text, "status": "A" if text else "O"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return findings(build(folder))


def findings(built: Path) -> list[dict[str, Any]]:
    """Return what is found, less the line of 附表3 that the real report lost and this one too."""
    return ask(built, f"from finding where indicator is distinct from '{LOST}'")
