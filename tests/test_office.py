"""The office's commands, run as the office runs them, from template to roll-back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.intake import template
from dashboard.intake.form_builder import layout
from dashboard.paths import ROOT
from dashboard.publish import versions
from dashboard.publish.rebuild import is_current
from dashboard.publish.versions import history
from tests import filling
from tests.amount import exhaustive, exhaustively


class Office:
    """A folder with data, and a command line in it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *arguments: object, answers: str = "") -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard.commands.main", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"DASHBOARD_DATA": str(self.data)},
            input=answers,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def office(made_up: Path) -> Office:
    return Office(made_up)


@exhaustive
def test_from_the_template_to_publishing_and_back_again(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    code, said, _ = office.run("template", 2025, "-o", file)
    assert code == 0
    assert str(file) in said
    file.write_bytes(filling.saved(filling.template_filled(file.read_bytes(), 2025)))
    before = versions.state(office.data)

    code, said, _ = office.run("review", file)
    assert code == 0
    assert "与 2024 年版对照" in said
    assert versions.state(office.data) == before

    code, _, told = office.run("publish", file, "--who", "质量办", "--why", "定稿")
    assert code == 1  # there is nobody to ask about what is far off
    assert "--yes" in told
    assert versions.state(office.data) == before

    code, said, _ = office.run("publish", file, "--who", "质量办", "--why", "定稿", "--yes")
    assert code == 0
    assert "第 2 版" in said
    assert (office.data / "editions" / "2025" / "fitness.csv").exists()
    assert is_current(office.data)

    code, said, _ = office.run("rollback", 1, "--who", "质量办")
    assert code == 0
    assert versions.state(office.data) == before
    assert [version.kind for version in history(office.data)] == ["rollback", "publish", "baseline"]
    code, said, _ = office.run("versions")
    assert [line[:5] for line in said.splitlines()] == ["第 3 版", "第 2 版", "第 1 版"]


@exhaustive
def test_an_edition_is_had_back_filled_in(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "已填.xlsx"
    code, said, _ = office.run("template", 2024, "--filled", "-o", file)
    assert (code, "2024 年版现有的数" in said) == (0, True)
    code, said, _ = office.run("review", file)
    assert code == 0
    assert "改动 0，" in said
    assert "消失 0，" in said
    code, _, told = office.run("template", 2030, "--filled", "-o", file)
    assert (code, "还没有 2030 年版" in told) == (1, True)
    assert office.run("template", 2024, "--filled", "-o", tmp_path / "a.csv")[0] == 2


@pytest.mark.parametrize("command", ["review", *exhaustively("publish")])
def test_faults_are_listed_with_their_cells_and_marked(
    office: Office, tmp_path: Path, command: str
) -> None:
    book = filling.template_filled(template.workbook(layout(office.data, 2025)), 2025)
    title = next(name for name in book.sheetnames if name.startswith("附表6"))
    filling.text(book[title], 3, "本版所印", "许多")
    file, marked = tmp_path / "f.xlsx", tmp_path / "marked.xlsx"
    file.write_bytes(filling.saved(book))
    options: dict[str, list[object]] = {
        "review": ["--marked", marked],
        "publish": ["--who", "甲", "--why", "乙", "--yes"],
    }
    code, said, told = office.run(command, file, *options[command])
    assert (code, said) == (1, "")
    place = f"{filling.letter(book[title], '本版所印')}3"
    assert f"工作表「{title}」{place}：从「许多」读不出数值" in told
    assert marked.exists() == (command == "review")
    assert history(office.data) == []
    assert not list((office.data / "drafts").iterdir())


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.xlsx", None, "无法读写"),
        *exhaustively(
            ("photo.jpg", b"\xff\xd8", "不是 .xlsx 或 .csv"),
            ("random.csv", bytes(range(256)) * 10, "不是文本"),
            ("empty.xlsx", b"", ""),
            ("text.xlsx", "表,指标\n".encode(), ""),
            ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ""),
            ("empty.csv", b"", "第一行没有「表」一列"),
            ("huge.csv", b"1" * 10_000_001, "超过 10 MB"),
        ),
    ],
)
def test_what_is_no_filled_in_template_is_refused_in_words(
    office: Office, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, said, why = office.run("review", tmp_path / name)
    assert (code, said) == (1, "")
    assert told in why
    assert why.strip()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["template", "2025", "-o", "x.pdf"], "应以 .xlsx 或 .csv 结尾"),
        (["rollback", "7", "--who", "甲"], "还没有任何版本"),
        *exhaustively(
            (["template", "25"], "年份"),
            (["publish", "x.xlsx", "--who", "甲"], "--why"),
            (["init", "--name", "另一所学校"], "已有"),
        ),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_words(
    office: Office, arguments: list[str], told: str
) -> None:
    code, _, why = office.run(*arguments)
    assert code in (1, 2)
    assert told in why
