"""A stranger's path: what CONTRIBUTING.md says a change takes is what it takes, file by file.

Each recipe is followed in a copy of the project, whose own tests then say whether it worked.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.paths import ROOT
from tests import filling
from tests.amount import exhaustively

TABLE = re.findall(
    r"^\| (an? [\w ]+) \| (`.+?) \|",
    (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)
RECIPES = {what: re.findall(r"`([^`]+)`", files) for what, files in TABLE}
LEFT_BEHIND = shutil.ignore_patterns(
    *(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.duckdb"),
    *("versions", "drafts", "test-results"),
)


@dataclass
class Copy:
    """A copy of the project, and what became of it."""

    root: Path

    def run(self, *arguments: str) -> str:
        """Run Python in the copy; what it writes is returned, and must not end in failure."""
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=ours | {"DASHBOARD_DATA": str(self.root / "data")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def test(self, *arguments: str) -> None:
        """Run tests of the copy, some of which there must be."""
        said = self.run(
            "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments
        )
        assert re.search(r"\d+ passed", said)

    def command(self, *arguments: str) -> None:
        self.run("-m", "dashboard.commands.main", *arguments)

    def write(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, encoding="utf-8", newline="")

    def append(self, file: str, text: str) -> None:
        known = (self.root / file).read_text(encoding="utf-8")
        self.write(file, f"{known.rstrip()}\n{text}\n")

    def replace(self, file: str, old: str, new: str) -> None:
        known = (self.root / file).read_text(encoding="utf-8")
        assert known.count(old) == 1, f"{file}: {old}"
        self.write(file, known.replace(old, new))

    def changed(self) -> set[str]:
        """Return the files that differ from the project's own."""
        found = set()
        for path in self.root.rglob("*"):
            name = path.relative_to(self.root)
            ours = ROOT / name
            left_behind = LEFT_BEHIND(str(path.parent), [path.name]) or "__pycache__" in name.parts
            if left_behind or {"versions", "drafts"} & set(name.parts) or not path.is_file():
                continue
            if not ours.exists() or ours.read_bytes() != path.read_bytes():
                found.add(name.as_posix())
        return found


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(ROOT, tmp_path / "project", ignore=LEFT_BEHIND)))


def chart(copy: Copy) -> None:
    copy.write(
        "queries/my_question.sql",
        "-- title: 体测合格率与优良率\n"
        "-- unit: %\n"
        "-- description: 合格率为及格及以上学生的比例，优良率为良好及以上学生的比例。\n"
        "-- key: period, major, indicator\n"
        "-- source: 图2-5\n"
        "-- chart: trend indicator_name\n"
        "select *\n"
        "from figures(\n"
        "    ['fitness_pass_rate_pct', 'fitness_good_rate_pct'], $year_from, $year_to, $majors\n"
        ")\n"
        "order by year, ordinal\n",
    )
    copy.replace(
        "dashboard/outline/training.py",
        '"视力", [["myopia_rates", "myopia_screened"]]',
        '"视力", [["myopia_rates", "myopia_screened"], "my_question"]',
    )
    copy.test("tests/test_queries.py", "tests/test_figure_parts.py", "-k", "my_question")
    copy.test("tests/test_pages.py", "-k", "training")


def indicator(copy: Copy) -> None:
    copy.append(
        "data/catalogue/indicators.csv",
        "library_seats,图书馆座位数,个,up,0,可供使用的座位数。,1,一(一) 学校概况,,,,,,false,,,,",
    )
    copy.append("data/catalogue/lines.csv", "chapter_1,library_seats,,{Y}年,,正文 一(一)")
    copy.append(
        "data/editions/2024/chapter_1.csv",
        "library_seats,2024年,,,300,300个,A,正文 一(一),1,",
    )
    copy.command("build")
    copy.command("dictionary")
    copy.test("tests/test_docs.py", "tests/test_form_builder.py", "tests/test_derived.py")


