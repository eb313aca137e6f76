"""The benchmarks: peers show the page's charts, ratios go by rounds, and crowds come and go."""

import csv
import json
import sys
from pathlib import Path

import pytest

from benchmarks import crowd, records, report
from benchmarks.peers import charts
from dashboard.query.question import Question, Scope
from dashboard.render import figure_parts
from tests.amount import exhaustive
from tests.test_deploy import need_nginx


@pytest.mark.parametrize("name", ["fitness_grades", "employment_quality", "aid_amount"])
def test_peers_show_the_charts_that_the_page_shows(school: Path, name: str) -> None:
    years = charts.years()
    asked = Question.of(name, Scope(years[0], years[-1]))
    [sent] = [
        part.chart.sent for part in figure_parts.parts(asked, figure_parts.CHART) if part.chart
    ]
    ours, theirs = json.loads(sent), charts.coloured(charts.draw(name, years[0], years[-1]), {})
    assert len(ours["data"]) == len(theirs["data"])
    for one, other in zip(ours["data"], theirs["data"], strict=True):
        assert one.keys() == other.keys()
        assert [one[axis] for axis in "xy"] == [other[axis] for axis in "xy"]
    assert "#0000" in sent.decode()
    assert "#0000" not in json.dumps(theirs)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    # The rounds differ: the ratio of the medians would be 1.
    assert report.beside([1.0, 2.0, 9.0], [2.0, 1.0, 3.0]) == (2.0, "2.00 (0.50 to 3.00)")


@exhaustive
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crowd_is_answered_by_two_processes(tmp_path: Path) -> None:
    need_nginx()
    with crowd.served(tmp_path, 2) as place:
        found = crowd.crowd(place, 4, 6, (0.0, 0.2))
    assert not found.failed
    assert len(found.answers) > found.people
    assert found.most.memory > 300e6  # of both
    assert f"| 4 | 2 | {len(found.answers)} |" in crowd.written({2: [found]}, [], 0.1)


def test_a_bureau_is_counted_by_the_questions_to_a_school(tmp_path: Path) -> None:
    found = records.bureau_counted(tmp_path, 400)
    # Ten classes of forty, of both sexes.
    assert {kind: counted.places for kind, counted in found.items()} == {
        "fitness": 20,
        "vision": 20,
    }
    assert not [*tmp_path.iterdir()]


def test_with_lists_and_without_the_same_years_are_asked_for_none_of_them_shown_before() -> None:
    without = ["2016", "2019", "2020", "2021", "2022", "2023", "2024"]
    with_lists = [str(year) for year in range(2015, 2025)]
    asked = [
        ("2019", "2024"),
        ("2020", "2024"),
        ("2021", "2024"),
        ("2022", "2024"),
        ("2023", "2024"),
    ]
    assert records.newest(without) == records.newest(with_lists) == asked


@exhaustive
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_list_is_read_and_ten_years_are_given(tmp_path: Path) -> None:
    taken = records.one_file(tmp_path, 220)
    assert taken.memory > 100e6  # of both processes
    data = records.school(tmp_path / "many")
    records.give_lists(data, 220)
    files = {path.relative_to(data / "records").as_posix() for path in data.rglob("records/*/*")}
    kinds = ("enrolment", "fitness", "vision", "graduates")
    assert files == {f"{year}/{kind}.csv" for year in range(2015, 2025) for kind in kinds}
    with (data / "records/2019/graduates.csv").open(encoding="utf-8", newline="") as file:
        assert {row["period"] for row in csv.DictReader(file)} == {"2019届"}
