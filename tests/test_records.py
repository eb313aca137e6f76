"""The school's lists on the command line: looked at, published, delivered again, rolled back.

SYNTHETIC: every pupil here is made up. What is searched for afterwards is any name or number.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard import paths
from dashboard.commands import main
from dashboard.contract.faults import DataProblems
from dashboard.ingest.build import build
from dashboard.publish import versions
from dashboard.query import connection
from dashboard.records import beside_report, classes_file, publishing
from dashboard.records.answered import Answered
from dashboard.records.figures import Figure
from dashboard.records.person import ClassPlace
from tests import made_up_lists as made_up
from tests.amount import exhaustive
from tests.schools import ask

PUPILS = made_up.school(2024, 220)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the data folder of a school that has majors and a report, with room of its own."""
    folder = tmp_path / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, folder / name)
    monkeypatch.setattr("dashboard.commands.records.DATA", folder)
    room = tmp_path / "tmp"
    room.mkdir()
    monkeypatch.setenv("TMPDIR", str(room))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(connection, "_snapshots", None)
    yield folder
    tempfile.tempdir = None


def handed_in(folder: Path, pupils: list[made_up.Pupil]) -> list[str]:
    """Write the lists beside the data folder, as they would lie on a desk."""
    desk = folder.parent.parent / f"{folder.parent.name}-desk"
    desk.mkdir(exist_ok=True)
    lists = {"学籍": made_up.enrolment(pupils, 2024), "视力": made_up.vision_upload(pupils)}
    for name, rows in lists.items():
        (desk / f"{name}.xlsx").write_bytes(made_up.xlsx(rows))
    return [str(desk / f"{name}.xlsx") for name in lists]


def run(data: Path, pupils: list[made_up.Pupil], *more: str) -> int:
    files = handed_in(data, pupils)
    return main.main(["records", *files, "--year", "2024", "--who", "体育组", *more])


def test_lists_are_looked_at_published_and_taken_back(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = versions.state(data)
    assert run(data, PUPILS) == 0
    said = capsys.readouterr().out
    assert "学籍名单，2024学年：名单有 220 人，汇总了 220 人" in said
    apart = sum(bool(pupil.values["ok_lens"]) for pupil in PUPILS)
    assert f"汇总了 {220 - apart} 人；免测、缺项或另计而没有汇总的 {apart} 人，重复的 0 行" in said
    assert "没有与报告对照。没有找到数据文件" in said
    assert "专业×性别：公布 " in said
    assert "各专业学生数：220 人" in said
    assert "这是第一次公布" in said
    assert "这是预览" in said
    assert versions.state(data) == before

    assert run(data, PUPILS, "--yes") == 0
    assert "已公布" in capsys.readouterr().out
    database = data / paths.DATABASE.name
    [whole] = ask(
        database,
        """
        from record_export where indicator = 'programme_students'
        and grade is null and sex is null and major is null and class is null
        """,
    )
    assert (whole["value"], whole["persons"], whole["status"]) == (220, 220, "A")
    assert (whole["school_year"], whole["period"], whole["list"]) == (2024, "2024学年", "enrolment")
    assert whole["indicator_name"] == "各专业学生数"
    hidden = ask(database, "from record_export where status = 'Q'")
    assert hidden
    assert {(one["value"], one["persons"]) for one in hidden} == {(None, None)}
    assert [path.name for path in (data / "editions/2024").glob("classes.csv")] == ["classes.csv"]
    search(data, capsys.readouterr())

    # Two pupils fewer are kept to themselves.
    shown = versions.state(data)
    assert run(data, PUPILS[2:], "--yes") == 0
    said = capsys.readouterr().out
    assert "沿用上一次的" in said
    beside = "各专业学生数，全校：名单算出 220 人，报告印着 1920 人（2024年，表3-1 合计行），"
    assert f"{beside}差 -1,700 人，不同" in said
    assert "完全相同" in said
    assert versions.state(data) == shown

    [latest, first] = versions.history(data)
    assert (latest.who, latest.why) == ("体育组", "汇总学籍名单（2024学年）、视力名单（2024学年）")
    versions.rollback(data, first.number, who="质量办", why="试验")
    assert ask(database, "from record_export") == []
    assert versions.state(data) == before

    # What was taken back can be published again.
    assert run(data, PUPILS, "--yes") == 0
    assert "完全相同" not in capsys.readouterr().out
    assert versions.state(data) == shown


def test_figures_of_a_list_are_held_against_the_print_of_the_same_year(
    database: Path, tmp_path: Path
) -> None:
    (tmp_path / database.name).symlink_to(database)

    def figure(code: str, period: str, value: float | None, **of: str) -> Figure:
        place = dict.fromkeys(("grade", "sex", "major", "class_", "category")) | of
        persons = None if value is None else 1976
        status = "Q" if value is None else "A"
        return Figure(
            code, period, **place, value=value, persons=persons, status=status, delivered=""
        )

    pass_rate = "fitness_pass_rate_pct"
    found = beside_report.held(
        tmp_path,
        [
            figure(pass_rate, "2023年", 99.2449),  # the report prints 99.24
            figure("fitness_good_rate_pct", "2023年", 17.71),
            figure(pass_rate, "2022年", 99.62),  # of 99.61
            figure(pass_rate, "2021年", None),
            figure(pass_rate, "2023年", 50, grade="高一"),
            figure("programme_students", "2024学年", 410, major="会计事务"),  # printed of 2024年
            figure("fitness_total_mean", "2023年", 74),  # which is printed nowhere
        ],
    )
    names = publishing.names(paths.DATA)
    assert [
        (beside_report.printed(one, names), beside_report.difference(one, names), one.off)
        for one in found
    ] == [
        ("61.74%（2023年，图2-5 第5行）", "-44.03 个百分点", True),
        ("99.61%（2022年，图2-5 第4行）", "+0.01 个百分点", True),
        ("99.24%（2023年，图2-5 第5行）", "0", False),
        ("410 人（2024年，表3-1 第5行）", "0", False),
    ]
    assert "4 个数里，有 2 个" in beside_report.told(found, "2023年")
    assert "都相符" in beside_report.told(found[2:], "2023年")
    nothing = beside_report.held(tmp_path, [])
    assert beside_report.told(nothing, "2024年") == "报告没有印2024年的这些数，无从对照。"


def test_what_was_answered_is_published_with_a_list_and_taken_back_with_it(data: Path) -> None:
    rows = made_up.fitness_upload(PUPILS)
    rows[0][made_up.UPLOAD.index("肺活量")] = "肺功能指标"
    files = [("体测.xlsx", made_up.xlsx(rows))]
    base = versions.state(data)
    [asked] = publishing.look(data, files, 2024)
    questions = asked.listing.questions
    assert {one.about for one in questions} == {"column", "class"}
    assert asked.listing.people.empty  # counted: nobody needs them any more
    answered = Answered(
        {"fitness": {"肺功能指标": "lung"}},
        [
            ClassPlace(2024, one.grade or 0, one.subject, one.suggested, 0)
            for one in questions
            if one.about == "class" and one.suggested
        ],
    )
    [told] = publishing.look(data, files, 2024, answered=answered)
    assert told.persons == 220 > asked.persons
    assert told.listing.questions == []
    publishing.publish(data, [told], answered, who="体育组", base=base)
    kept = (data / "catalogue/list_headings.csv").read_text("utf-8")
    assert kept == "kind,heading,column\nfitness,肺功能指标,lung\n"
    classes = (data / "editions/2024/classes.csv").read_text("utf-8")
    assert "2024,1,24会计事务1班,会计事务,\n" in classes
    [again] = publishing.look(data, files, 2024)  # nothing is asked twice
    assert (again.listing.questions, again.changed) == ([], [])
    # What an enrolment list says of a class itself stays when another answer comes.
    classes_file.add(data, [ClassPlace(2024, 1, "24会计事务1班", "家政服务与管理", 0)])
    assert (data / "editions/2024/classes.csv").read_text("utf-8") == classes
    [_, first] = versions.history(data)
    versions.rollback(data, first.number, who="质量办", why="试验")
    assert versions.state(data) == base


KILLED = """\
import os, sys
from pathlib import Path
from dashboard.publish import versions
def change(inputs):
    (inputs / "catalogue" / "half.csv").write_text("half")
    os._exit(9)
data = Path(sys.argv[1])
versions.amend(data, change, who="体育组", why="试验", base=versions.state(data))
"""


def test_a_publication_killed_in_the_middle_leaves_nothing_that_a_start_does_not_clear(
    data: Path,
) -> None:
    before = versions.state(data)
    room = os.environ | {"TMPDIR": str(data.parent / "tmp")}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(data)], env=room, cwd=paths.ROOT, check=False
    )
    assert done.returncode == 9
    assert list((data.parent / "tmp").iterdir()) == []
    assert list((data / "versions").glob(".pending-*"))
    versions.recover(data)
    assert [path.name for path in (data / "versions").iterdir()] == [".lock"]
    assert versions.state(data) == before