def quotient(copy: Copy) -> None:
    copy.append(
        "data/catalogue/derived.csv",
        "classes_each,每名班主任所带班数,班/人,programme_classes,form6_class_teachers,,2,平均带几个班。",
    )
    copy.command("build")
    copy.command("dictionary")
    copy.test("tests/test_docs.py", "tests/test_derived.py")


def relation(copy: Copy) -> None:
    copy.append(
        "data/catalogue/relations.csv", "classes_wide,range,班级数在1到999之间,错误,,1,999,"
    )
    copy.append("data/catalogue/operands.csv", "classes_wide,result,programme_classes,,")
    copy.command("build")


def check(copy: Copy) -> None:
    copy.write(
        "queries/checks/round_number.sql",
        "-- title: 整千的数\n"
        "-- severity: 提示\n"
        "-- finds: 矛盾\n"
        "-- compares: 每一个以元计的数\n"
        "-- tolerance: 一万以上、恰好整千的数，请确认不是约数\n"
        "-- compared: audited\n"
        "-- doubts: one\n"
        "select\n"
        "    edition,\n"
        "    ordinal,\n"
        "    period || '的' || what || '恰好是整千；请确认不是约数。' as message,\n"
        "    printed || ' 恰好整千' as arithmetic\n"
        "from audited\n"
        "where unit = '元' and value >= 10000 and value % 1000 = 0\n",
    )
    pair = (
        'Pair("round_number", "@paid 2023年 12345", "@paid 2023年 12000", HINT,'
        ' cells={"@paid": {"unit": "元"}}),'
    )
    copy.replace("tests/checks/pairs.py", "PAIRS = [\n", f"PAIRS = [\n    {pair}\n")
    copy.test("tests/checks/test_misprints.py")


def status(copy: Copy) -> None:
    copy.replace(
        "dashboard/contract/codes.py",
        "# Those with a meaning of their own in the rules.\n",
        'STATUSES["E"] = Status(\n'
        '    "估计",\n'
        '    "数字带 †，空心点",\n'
        '    "没有统计，按情况估计的数",\n'
        "    doubtful=True,\n"
        "    comparable=True,\n"
        '    advice="没有统计，按情况估计的数。须写备注。",\n'
        ")\n"
        "# Those with a meaning of their own in the rules.\n",
    )
    copy.test("tests/test_contract.py", "tests/test_schema.py", "tests/test_template.py")


def unit(copy: Copy) -> None:
    copy.replace(
        "dashboard/contract/units.py",
        '    "本": Unit(counted=True),\n',
        '    "本": Unit(counted=True),\n    "册": Unit(counted=True, synonyms=("本",)),\n',
    )
    copy.test("tests/test_contract.py")


def year(copy: Copy) -> None:
    file = copy.root.parent / "template.xlsx"
    copy.command("template", "2025", "-o", str(file))
    file.write_bytes(filling.saved(filling.template_filled(file.read_bytes(), 2025)))
    copy.command("publish", str(file), "--who", "质量办", "--why", "定稿", "--yes")


FOLLOWED: dict[str, Callable[[Copy], None]] = {
    "a chart": chart,
    "an indicator": indicator,
    "a quotient": quotient,
    "a relation": relation,
    "a check": check,
    "a status": status,
    "a unit": unit,
    "a year": year,
}


def test_every_recipe_is_followed() -> None:
    assert RECIPES.keys() == FOLLOWED.keys() > {*QUICK}


QUICK = ("a relation", "a unit")


@pytest.mark.parametrize(
    "what", [*QUICK, *exhaustively(*(what for what in FOLLOWED if what not in QUICK))]
)
def test_a_recipe_takes_the_files_it_names(what: str, copy: Copy) -> None:
    FOLLOWED[what](copy)
    patterns = {file: re.sub(r"<\w+>", "[^/]+", re.escape(file)) for file in RECIPES[what]}
    named = {
        changed: {file for file, pattern in patterns.items() if re.fullmatch(pattern, changed)}
        for changed in copy.changed()
    }
    assert [changed for changed, files in named.items() if not files] == []
    assert set().union(*named.values()) == set(patterns)
