"""``python -m dashboard pack``: a file that is whole, or a sentence that says what to do."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dashboard.commands import main, pack
from dashboard.material import files
from dashboard.query.question import Question, Scope
from dashboard.render import export


def run(*arguments: str | Path) -> int:
    return pack.run(main.parse(["pack", *map(str, arguments)]))


def test_every_kind_of_file_that_can_be_asked_for_is_written() -> None:
    assert set(main.PACKED) == set(files.FORMATS)


def test_one_figure_is_a_csv(school: Path, tmp_path: Path) -> None:
    out = tmp_path / "体测.csv"
    assert run("fitness_grades", "--years", "2022-2023", "--format", "csv", "-o", out) == 0
    expected = export.to_csv(Question.of("fitness_grades", Scope(2022, 2023)).answer())
    assert out.read_bytes() == expected
    assert [path.name for path in tmp_path.iterdir()] == ["体测.csv"]  # nothing left beside it


def test_several_are_a_zip_of_those_that_have_rows(school: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    majors = "会计,计算机应用"  # the first by a former name
    assert run("体质健康", "majors", "--majors", majors, "--format", "csv", "-o", out) == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert "会议材料_体质健康测试等级构成_2016-2024年_会计事务、计算机应用.csv" in names
        for name in names:
            text = archive.read(name).decode("utf-8-sig")
            assert len(list(csv.reader(io.StringIO(text, newline="")))) > 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "没有叫「nothing」的页、部分或问题"),
        (["training", "--years", "2030-2031"], "2030-2031 年没有数据；有的是 2016-2024"),
        (["training", "--majors", "会计师傅"], "没有「会计师傅」这个专业"),
        (["training"], "有 20 张图表，文件名要以 .zip 结尾，如 a.zip。"),
    ],
)
def test_what_is_asked_wrongly_is_said_and_nothing_written(
    arguments: list[str],
    said: str,
    school: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(*arguments, "--format", "csv", "-o", tmp_path / "a.csv") == 2
    assert said in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--years", "2024-2020", "--format", "csv"], "年份要从早到晚，如 2020-2024"),
        (["--years", "20x", "--format", "csv"], "年份应为四位数字"),
        (["--format", "doc"], "之一，现为 doc"),
        (["--format", "\x1b[31m"], "之一，现为 \\x1b[31m"),
        (["--format", "csv", "--date", "明天"], "日期应写成 2026-12-01，现为 明天"),
    ],
)
def test_a_slip_on_the_command_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run("training", *arguments, "-o", "a.zip")
    assert left.value.code == 2
    assert said in capsys.readouterr().err


def test_no_file_is_written_over(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine", encoding="utf-8")
    assert run("fitness_grades", "--format", "csv", "-o", out) == 2
    assert "已经有了" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("fitness_grades", "--format", "csv", "-o", tmp_path / "no" / "a.csv") == 2
    assert "请先建立" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("", "-o 后面要写文件名"),
        ("..", "-o 后面要写文件名"),
        ("长" * 200 + ".csv", "文件名太长（204 个字）"),
        ("no\x1b[2J/a.csv", "没有 no\\x1b[2J 这个文件夹"),
        ("no/a\x1b[2J.zip", "文件名要以 .csv 结尾，如 a\\x1b[2J.csv。"),
    ],
)
def test_an_odd_name_of_a_file_is_told_in_one_sentence(
    out: str, said: str, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("fitness_grades", "--format", "csv", "-o", out) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert "\x1b" not in told


def test_a_name_with_signs_for_the_terminal_is_written_and_shown_harmless(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / ("a\x1b[31m" + "b" * 240 + ".csv")  # as long as a name may be
    assert run("fitness_grades", "--format", "csv", "-o", out) == 0
    assert [*tmp_path.iterdir()] == [out]
    assert "a\\x1b[31mb" in capsys.readouterr().out


def test_a_link_to_nowhere_is_left_alone(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.csv"
    out.symlink_to(tmp_path / "gone.csv")
    assert run("fitness_grades", "--format", "csv", "-o", out) == 2
    assert "已经有了" in capsys.readouterr().err
    assert out.is_symlink()


def test_title_and_day_stand_on_the_cover(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.xlsx"
    arguments = ["fitness_grades", "--format", "xlsx", "-o", str(out), "--title"]
    assert run(*arguments, "=周一会", "--date", "2026年12月1日") == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet["A1"].value == "=周一会"
    assert sheet["A1"].data_type == "s"
    assert sheet["A2"].value.endswith("2026年12月1日")
    assert run(*arguments, "长" * 61) == 2
    assert "--title 最多 60 个字" in capsys.readouterr().err


def test_a_full_disk_leaves_nothing_behind(
    school: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert run("fitness_grades", "--format", "csv", "-o", tmp_path / "a.csv") == 1
    assert "：磁盘满了。" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]