def search(data: Path, said: object) -> None:
    """Look for any pupil in every file of the data and temporary folders and in what was said."""
    room = data.parent
    files = [path for path in room.rglob("*") if path.is_file()]
    assert any(path.suffix == ".duckdb" for path in files)
    texts = [path.read_bytes() for path in files] + [str(said).encode()]
    for pupil in PUPILS:
        for word in (pupil.name, pupil.number):
            assert not any(word.encode() in text for text in texts), word
    assert list((room / "tmp").iterdir()) == []


@exhaustive
def test_a_list_that_is_none_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data.parent / "别的.csv"
    file.write_text("菜名,价格\n红烧肉,12\n", encoding="utf-8")
    assert main.main(["records", str(file), "--year", "2024", "--who", "体育组", "--yes"]) == 1
    assert capsys.readouterr().err
    assert not (data / paths.RECORDS).exists()
    assert main.main(["records", str(data / "没有.csv"), "--year", "2024", "--who", "体育组"]) == 1


RECORD = "indicator,period,grade,sex,major,class,category,value,persons,status,delivered"


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("2024/fitness.csv", "fitness_tested,2024年,,,,,,,,A,2025-01-01", "「value」列"),
        ("2024/fitness.csv", "fitness_tested,2024年,,,,,,9,,Q,2025-01-01", "「value」列"),
        ("2024/fitness.csv", "no_such,2024年,,,,,,9,9,A,2025-01-01", "no_such"),
        ("2024/fitness.csv", "fitness_tested,2024年,初一,,,,,9,9,A,2025-01-01", "初一"),
        ("2024/names.csv", "fitness_tested,2024年,,,,,,9,9,A,2025-01-01", "只放"),
        ("fitness.csv", "fitness_tested,2024年,,,,,,9,9,A,2025-01-01", "年份"),
    ],
)
def test_a_file_of_figures_that_is_wrong_is_refused(
    synthetic: Path, name: str, row: str, told: str
) -> None:
    path = synthetic / paths.RECORDS / name
    path.parent.mkdir(parents=True)
    path.write_text(f"{RECORD}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataProblems, match=told):
        build(synthetic)


def test_without_any_list_the_view_is_empty(database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        view = connection.table("record_export")
        assert view.columns == [
            *("school_year", "indicator", "indicator_name", "unit", "period", "grade", "sex"),
            *("major", "class", "category", "value", "persons", "status", "list", "delivered"),
        ]
        assert view.fetchall() == []
